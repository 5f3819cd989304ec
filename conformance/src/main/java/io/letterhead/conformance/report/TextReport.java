package io.letterhead.conformance.report;

import io.letterhead.conformance.suite.Evidence;
import io.letterhead.conformance.suite.Feature;
import io.letterhead.conformance.suite.Outcome;
import io.letterhead.conformance.suite.Requirement;
import io.letterhead.conformance.suite.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reports for people at a terminal: a table of 80 columns, then what is not met in full. */
public final class TextReport {
  private static final String NONE = "-";

  private final Matrix matrix;
  private final Lines lines = new Lines();

  private TextReport(List<ConformanceReport> reports) {
    this.matrix = new Matrix(reports);
  }

  /** One report. */
  public static String of(ConformanceReport report) {
    return of(List.of(report));
  }

  /** Several, as one table. */
  public static String of(List<ConformanceReport> reports) {
    return new TextReport(reports).written();
  }

  private String written() {
    matrix.reports().forEach(this::summary);
    if (!matrix.isOfOneSpecification()) {
      lines.wrapped("", "These were measured by different texts of SPEC.md.").blank();
    }
    if (!matrix.rows().isEmpty()) {
      table();
    }
    for (ConformanceReport report : matrix.reports()) {
      unclaimed(report);
    }
    for (ConformanceReport report : matrix.reports()) {
      Detail.of(report).forEach(detail -> detail(report, detail));
    }
    return lines.toString();
  }

  private void summary(ConformanceReport report) {
    lines.line(report.subject().title());
    lines.wrapped("  measured by  ", "suite " + report.suite() + date(report));
    lines.line("  SPEC.md      sha256:" + report.specification());
    lines.wrapped("  claims       ", claims(report));
    lines.wrapped("  result       ", Matrix.counts(report));
    Matrix.partial(report).ifPresent(words -> lines.wrapped("  partial      ", words));
    lines.blank();
  }

  private static String date(ConformanceReport report) {
    return report.date().map(day -> ", " + day).orElse("");
  }

  static String claims(ConformanceReport report) {
    return report.subject().claims().isEmpty()
        ? "nothing beyond the core"
        : report.subject().claims().stream().map(Feature::id).collect(Collectors.joining(", "));
  }

  private void table() {
    List<List<String>> rows = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of("REQUIREMENT", "BINDS"));
    boolean one = matrix.reports().size() == 1;
    for (Matrix.Column column : matrix.columns()) {
      head.add(
          one ? column.wire().id() : column.report().subject().name() + " " + column.wire().id());
    }
    rows.add(head);
    for (Requirement requirement : matrix.rows()) {
      List<String> row = new ArrayList<>(List.of(requirement.id(), Matrix.binds(requirement)));
      for (Matrix.Column column : matrix.columns()) {
        row.add(column.result(requirement).map(TextReport::word).orElse(NONE));
      }
      rows.add(row);
    }
    lines.table(rows, 2);
  }

  /** In a column of words, the one that matters is in capitals. */
  private static String word(Result result) {
    return result.outcome() == Outcome.FAIL ? "FAIL" : result.outcome().id();
  }

  /** What was looked at all the same, by feature. */
  private void unclaimed(ConformanceReport report) {
    Map<Feature, String> probed = Matrix.unclaimed(report);
    if (!probed.isEmpty()) {
      lines.blank().line("Not claimed by " + report.subject().name() + ", looked at all the same");
      probed.forEach((feature, found) -> lines.wrapped("  " + feature.id() + "  ", found));
    }
  }

  private void detail(ConformanceReport report, Detail detail) {
    Result result = detail.first();
    lines.blank();
    lines.line(heading(report, result));
    if (detail.results().size() > 1) {
      lines.wrapped("  ", ids(detail));
    } else {
      lines.wrapped("  ", result.requirement().text());
    }
    lines.wrapped("  expected  ", detail.finding().expected());
    lines.wrapped("  actual    ", detail.finding().actual());
    for (Evidence evidence : detail.finding().evidence()) {
      lines.block(evidence.what(), evidence.lines());
    }
    policy(result).ifPresent(policy -> lines.block("the policy", policy));
    lines.line("  again     " + detail.rerun(report));
    lines.line("  see       " + result.requirement().anchor());
  }

  private String heading(ConformanceReport report, Result result) {
    String subject = matrix.reports().size() == 1 ? "" : report.subject().name() + ": ";
    String what =
        result.outcome() == Outcome.SETUP_ERROR ? "no measurement" : result.requirement().id();
    return subject + what + " over " + result.wire().id() + ": " + Detail.words(result);
  }

  private static String ids(Detail detail) {
    return detail.results().stream()
        .map(each -> each.requirement().id())
        .collect(Collectors.joining(", "));
  }

  private static Optional<List<String>> policy(Result result) {
    return result.policy().isEmpty()
        ? Optional.empty()
        : Optional.of(result.policy().lines().toList());
  }
}
