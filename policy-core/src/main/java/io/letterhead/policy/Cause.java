package io.letterhead.policy;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A reason that decides a field: a rule of the file, or one that is built in.
 *
 * @param summary the rule in a line; a built-in one begins with {@code built-in:}
 * @param position where the rule is written; empty for a built-in one
 * @param why the author's reason, or empty
 */
public record Cause(String summary, Optional<Position> position, String why) {

  /**
   * @throws NullPointerException if an argument is null
   */
  public Cause {
    requireNonNull(summary, "summary");
    requireNonNull(position, "position");
    requireNonNull(why, "why");
  }

  static Cause of(Rule rule) {
    return new Cause(rule.summary(), Optional.of(rule.position()), rule.why());
  }

  static Cause builtIn(String summary) {
    return new Cause(summary, Optional.empty(), "");
  }

  @Override
  public String toString() {
    return position.map(at -> summary + " (" + at + ")").orElse(summary);
  }
}
