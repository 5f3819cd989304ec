package io.letterhead.dsl;

import com.google.common.collect.ImmutableList;
import io.letterhead.policy.Position;
import io.letterhead.policy.Problem;
import java.util.ArrayList;
import java.util.List;

/** The problems found so far while one file is read: all are counted, the first are kept. */
final class Problems {

  /** More than anyone mends in one go; a damaged file can have one for each of its bytes. */
  static final int MOST_KEPT = 500;

  private final List<Problem> found = new ArrayList<>();
  private int count;

  void error(FileProblem name, Position position, String message, String why, String fix) {
    count++;
    if (found.size() < MOST_KEPT) {
      found.add(Problem.error(name.title(), position, message, why, fix));
    }
  }

  /**
   * A secret where a name belongs; its text is not shown.
   *
   * @param what where it stands, as messages call it
   */
  void inlineSecret(String what, Position position, String fix) {
    error(
        FileProblem.INLINE_SECRET,
        position,
        what + " looks like a secret itself",
        "a policy file is reviewed, copied and kept in version control; treat this secret as"
            + " known to others, and replace it",
        fix);
  }

  /** How many were found. */
  int size() {
    return count;
  }

  boolean isEmpty() {
    return count == 0;
  }

  /** Those that were kept. */
  ImmutableList<Problem> all() {
    return ImmutableList.copyOf(found);
  }
}
