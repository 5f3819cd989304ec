package io.letterhead.conformance.suite;

import java.io.Serial;

/** A requirement that is not met. */
public final class ConformanceFailure extends AssertionError {
  @Serial private static final long serialVersionUID = 1L;

  private final transient Finding finding;

  ConformanceFailure(Finding finding) {
    super("expected " + finding.expected() + ", but " + finding.actual());
    this.finding = finding;
  }

  /** What was expected, and what was seen. */
  public Finding finding() {
    return finding;
  }
}
