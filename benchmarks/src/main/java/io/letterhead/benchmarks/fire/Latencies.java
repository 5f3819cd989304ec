package io.letterhead.benchmarks.fire;

import java.util.LinkedHashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** A histogram of times, exact to three digits; for one thread. */
final class Latencies {

  private static final double MILLI = 1e6;
  private static final int DIGITS = 3;

  private final Histogram nanos = new Histogram(DIGITS);

  void add(long time) {
    nanos.recordValue(Math.max(time, 0));
  }

  long count() {
    return nanos.getTotalCount();
  }

  /** The longest, in milliseconds. */
  double longest() {
    return nanos.getMaxValue() / MILLI;
  }

  /** Its figures by name. */
  Map<String, Number> figures() {
    Map<String, Number> figures = new LinkedHashMap<>();
    figures.put("median-ms", nanos.getValueAtPercentile(50) / MILLI);
    figures.put("p99-ms", nanos.getValueAtPercentile(99) / MILLI);
    figures.put("p99.9-ms", nanos.getValueAtPercentile(99.9) / MILLI);
    figures.put("longest-ms", longest());
    return figures;
  }
}
