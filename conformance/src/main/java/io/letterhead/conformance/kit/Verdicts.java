package io.letterhead.conformance.kit;

import io.letterhead.conformance.suite.ConformanceFailure;
import io.letterhead.conformance.suite.Evidence;
import io.letterhead.conformance.suite.Finding;
import io.letterhead.conformance.suite.GeneratedCase;
import io.letterhead.conformance.suite.Law;
import io.letterhead.conformance.suite.Requirement;
import io.letterhead.conformance.suite.Result;
import io.letterhead.conformance.suite.TransportUnderTest;
import io.letterhead.conformance.suite.Wire;
import java.util.List;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/**
 * What came of a requirement, told to a test framework.
 *
 * @param test the adopter's class
 * @param transport what is measured
 */
record Verdicts(Class<?> test, TransportUnderTest transport) {

  /** Returns if it was met. */
  void tell(Result result) {
    switch (result.outcome()) {
      case PASS -> {}
      case FAIL -> throw new AssertionFailedError(text(result, "is not met"));
      case SETUP_ERROR ->
          throw new AssertionFailedError(
              text(result, "was not measured, for an honest request does not come through"));
      case NOT_STRICT -> throw new TestAbortedException(text(result, "is not strictly met"));
      case SKIPPED -> throw new TestAbortedException(skipped(result));
    }
  }

  private static String skipped(Result result) {
    String feature = result.requirement().feature().map(f -> f.id()).orElse("");
    String probed = result.probed().map(p -> "; it would be: " + p.id()).orElse("");
    return "not claimed: " + feature + probed;
  }

  /** The failure of a law, whose case the property tells. */
  AssertionFailedError failure(
      Law law, Wire wire, GeneratedCase generated, ConformanceFailure failure) {
    StringBuilder text = new StringBuilder();
    head(law.requirement(), wire, "is broken", text);
    finding(failure.finding(), text);
    block("the case", generated.toString().lines().toList(), text);
    return new AssertionFailedError(text.toString());
  }

  private String text(Result result, String what) {
    StringBuilder text = new StringBuilder();
    head(result.requirement(), result.wire(), what, text);
    result.finding().ifPresent(finding -> finding(finding, text));
    block("the policy", result.policy().lines().toList(), text);
    line(
        "  again: mvn test -Dtest="
            + test.getSimpleName()
            + " -D"
            + Selection.REQUIREMENT
            + "="
            + result.requirement().id()
            + " -D"
            + Selection.WIRE
            + "="
            + result.wire().id(),
        text);
    line("  see: " + result.requirement().anchor(), text);
    return text.toString();
  }

  private void head(Requirement requirement, Wire wire, String what, StringBuilder text) {
    line(requirement.id() + " " + what + " by " + transport.name() + " over " + wire.id(), text);
    line("  " + requirement.text(), text);
    line("  for: " + requirement.intent(), text);
  }

  private static void finding(Finding finding, StringBuilder text) {
    line("  expected: " + finding.expected(), text);
    line("  actual: " + finding.actual(), text);
    for (Evidence evidence : finding.evidence()) {
      block(evidence.what(), evidence.lines(), text);
    }
  }

  private static void block(String label, List<String> lines, StringBuilder text) {
    line("  " + label + ":", text);
    lines.forEach(each -> line("    " + each, text));
  }

  private static void line(String line, StringBuilder text) {
    text.append(line).append('\n');
  }
}
