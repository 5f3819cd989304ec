package io.letterhead.apache;

import com.google.common.collect.ImmutableList;
import io.letterhead.policy.CompiledPolicy;
import io.letterhead.policy.ProviderPolicy;
import io.letterhead.policy.Rejection;
import io.letterhead.policy.RequestTarget;
import java.util.List;
import java.util.Optional;

/**
 * Which provider a request belongs to: the one whose origin its route ends at, and whose base path
 * its target begins with; the longest base path wins.
 *
 * @param policy the policy whose providers these are
 */
record Providers(CompiledPolicy policy) {

  /**
   * A provider, and the target behind its base path.
   *
   * @param provider the provider
   * @param target the target behind its base path
   */
  record Match(ProviderPolicy provider, RequestTarget target) {}

  /** Whether some provider's origin is this server's. */
  boolean areAt(Server server) {
    return policy.providers().values().stream().anyMatch(p -> server.serves(p.origin()));
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
    for (ProviderPolicy provider : policy.providers().values()) {
      String base = provider.origin().basePath();
      boolean meant = named.isEmpty() || named.get().equals(provider.name());
      if (meant
          && base.length() >= longest
          && server.serves(provider.origin())
          && target.after(base).isPresent()) {
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
