package io.letterhead.vertx;

import com.google.common.collect.ImmutableMap;
import io.letterhead.policy.CompiledPolicy;
import io.letterhead.policy.ProviderPolicy;
import io.letterhead.policy.RequestTarget;
import java.util.Optional;

/**
 * Which provider a path belongs to: {@code /PROVIDER/…} to that one, and where there is but one,
 * every other path too. Whole segments are compared, with case; the longest prefix wins. Immutable.
 */
final class Routes {

  /**
   * A provider, and what is left of the target behind its route.
   *
   * @param provider the provider
   * @param target the target behind the prefix
   */
  record Match(ProviderPolicy provider, RequestTarget target) {}

  private final CompiledPolicy policy;
  private final ImmutableMap<String, ProviderPolicy> byPrefix;
  private final int longest;

  private Routes(CompiledPolicy policy, ImmutableMap<String, ProviderPolicy> byPrefix) {
    this.policy = policy;
    this.byPrefix = byPrefix;
    this.longest = byPrefix.keySet().stream().mapToInt(String::length).max().orElse(0);
  }

  static Routes of(CompiledPolicy policy) {
    ImmutableMap.Builder<String, ProviderPolicy> byPrefix = ImmutableMap.builder();
    policy.providers().forEach((name, provider) -> byPrefix.put("/" + name, provider));
    if (policy.providers().size() == 1) {
      byPrefix.put("", policy.providers().values().iterator().next());
    }
    return new Routes(policy, byPrefix.buildOrThrow());
  }

  /** Whether these are the routes of that policy. */
  boolean areOf(CompiledPolicy other) {
    return policy == other;
  }

  /** The provider that a target belongs to, if any does. */
  Optional<Match> match(RequestTarget target) {
    String path = target.path();
    int end = path.length() <= longest ? path.length() : path.lastIndexOf('/', longest);
    for (; end >= 0; end = end == 0 ? -1 : path.lastIndexOf('/', end - 1)) {
      ProviderPolicy provider = byPrefix.get(path.substring(0, end));
      if (provider != null) {
        return target.after(path.substring(0, end)).map(rest -> new Match(provider, rest));
      }
    }
    return Optional.empty();
  }
}
