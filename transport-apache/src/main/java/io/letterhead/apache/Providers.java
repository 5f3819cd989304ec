package io.letterhead.apache;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.Multimaps;
import io.letterhead.policy.CompiledPolicy;
import io.letterhead.policy.ProviderPolicy;
import io.letterhead.policy.Rejection;
import io.letterhead.policy.RequestTarget;
import java.util.List;
import java.util.Optional;

/**
 * Which provider a request belongs to: the one whose origin its route ends at, and whose base path
 * its target begins with; the longest base path wins. Immutable.
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
   * The provider of a request to a server.
   *
   * @param named the provider that the application means, if it says
   * @throws RefusedException if there is none, or more than one
   */
  Match find(Server server, RequestTarget target, Optional<String> named) throws RefusedException {
    List<ProviderPolicy> found = ImmutableList.of();
    int longest = -1;
    for (ProviderPolicy provider : byServer.get(server)) {
      String base = provider.origin().basePath();
      boolean meant = named.isEmpty() || named.get().equals(provider.name());
      if (meant && base.length() >= longest && target.after(base).isPresent()) {
        found =
            base.length() > longest
                ? ImmutableList.of(provider)
                : ImmutableList.<ProviderPolicy>builder().addAll(found).add(provider).build();
        longest = base.length();
      }
    }
    if (found.size() != 1) {
      throw new RefusedException(
          Rejection.Reason.NO_PROVIDER,
          found.isEmpty()
              ? "no provider" + meant(named) + " has the origin and base path of the request"
              : "several providers have the origin of the request: " + found);
    }
    ProviderPolicy provider = found.get(0);
    return new Match(provider, target.after(provider.origin().basePath()).orElseThrow());
  }

  private static String meant(Optional<String> named) {
    return named.isPresent() ? " of the name that the application says" : "";
  }
}
