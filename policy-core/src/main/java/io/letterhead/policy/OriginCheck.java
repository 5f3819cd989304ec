package io.letterhead.policy;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds origins that a credential could leak through: in clear, or into another provider's paths.
 */
final class OriginCheck {

  private OriginCheck() {}

  static List<Problem> problems(Policy policy) {
    List<Problem> problems = new ArrayList<>();
    List<Provider> providers = policy.providers();
    for (int i = 0; i < providers.size(); i++) {
      Provider provider = providers.get(i);
      boolean injects = provider.rules().request().stream().anyMatch(Rule.Inject.class::isInstance);
      Origin origin = provider.origin();
      if (injects && !origin.isSecure() && !origin.isLoopback() && !provider.cleartext()) {
        problems.add(cleartext(provider));
      }
      for (Provider earlier : providers.subList(0, i)) {
        if (overlap(earlier.origin(), origin)) {
          problems.add(overlapping(provider, earlier));
        }
      }
    }
    return problems;
  }

  private static boolean overlap(Origin one, Origin other) {
    return one.sameServer(other)
        && (contains(one.basePath(), other.basePath())
            || contains(other.basePath(), one.basePath()));
  }

  private static boolean contains(String base, String path) {
    return path.equals(base) || path.startsWith(base + "/");
  }

  private static Problem cleartext(Provider provider) {
    return Problem.error(
        "cleartext-origin",
        provider.originPosition(),
        "the credential of `" + provider.name() + "` would leave without TLS",
        "anyone on the way could read it; only loopback addresses are exempt",
        "use https://, or say `cleartext: allowed` where the network is trusted");
  }

  private static Problem overlapping(Provider provider, Provider earlier) {
    return Problem.error(
        "overlapping-origins",
        provider.originPosition(),
        "`" + provider.name() + "` and `" + earlier.name() + "` share an origin",
        "a request to one could reach the paths of the other, with the wrong credential",
        "give them base paths of which neither contains the other");
  }
}
