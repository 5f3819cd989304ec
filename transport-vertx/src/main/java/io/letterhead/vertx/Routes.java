package io.letterhead.vertx;

import com.google.common.collect.ImmutableMap;
import io.letterhead.policy.CompiledPolicy;
import io.letterhead.policy.ProviderPolicy;
import io.letterhead.policy.RejectedException;
import io.letterhead.policy.RequestTarget;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which provider a path belongs to: {@code /PROVIDER/…} to that one, what the configuration says,
 * and where there is but one provider, every other path too. Whole segments are compared, with
 * case; the longest prefix wins. Immutable.
 */
final class Routes {

  /**
   * A provider, and what is left of the target behind its route.
   *
   * @param provider the provider
   * @param target the target behind the prefix
   */
  record Match(ProviderPolicy provider, RequestTarget target) {}

  private final ImmutableMap<String, ProviderPolicy> byPrefix;
  private final int longest;

  private Routes(ImmutableMap<String, ProviderPolicy> byPrefix) {
    this.byPrefix = byPrefix;
    this.longest = byPrefix.keySet().stream().mapToInt(String::length).max().orElse(0);
  }

  static Routes of(CompiledPolicy policy) {
    return of(policy, ImmutableMap.of());
  }

  /**
   * The routes of a policy.
   *
   * @param further providers' names by prefixes that lead to them too
   * @throws IllegalArgumentException if a prefix is no canonical path without a last slash, leads
   *     to no provider, or is another provider's own
   */
  static Routes of(CompiledPolicy policy, ImmutableMap<String, String> further) {
    Map<String, ProviderPolicy> byPrefix = new HashMap<>();
    policy.providers().forEach((name, provider) -> byPrefix.put("/" + name, provider));
    if (policy.providers().size() == 1) {
      byPrefix.put("", policy.providers().values().iterator().next());
    }
    further.forEach(
        (prefix, name) -> {
          ProviderPolicy provider = policy.providers().get(name);
          if (provider == null || !isPrefix(prefix)) {
            throw new IllegalArgumentException("route " + prefix + ": no prefix, or no provider");
          }
          ProviderPolicy other = byPrefix.putIfAbsent(prefix, provider);
          if (other != null && other != provider) {
            throw new IllegalArgumentException("route " + prefix + ": leads to " + other.name());
          }
        });
    return new Routes(ImmutableMap.copyOf(byPrefix));
  }

  /** Whether a text is a canonical path without a last slash. */
  static boolean isPrefix(String text) {
    try {
      return !text.endsWith("/") && RequestTarget.parse(text).path().equals(text);
    } catch (RejectedException e) {
      return false;
    }
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
