package io.letterhead.conformance.report;

import static io.letterhead.conformance.report.Markup.escaped;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.letterhead.conformance.suite.Evidence;
import io.letterhead.conformance.suite.Outcome;
import io.letterhead.conformance.suite.Requirement;
import io.letterhead.conformance.suite.Result;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reports as one page that needs nothing else: no script, no other file. A matrix whose cells say
 * in words what came of each requirement, each with a link to its evidence below.
 */
public final class HtmlReport {
  private final Matrix matrix;
  private final List<List<Detail>> details;
  private final StringBuilder page = new StringBuilder();

  private HtmlReport(List<ConformanceReport> reports) {
    this.matrix = new Matrix(reports);
    this.details = reports.stream().map(Detail::of).toList();
  }

  /** One report. */
  public static String of(ConformanceReport report) {
    return of(List.of(report));
  }

  /** Several, as one matrix. */
  public static String of(List<ConformanceReport> reports) {
    return new HtmlReport(reports).written();
  }

  private String written() {
    String title =
        "Letterhead conformance: "
            + matrix.reports().stream()
                .map(report -> report.subject().name())
                .collect(Collectors.joining(", "));
    page.append(
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        """);
    line("<title>" + escaped(title) + "</title>");
    line("<style>\n" + style() + "</style>\n</head>\n<body>");
    line("<h1>" + escaped(title) + "</h1>");
    if (!matrix.isOfOneSpecification()) {
      line("<p><strong>These were measured by different texts of SPEC.md.</strong></p>");
    }
    matrix.reports().forEach(this::summary);
    if (!matrix.rows().isEmpty()) {
      table();
    }
    if (details.stream().anyMatch(each -> !each.isEmpty())) {
      line("<h2>Evidence</h2>");
    }
    for (int i = 0; i < details.size(); i++) {
      for (Detail detail : details.get(i)) {
        detail(i, detail);
      }
    }
    line("</body>\n</html>");
    return page.toString();
  }

  private void summary(ConformanceReport report) {
    line("<section class=\"subject\">\n<h2>" + escaped(report.subject().title()) + "</h2>\n<dl>");
    term("Result", escaped(Matrix.counts(report)));
    Matrix.partial(report).ifPresent(words -> term("Partial", escaped(words)));
    term("Claims", escaped(TextReport.claims(report)));
    String date = report.date().map(day -> ", " + day).orElse("");
    term("Measured by", escaped("suite " + report.suite() + date));
    term("SPEC.md", "<code>sha256:" + escaped(report.specification()) + "</code>");
    term("Command", "<code>" + escaped(report.subject().command()) + "</code>");
    line("</dl>\n</section>");
  }

  private void term(String term, String html) {
    line("<dt>" + term + "</dt><dd>" + html + "</dd>");
  }

  private void table() {
    line("<h2>Requirements</h2>\n<div class=\"wide\">\n<table>\n<thead>");
    line("<tr><th scope=\"col\" rowspan=\"2\">Requirement</th>");
    line("<th scope=\"col\" rowspan=\"2\">Binds</th>");
    for (ConformanceReport report : matrix.reports()) {
      if (!report.wires().isEmpty()) {
        line(
            "<th scope=\"colgroup\" colspan=\"%d\">%s</th>"
                .formatted(report.wires().size(), escaped(report.subject().title())));
      }
    }
    line("</tr>\n<tr>");
    for (Matrix.Column column : matrix.columns()) {
      line("<th scope=\"col\">" + column.wire().id() + "</th>");
    }
    line("</tr>\n</thead>\n<tbody>");
    matrix.rows().forEach(this::row);
    line("</tbody>\n</table>\n</div>");
  }

  private void row(Requirement requirement) {
    line(
        "<tr><th scope=\"row\">%s<p>%s</p></th><td>%s</td>"
            .formatted(
                escaped(requirement.id()),
                escaped(requirement.text()),
                escaped(Matrix.binds(requirement))));
    for (Matrix.Column column : matrix.columns()) {
      Optional<Result> result = column.result(requirement);
      line(
          result
              .map(each -> cell(column.index(), each))
              .orElse("<td class=\"none\">" + Matrix.NOT_MEASURED + "</td>"));
    }
    line("</tr>");
  }

  private String cell(int report, Result result) {
    String words = Detail.words(result);
    String shown =
        details.get(report).stream()
            .filter(detail -> detail.results().contains(result))
            .findFirst()
            .map(detail -> "<a href=\"#" + place(report, detail) + "\">" + words + "</a>")
            .orElse(words);
    return "<td class=\"" + result.outcome().id() + "\">" + shown + "</td>";
  }

  /** Where the evidence is on the page. */
  private static String place(int report, Detail detail) {
    Result first = detail.first();
    return escaped("s" + (report + 1) + "-" + first.requirement().id() + "-" + first.wire().id());
  }

  private void detail(int index, Detail detail) {
    ConformanceReport report = matrix.reports().get(index);
    Result result = detail.first();
    line("<section class=\"detail\" id=\"" + place(index, detail) + "\">");
    String what =
        result.outcome() == Outcome.SETUP_ERROR ? "no measurement" : result.requirement().id();
    line(
        "<h3>%s: %s over %s: <span class=\"%s\">%s</span></h3>"
            .formatted(
                escaped(report.subject().name()),
                escaped(what),
                result.wire().id(),
                result.outcome().id(),
                Detail.words(result)));
    if (detail.results().size() > 1) {
      String ids =
          detail.results().stream()
              .map(each -> each.requirement().id())
              .collect(Collectors.joining(", "));
      line("<p>" + escaped(ids) + "</p>");
    } else {
      line("<blockquote>" + escaped(result.requirement().text()) + "</blockquote>");
      line("<p>" + escaped(result.requirement().intent()) + "</p>");
    }
    line("<dl>");
    term("Expected", escaped(detail.finding().expected()));
    term("Actual", escaped(detail.finding().actual()));
    line("</dl>");
    detail.finding().evidence().forEach(this::evidence);
    if (!result.policy().isEmpty()) {
      line("<h4>The policy</h4>\n<pre>" + escaped(result.policy()) + "</pre>");
    }
    line("<dl>");
    term("Again", "<code>" + escaped(detail.rerun(report)) + "</code>");
    term("See", escaped(result.requirement().anchor()));
    term("Source", escaped(result.requirement().sources()));
    line("</dl>\n</section>");
  }

  private void evidence(Evidence evidence) {
    line("<h4>" + escaped(evidence.what()) + "</h4>");
    line("<pre>" + escaped(String.join("\n", evidence.lines())) + "</pre>");
  }

  private void line(String html) {
    page.append(html).append('\n');
  }

  private static String style() {
    try (InputStream in = requireNonNull(HtmlReport.class.getResourceAsStream("report.css"))) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
