package io.letterhead.policy;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;

/**
 * One thing that is wrong with a policy, at its place: what, why, and how to mend it.
 *
 * <p>Texts are lower case without a full stop, quote the user's words in backticks and never hold a
 * secret. {@link #ORDER} puts errors before warnings, then sorts by position.
 *
 * @param severity whether the policy is refused
 * @param name the stable kebab-case name, as in {@code docs/problems/NAME.md}
 * @param position where; its columns are what the caret underlines
 * @param message what is wrong
 * @param why what would break
 * @param fix how to mend it
 */
public record Problem(
    Severity severity, String name, Position position, String message, String why, String fix) {

  /** Errors first, then by position, then by name and message: the same for every run. */
  public static final Comparator<Problem> ORDER =
      Comparator.comparing(Problem::severity)
          .thenComparing(Problem::position)
          .thenComparing(Problem::name)
          .thenComparing(Problem::message);

  /** Whether a problem keeps a policy from loading. */
  public enum Severity {
    /** The policy does not load. */
    ERROR,
    /** The policy loads; exit codes do not change. */
    WARNING
  }

  /**
   * @throws NullPointerException if an argument is null
   */
  public Problem {
    requireNonNull(severity, "severity");
    requireNonNull(name, "name");
    requireNonNull(position, "position");
    requireNonNull(message, "message");
    requireNonNull(why, "why");
    requireNonNull(fix, "fix");
  }

  /**
   * A problem that keeps the policy from loading.
   *
   * @throws NullPointerException if an argument is null
   */
  public static Problem error(
      String name, Position position, String message, String why, String fix) {
    return new Problem(Severity.ERROR, name, position, message, why, fix);
  }

  /**
   * A problem that is only said.
   *
   * @throws NullPointerException if an argument is null
   */
  public static Problem warning(
      String name, Position position, String message, String why, String fix) {
    return new Problem(Severity.WARNING, name, position, message, why, fix);
  }

  /** Whether this keeps the policy from loading. */
  public boolean isError() {
    return severity == Severity.ERROR;
  }
}
