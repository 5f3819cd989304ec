package io.letterhead.conformance.report;

import io.letterhead.conformance.suite.Finding;
import io.letterhead.conformance.suite.Outcome;
import io.letterhead.conformance.suite.Result;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Results that a report tells in full, at once: one, or all that are a setup error for the same
 * reason over the same wire.
 *
 * @param results the results; at least one
 * @param finding what was found
 */
record Detail(List<Result> results, Finding finding) {
  Detail {
    results = List.copyOf(results);
  }

  /** All that a report tells in full, in its order. */
  static List<Detail> of(ConformanceReport report) {
    Map<Object, List<Result>> told = new LinkedHashMap<>();
    for (Result result : report.results()) {
      if (result.finding().isPresent()) {
        told.computeIfAbsent(key(result), each -> new ArrayList<>()).add(result);
      }
    }
    return told.values().stream()
        .map(same -> new Detail(same, same.get(0).finding().orElseThrow()))
        .toList();
  }

  private static Object key(Result result) {
    return result.outcome() == Outcome.SETUP_ERROR
        ? List.of(result.wire(), result.finding().orElseThrow())
        : result;
  }

  /** The first of the results, which stands for all. */
  Result first() {
    return results.get(0);
  }

  /** The command that measures this again, and nothing else. */
  String rerun(ConformanceReport report) {
    return report.subject().command()
        + " --requirement "
        + first().requirement().id()
        + " --wire "
        + first().wire().id();
  }

  /** In words: {@code fail}, or what would have come of what was skipped. */
  static String words(Result result) {
    return result
        .probed()
        .map(probed -> result.outcome().id() + ", would be " + probed.id())
        .orElseGet(() -> result.outcome().id());
  }
}
