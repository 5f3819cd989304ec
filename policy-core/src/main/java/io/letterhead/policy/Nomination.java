package io.letterhead.policy;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The names that a message's {@code Connection} fields give for removal before it is passed on (RFC
 * 9110, section 7.6.1): all of its lines, all of their options.
 */
final class Nomination {

  /** Nothing is nominated. */
  static final Nomination NONE = new Nomination(List.of(), false);

  private static final String CONNECTION = "connection";
  private static final Splitter OPTIONS =
      Splitter.on(',').trimResults(CharMatcher.anyOf(" \t")).omitEmptyStrings();

  private final List<String> folded;
  private final boolean malformed;

  private Nomination(List<String> folded, boolean malformed) {
    this.folded = folded;
    this.malformed = malformed;
  }

  /** What the {@code Connection} lines among these fields nominate. */
  static Nomination of(Fields fields) {
    List<String> folded = null;
    boolean malformed = false;
    for (int i = 0; i < fields.size(); i++) {
      if (Folding.foldsTo(fields.name(i), CONNECTION)) {
        folded = folded == null ? new ArrayList<>() : folded;
        for (String option : OPTIONS.split(fields.value(i))) {
          if (Folding.isToken(option)) {
            folded.add(Folding.fold(option));
          } else {
            malformed = true;
          }
        }
      }
    }
    return folded == null ? NONE : new Nomination(folded, malformed);
  }

  /** Whether a field of this name is removed. */
  boolean includes(String name) {
    for (String each : folded) {
      if (Folding.foldsTo(name, each)) {
        return true;
      }
    }
    return false;
  }

  /** The rejection of a {@code Connection} field that cannot be read; null where all can be. */
  @Nullable Rejection rejection() {
    return malformed
        ? new Rejection(
            Rejection.Reason.MALFORMED_VALUE,
            "Connection",
            "the field `Connection` holds an option that is no token")
        : null;
  }
}
