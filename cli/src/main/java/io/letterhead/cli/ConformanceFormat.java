package io.letterhead.cli;

import io.letterhead.conformance.report.Badge;
import io.letterhead.conformance.report.ConformanceReport;
import io.letterhead.conformance.report.HtmlReport;
import io.letterhead.conformance.report.JsonReport;
import io.letterhead.conformance.report.TextReport;
import java.util.List;
import java.util.Optional;

/** How the result of a conformance run is written. */
enum ConformanceFormat {
  /** For people. */
  TEXT("text"),
  /** One object, which can be merged. */
  JSON("json"),
  /** One page that needs nothing else. */
  HTML("html"),
  /** A picture for a README. */
  BADGE("badge"),
  /** The same for shields.io to draw. */
  SHIELDS("shields");

  private final String id;

  ConformanceFormat(String id) {
    this.id = id;
  }

  /** The reports, written; empty where only one can be. */
  Optional<String> write(List<ConformanceReport> reports) {
    return switch (this) {
      case TEXT -> Optional.of(TextReport.of(reports));
      case HTML -> Optional.of(HtmlReport.of(reports));
      default -> reports.size() == 1 ? Optional.of(write(reports.get(0))) : Optional.empty();
    };
  }

  private String write(ConformanceReport report) {
    return switch (this) {
      case JSON -> JsonReport.write(report);
      case BADGE -> Badge.of(report).svg();
      case SHIELDS -> Badge.of(report).shields();
      default -> throw new AssertionError(this);
    };
  }

  /** As the command line spells it. */
  @Override
  public String toString() {
    return id;
  }
}
