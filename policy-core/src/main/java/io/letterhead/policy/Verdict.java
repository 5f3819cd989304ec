package io.letterhead.policy;

import com.google.common.collect.ImmutableSet;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a caller's field of one name. Not by which rule: that would keep states apart.
 */
sealed interface Verdict {

  /**
   * It is removed.
   *
   * @param removal why
   */
  record Removed(Removal removal) implements Verdict {}

  /** It is the policy's to read, and goes no further: caller data, a brought credential. */
  record Consumed() implements Verdict {}

  /**
   * It passes, if its guards hold.
   *
   * @param spelling the name on the wire; null for the caller's own spelling
   * @param guards all must hold
   * @param single whether a second field rejects the request
   * @param owner the policy for a renamed field, otherwise the caller
   */
  record Passes(@Nullable String spelling, ImmutableSet<Guard> guards, boolean single, Owner owner)
      implements Verdict {

    /** Whether other fields of the name need no look: it may repeat, and has one spelling only. */
    boolean mayRepeatUnchecked() {
      return spelling == null && !single;
    }

    /** Whether a value satisfies every guard. */
    boolean holdsFor(String value) {
      for (Guard guard : guards) {
        if (!guard.holds(value)) {
          return false;
        }
      }
      return true;
    }
  }
}
