package io.letterhead.policy;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;

/**
 * The rules of a file or of one provider. A provider has the file's and its own: they unite.
 *
 * @param request what decides requests
 * @param response what decides responses, on their way back
 * @param reject the removals that reject the request instead: sealed, denied, unlisted
 */
public record Rules(
    ImmutableList<Rule> request, ImmutableList<Rule> response, ImmutableSet<Removal> reject) {

  // Before NONE, whose construction asks for it.
  private static final ImmutableSet<Removal> MAY_REJECT =
      Sets.immutableEnumSet(Removal.SEALED, Removal.DENIED, Removal.UNLISTED);

  /** No rules. */
  public static final Rules NONE =
      new Rules(ImmutableList.of(), ImmutableList.of(), ImmutableSet.of());

  /**
   * @throws NullPointerException if an argument is null
   * @throws IllegalArgumentException if a response rule is none of allow, deny, rename and a set to
   *     a fixed value, or has guards; or if {@code reject} holds another removal
   */
  public Rules {
    requireNonNull(request, "request");
    requireNonNull(response, "response");
    requireNonNull(reject, "reject");
    if (!response.stream().allMatch(Rules::mayDecideResponses)) {
      throw new IllegalArgumentException("a response rule allows, denies, renames or sets");
    }
    if (!MAY_REJECT.containsAll(reject)) {
      throw new IllegalArgumentException("reject: not one of " + MAY_REJECT);
    }
  }

  /**
   * Request rules alone.
   *
   * @throws NullPointerException if {@code rules} is null or holds null
   */
  public static Rules of(Rule... rules) {
    return new Rules(ImmutableList.copyOf(rules), ImmutableList.of(), ImmutableSet.of());
  }

  private static boolean mayDecideResponses(Rule rule) {
    if (rule instanceof Rule.Allow allow) {
      return allow.guards().isEmpty();
    } else if (rule instanceof Rule.Rename rename) {
      return rename.guards().isEmpty();
    } else if (rule instanceof Rule.Set set) {
      return set.value() instanceof WrittenValue.Fixed;
    }
    return rule instanceof Rule.Deny;
  }
}
