package io.letterhead.policy;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A reason that decides a field: a rule of the file, or one that is built in.
 *
 * @param summary the rule in a line; a built-in one begins with {@code built-in:}
 * @param rule the rule; empty for a built-in one
 */
public record Cause(String summary, Optional<Rule> rule) {

  /**
   * @throws NullPointerException if an argument is null
   */
  public Cause {
    requireNonNull(summary, "summary");
    requireNonNull(rule, "rule");
  }

  static Cause of(Rule rule) {
    String when = rule.when().summary();
    String summary = rule.summary() + (when.isEmpty() ? "" : ", when " + when);
    return rule.position().isBuiltIn()
        ? builtIn(rule.position().file() + ": " + summary)
        : new Cause(summary, Optional.of(rule));
  }

  static Cause builtIn(String summary) {
    return new Cause(summary, Optional.empty());
  }

  /** Where the rule is written; empty for a built-in one. */
  public Optional<Position> position() {
    return rule.map(Rule::position);
  }

  /** The author's reason, or empty. */
  public String why() {
    return rule.map(Rule::why).orElse("");
  }

  @Override
  public String toString() {
    return position().map(at -> summary + " (" + at + ")").orElse(summary);
  }
}
