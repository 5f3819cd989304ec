package io.letterhead.vertx.access;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/**
 * Who may do what: one rule for each caller. Immutable.
 *
 * <p>A rule is for one caller's id ({@code key/team-a}), or with a {@code *} at its end for all ids
 * that begin so ({@code jwt/*}). A caller has the rule of its id; without one, that with the
 * longest beginning; without any, it may do nothing. Rules are not added up: what a caller may do
 * stands in one place. A {@code *} in a caller's id is a character as any other.
 */
public final class AccessControl {

  private static final char ANY = '*';
  private static final AccessRule ALL =
      new AccessRule(ImmutableSet.of(), ImmutableSet.of(), ImmutableList.of(), Optional.empty());

  private final boolean open;
  private final ImmutableMap<String, AccessRule> exact;
  private final ImmutableMap<String, AccessRule> beginnings;

  private AccessControl(ImmutableMap<String, AccessRule> byCaller) {
    ImmutableMap.Builder<String, AccessRule> ids = ImmutableMap.builder();
    ImmutableMap.Builder<String, AccessRule> prefixes = ImmutableMap.builder();
    byCaller.forEach(
        (caller, rule) -> {
          int star = caller.indexOf(ANY);
          if (caller.isEmpty() || (star >= 0 && star < caller.length() - 1)) {
            throw new IllegalArgumentException(
                "`" + caller + "` is no caller (expected: an id, or its beginning and a last `*`)");
          }
          if (star < 0) {
            ids.put(caller, rule);
          } else {
            prefixes.put(caller.substring(0, star), rule);
          }
        });
    this.open = byCaller.isEmpty();
    this.exact = ids.buildOrThrow();
    this.beginnings = prefixes.buildOrThrow();
  }

  /**
   * Rules by caller; with none at all, every caller may do everything, at any rate.
   *
   * @throws NullPointerException if {@code byCaller} is null
   * @throws IllegalArgumentException if a key is empty, or has a {@code *} before its end
   */
  public static AccessControl of(ImmutableMap<String, AccessRule> byCaller) {
    return new AccessControl(requireNonNull(byCaller, "byCaller"));
  }

  /**
   * The rule for a caller; empty for one that may do nothing.
   *
   * @throws NullPointerException if {@code callerId} is null
   */
  public Optional<AccessRule> ruleOf(String callerId) {
    requireNonNull(callerId, "callerId");
    if (open) {
      return Optional.of(ALL);
    }
    AccessRule own = exact.get(callerId);
    return own != null ? Optional.of(own) : longestBeginning(callerId);
  }

  /**
   * What the caller may not, the first in the order of {@link Denial}; empty for what it may.
   * Everything is compared exactly.
   *
   * @param path the canonical path behind the provider's route
   * @throws NullPointerException if an argument is null
   */
  public Optional<Denial> denies(String callerId, String provider, String method, String path) {
    requireNonNull(provider, "provider");
    requireNonNull(method, "method");
    requireNonNull(path, "path");
    return ruleOf(callerId)
        .map(rule -> rule.denies(provider, method, path))
        .orElse(Optional.of(Denial.CALLER));
  }

  private Optional<AccessRule> longestBeginning(String callerId) {
    return beginnings.entrySet().stream()
        .filter(each -> callerId.startsWith(each.getKey()))
        .max(Comparator.comparingInt(each -> each.getKey().length()))
        .map(Map.Entry::getValue);
  }
}
