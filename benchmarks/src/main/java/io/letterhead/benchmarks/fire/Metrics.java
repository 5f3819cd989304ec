package io.letterhead.benchmarks.fire;

import java.util.List;

/**
 * One reading of a gateway's metrics.
 *
 * @param lines Prometheus' text format
 */
record Metrics(List<String> lines) {

  Metrics {
    lines = List.copyOf(lines);
  }

  /**
   * The sum over all series of that name that have these labels.
   *
   * @param labels such as {@code area="heap"}
   * @throws IllegalStateException if there is none: a figure of nothing would meet any bound
   */
  double sum(String name, String... labels) {
    double[] found =
        lines.stream()
            .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
            .filter(line -> List.of(labels).stream().allMatch(line::contains))
            .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
            .toArray();
    if (found.length == 0) {
      throw new IllegalStateException("the gateway has no metric " + name + List.of(labels));
    }
    double sum = 0;
    for (double each : found) {
      sum += each;
    }
    return sum;
  }

  /** A gauge without labels. */
  long gauge(String name) {
    return (long) sum(name);
  }
}
