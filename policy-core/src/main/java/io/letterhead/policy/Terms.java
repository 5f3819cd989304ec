package io.letterhead.policy;

import static java.util.Objects.requireNonNull;

/**
 * What every rule says beside its verb: where it is written, why it stands and when it holds.
 *
 * @param position where the rule is written: at its verb
 * @param why the author's reason, or empty
 * @param when the requests that it holds for
 */
public record Terms(Position position, String why, Condition when) {

  /** The terms of a rule that no file holds and that always holds. */
  public static final Terms IN_CODE = new Terms(Position.IN_CODE, "", Condition.ALWAYS);

  /**
   * @throws NullPointerException if an argument is null
   */
  public Terms {
    requireNonNull(position, "position");
    requireNonNull(why, "why");
    requireNonNull(when, "when");
  }

  /**
   * The terms of a rule that always holds.
   *
   * @throws NullPointerException if {@code position} is null
   */
  public static Terms at(Position position) {
    return new Terms(position, "", Condition.ALWAYS);
  }
}
