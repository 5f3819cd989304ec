package io.letterhead.conformance.report;

import io.letterhead.conformance.suite.Outcome;
import java.util.Map;
import java.util.stream.Collectors;

/** One line about a subject for its README: as an SVG, and for shields.io to draw. */
public final class Badge {
  private static final String LABEL = "letterhead conformance";
  private static final int PER_CHARACTER = 7;
  private static final int PADDING = 10;

  private final ConformanceReport report;

  private Badge(ConformanceReport report) {
    this.report = report;
  }

  /** The badge of that report. */
  public static Badge of(ConformanceReport report) {
    return new Badge(report);
  }

  /** The numbers that are not zero, each with its outcome. */
  String message() {
    if (report.results().isEmpty()) {
      return "nothing measured";
    }
    String counts =
        report.counts().entrySet().stream()
            .filter(count -> count.getValue() > 0)
            .map(count -> count.getValue() + " " + count.getKey().id())
            .collect(Collectors.joining(", "));
    return report.isPartial() ? "partial: " + counts : counts;
  }

  private Colour colour() {
    Map<Outcome, Integer> counts = report.counts();
    if (counts.getOrDefault(Outcome.FAIL, 0) > 0) {
      return Colour.RED;
    }
    if (report.isPartial() || counts.getOrDefault(Outcome.SETUP_ERROR, 0) > 0) {
      return Colour.GREY;
    }
    return counts.getOrDefault(Outcome.NOT_STRICT, 0) > 0 ? Colour.YELLOW : Colour.GREEN;
  }

  /** What shields.io's endpoint badge reads. */
  public String shields() {
    return JsonText.object(
        json -> {
          json.writeNumberField("schemaVersion", 1);
          json.writeStringField("label", LABEL);
          json.writeStringField("message", message());
          json.writeStringField("color", colour().name);
        });
  }

  /** A picture that needs nothing else. */
  public String svg() {
    int left = width(LABEL);
    int right = width(message());
    String said = Markup.escaped(LABEL + ": " + message());
    return """
        <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="20" role="img" aria-label="%2$s">
          <title>%2$s</title>
          <rect width="%3$d" height="20" fill="#444"/>
          <rect x="%3$d" width="%4$d" height="20" fill="%5$s"/>
          <g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11" text-anchor="middle">
            <text x="%6$d" y="14" textLength="%7$d">%8$s</text>
            <text x="%9$d" y="14" textLength="%10$d">%11$s</text>
          </g>
        </svg>
        """
        .formatted(
            left + right,
            said,
            left,
            right,
            colour().hex,
            left / 2,
            left - PADDING,
            Markup.escaped(LABEL),
            left + right / 2,
            right - PADDING,
            Markup.escaped(message()));
  }

  private static int width(String text) {
    return text.length() * PER_CHARACTER + PADDING;
  }

  private enum Colour {
    RED("red", "#b3261e"),
    GREY("lightgrey", "#5f6368"),
    YELLOW("yellow", "#8a6100"),
    GREEN("brightgreen", "#2e7031");

    private final String name;
    private final String hex;

    Colour(String name, String hex) {
      this.name = name;
      this.hex = hex;
    }
  }
}
