package io.letterhead.cli;

import io.letterhead.policy.Cause;
import java.util.List;
import java.util.stream.Collectors;

/** Rules as a cell of a table shows them: what, where, and why. */
final class RuleText {

  private RuleText() {}

  /** One rule to a line. */
  static String of(List<Cause> causes) {
    return causes.stream().map(RuleText::of).collect(Collectors.joining("\n"));
  }

  private static String of(Cause cause) {
    String place = cause.position().map(at -> " (" + at.file() + ":" + at.line() + ")").orElse("");
    String why = cause.why().isEmpty() ? "" : "\nwhy: " + Escaped.line(cause.why());
    return Escaped.line(cause.summary() + place) + why;
  }
}
