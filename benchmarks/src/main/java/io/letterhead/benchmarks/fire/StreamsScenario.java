package io.letterhead.benchmarks.fire;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Many streams of events at once: none lost, none late, and the gateway holds no more at the end
 * than after a third of the time.
 */
final class StreamsScenario {

  private static final long EVERY_MILLIS = 1000;

  private final int count;
  private final int seconds;
  private final double ramp;
  private final long lateMillis;
  private final Report report = new Report("streams");

  StreamsScenario(Options options) {
    count = options.count("count", 2000);
    seconds = options.count("seconds", 120);
    lateMillis = options.count("late-ms", 1000);
    ramp = options.number("ramp", 100);
  }

  Report run(Stage stage, Wire front) throws IOException, InterruptedException, ExecutionException {
    try (StreamCallers callers = new StreamCallers(front, stage.gateway().port(), lateMillis)) {
      stage.warmUp();
      warmUp(front, stage);
      vitals("before", stage);
      long began = System.nanoTime();
      int events = (int) (count / ramp + seconds + 2 + seconds / 15.0); // and until the last look
      for (int stream = 0; stream < count; stream++) {
        until(began + (long) (stream / ramp * 1e9));
        int left = (int) TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began);
        callers.open(stream, events - left, EVERY_MILLIS);
      }
      while (open(callers) < count && settled(callers) == 0) {
        until(System.nanoTime() + 1_000_000);
      }
      long opened = System.nanoTime();
      ProcessorTime busy = ProcessorTime.now(stage);
      int least = open(callers);
      Future<Integer> openAtTheEnd = callers.readAfter(seconds, () -> callers.tally().open);
      until(opened + TimeUnit.SECONDS.toNanos(seconds) / 3);
      Vitals third = vitals("after a third", stage);
      until(opened + TimeUnit.SECONDS.toNanos(seconds));
      report.figures("processor time", ProcessorTime.now(stage).since(busy));
      Vitals end = vitals("at the end", stage);
      while (open(callers) > 0) {
        until(System.nanoTime() + 10_000_000);
      }
      least = Math.min(least, openAtTheEnd.get());
      report.condition("all streams open for " + seconds + " s", least == count, least);
      report.condition(
          "memory flat: heap and direct within 10 % and 8 MiB of a third",
          end.isFlatSince(third), end.since(third));
      check(callers.tally());
    }
    return report;
  }

  /** One short stream, so that none of the many is the first of its process. */
  private void warmUp(Wire front, Stage stage) throws InterruptedException {
    try (StreamCallers first = new StreamCallers(front, stage.gateway().port(), lateMillis)) {
      first.open(0, 1, EVERY_MILLIS);
      while (settled(first) == 0) {
        until(System.nanoTime() + 1_000_000);
      }
    }
  }

  private void check(Arrivals.Tally tally) {
    report.figure("streams", count);
    report.figure("events", tally.events);
    report.figures("due until come", tally.latencies.figures());
    report.condition("every stream whole", tally.whole == count, tally.whole);
    report.condition(
        "an event a second on each", tally.events >= (long) count * seconds, tally.events);
    report.none("event lost", tally.lost);
    report.none("event twice", tally.repeated);
    report.none("event changed, or of another stream", tally.foreign);
    report.none("event later than " + lateMillis + " ms", tally.late);
    report.none("stream refused", tally.refused);
    report.none("stream broken", tally.broken);
  }

  private Vitals vitals(String when, Stage stage) throws IOException, InterruptedException {
    Vitals vitals = Vitals.of(stage.gateway());
    report.figures("gateway " + when, vitals.figures());
    return vitals;
  }

  private static int open(StreamCallers callers) throws InterruptedException {
    return callers.read(() -> callers.tally().open);
  }

  /** How many streams will not be open any more. */
  private static long settled(StreamCallers callers) throws InterruptedException {
    return callers.read(
        () -> callers.tally().refused + callers.tally().broken + callers.tally().whole);
  }

  private static void until(long time) {
    for (long left = time - System.nanoTime(); left > 0; left = time - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
