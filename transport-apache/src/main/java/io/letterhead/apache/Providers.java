package io.letterhead.apache;

import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.Multimaps;
import io.letterhead.policy.CompiledPolicy;
import io.letterhead.policy.ProviderPolicy;
import io.letterhead.policy.RequestTarget;
import java.util.Optional;

/**
 * Which provider a request belongs to: the one whose origin its route ends at, and whose base path
 * its target begins with. Immutable.
 */
final class Providers {

  /**
   * A provider, and the target behind its base path.
   *
   * @param provider the provider
   * @param target the target behind its base path
   */
  record Match(ProviderPolicy provider, RequestTarget target) {}

  private final CompiledPolicy policy;
  private final ImmutableListMultimap<Server, ProviderPolicy> byServer;

  private Providers(CompiledPolicy policy) {
    this.policy = policy;
    this.byServer =
        Multimaps.index(policy.providers().values(), provider -> Server.of(provider.origin()));
  }

  static Providers of(CompiledPolicy policy) {
    return new Providers(policy);
  }

  /** Whether these are the providers of that policy. */
  boolean areOf(CompiledPolicy other) {
    return policy == other;
  }

  /** Whether some provider's origin is this server's. */
  boolean areAt(Server server) {
    return byServer.containsKey(server);
  }

  /**
   * The provider of a request to a server: no base path of two begins with the other's, so there is
   * one at most.
   */
  Optional<Match> find(Server server, RequestTarget target) {
    for (ProviderPolicy provider : byServer.get(server)) {
      Optional<RequestTarget> behind = target.after(provider.origin().basePath());
      if (behind.isPresent()) {
        return Optional.of(new Match(provider, behind.get()));
      }
    }
    return Optional.empty();
  }
}
