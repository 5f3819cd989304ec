package io.letterhead.conformance.report;

import io.letterhead.conformance.suite.Feature;
import io.letterhead.conformance.suite.Outcome;
import io.letterhead.conformance.suite.Requirement;
import io.letterhead.conformance.suite.Result;
import io.letterhead.conformance.suite.Wire;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reports beside each other: a row for each requirement of any of them, a column for each subject
 * and wire.
 *
 * @param reports the reports, in the order in which they are shown
 */
record Matrix(List<ConformanceReport> reports) {
  static final String NOT_MEASURED = "not measured";
  private static final Pattern NUMBER = Pattern.compile("\\d{1,6}");
  private static final int MOST_LISTED = 12;

  Matrix {
    reports = List.copyOf(reports);
  }

  /**
   * One column.
   *
   * @param index where its report is among all
   * @param report whose it is
   * @param wire over which wire
   */
  record Column(int index, ConformanceReport report, Wire wire) {
    Optional<Result> result(Requirement requirement) {
      return report.result(requirement.id(), wire);
    }
  }

  List<Column> columns() {
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < reports.size(); i++) {
      for (Wire wire : reports.get(i).wires()) {
        columns.add(new Column(i, reports.get(i), wire));
      }
    }
    return columns;
  }

  /** The requirements, by chapter and number. */
  List<Requirement> rows() {
    Map<String, Requirement> rows = new LinkedHashMap<>();
    for (ConformanceReport report : reports) {
      report.requirements().forEach(each -> rows.putIfAbsent(each.id(), each));
    }
    return rows.values().stream()
        .sorted(Comparator.comparing(Requirement::id, Matrix::byNumber))
        .toList();
  }

  private static int byNumber(String one, String other) {
    List<Integer> numbers = numbers(one);
    List<Integer> others = numbers(other);
    for (int i = 0; i < Math.min(numbers.size(), others.size()); i++) {
      int order = Integer.compare(numbers.get(i), others.get(i));
      if (order != 0) {
        return order;
      }
    }
    return one.compareTo(other);
  }

  private static List<Integer> numbers(String id) {
    return NUMBER.matcher(id).results().map(number -> Integer.valueOf(number.group())).toList();
  }

  /** Whether all were measured by the same texts. */
  boolean isOfOneSpecification() {
    return reports.stream().map(ConformanceReport::specification).distinct().count() <= 1;
  }

  /** Level and feature of a requirement. */
  static String binds(Requirement requirement) {
    return requirement.level()
        + requirement.feature().map(Feature::id).map(id -> ", " + id).orElse("");
  }

  /** All numbers of a report, zeros too: {@code 3 pass, 0 fail, …}. */
  static String counts(ConformanceReport report) {
    List<String> counts = new ArrayList<>();
    for (Outcome outcome : Outcome.values()) {
      counts.add(report.count(outcome) + " " + outcome.id());
    }
    return String.join(", ", counts);
  }

  /** What would have come of what was skipped, by feature: {@code LH-9.1 pass over h1, …}. */
  static Map<Feature, String> unclaimed(ConformanceReport report) {
    Map<Feature, String> unclaimed = new EnumMap<>(Feature.class);
    for (Result result : report.results()) {
      if (result.probed().isPresent() && result.requirement().feature().isPresent()) {
        String found =
            result.requirement().id()
                + " would be "
                + result.probed().get().id()
                + " over "
                + result.wire().id();
        unclaimed.merge(
            result.requirement().feature().get(), found, (one, other) -> one + ", " + other);
      }
    }
    return unclaimed;
  }

  /** What a report says of itself when it does not cover the core; empty if it does. */
  static Optional<String> partial(ConformanceReport report) {
    List<String> missing = report.unmeasuredCore();
    if (missing.isEmpty()) {
      return Optional.empty();
    }
    String rest =
        missing.size() > MOST_LISTED ? " and " + (missing.size() - MOST_LISTED) + " more" : "";
    return Optional.of(
        "of the core, "
            + String.join(", ", missing.subList(0, Math.min(MOST_LISTED, missing.size())))
            + rest
            + (missing.size() == 1 ? " was not measured" : " were not measured"));
  }
}
