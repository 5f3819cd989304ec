package io.letterhead.benchmarks.fire;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Honest and hostile callers at once, for minutes, while policy and secret change together every
 * few seconds: nobody gets a wrong answer, and the gateway holds at the end what it held at the
 * start.
 */
final class EnduranceScenario {

  private static final double NANOS = 60e9;
  private static final long SETTLING_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final int SHOWN = 3;

  /** How many threads more count as none: the JVM starts and ends those that compile. */
  private static final int THREADS = 4;

  private final Options options;
  private final long nanos;
  private final long seed;
  private final Report report = new Report("endurance");

  EnduranceScenario(Options options) {
    this.options = options;
    this.nanos = (long) (options.number("minutes", 10) * NANOS);
    this.seed = options.count("seed", (int) (System.nanoTime() & 0xfffff) + 1);
  }

  long seed() {
    return seed;
  }

  Report run(Stage stage, Attacks attacks)
      throws IOException, InterruptedException, ExecutionException {
    report.figure("seed", seed);
    try (Traffic warming = new Traffic(stage, attacks, options, seed)) {
      start(warming, nanos / 10);
      warming.await();
      judge("while it warms up", warming);
    }
    Vitals before = settled("before", stage, Integer.MAX_VALUE);
    long warm = attacks.tried();
    try (Traffic traffic = new Traffic(stage, attacks, options, seed + 1)) {
      long began = System.nanoTime();
      start(traffic, nanos);
      until(began + nanos / 3);
      Vitals third = vitals("after a third", stage);
      until(began + nanos - nanos / 20);
      Vitals end = vitals("at the end", stage);
      traffic.await();
      report.figures("traffic", traffic.figures());
      judge("in all", traffic);
      report.condition("attacks were tried", attacks.tried() > warm, attacks.tried() - warm);
      flat("at the end, since a third", end, third);
    }
    flat("afterwards, since before", settled("afterwards", stage, before.files()), before);
    generations(stage);
    return report;
  }

  private void start(Traffic traffic, long time) {
    traffic.start(options.count("lanes", 8), time);
  }

  private void judge(String when, Traffic traffic) {
    List<String> wrong = traffic.wrong();
    report.condition(
        "no wrong answer " + when,
        wrong.isEmpty(),
        wrong.size() + " " + wrong.subList(0, Math.min(SHOWN, wrong.size())));
    Arrivals.Tally streams = traffic.streams();
    report.condition("streams were read " + when, streams.whole > 0, streams.whole);
    report.none(
        "event lost, twice or foreign " + when, streams.lost + streams.repeated + streams.foreign);
    report.none("stream refused or broken " + when, streams.refused + streams.broken);
  }

  /**
   * What the gateway holds when nobody asks for anything, and what it is done with is closed; its
   * idle connections are no leak.
   *
   * @param files how many it should have open, those aside
   */
  private Vitals settled(String when, Stage stage, int files)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + SETTLING_NANOS;
    while (System.nanoTime() < deadline
        && (busy(stage.gateway().metrics()) > 0
            || Vitals.files(stage.gateway()) - idle(stage) > files)) {
      TimeUnit.MILLISECONDS.sleep(50);
    }
    report.none("request or connection left " + when, busy(stage.gateway().metrics()));
    return vitals(when, stage).without(idle(stage));
  }

  private static int idle(Stage stage) throws IOException, InterruptedException {
    return (int) stage.gateway().metrics().gauge("letterhead_upstream_connections");
  }

  private static long busy(Metrics metrics) {
    return metrics.gauge("letterhead_connections")
        + metrics.gauge("letterhead_requests_active")
        + metrics.gauge("letterhead_upstream_waiting");
  }

  private Vitals vitals(String when, Stage stage) throws IOException, InterruptedException {
    Vitals vitals = Vitals.of(stage.gateway());
    report.figures("gateway " + when, vitals.figures());
    return vitals;
  }

  private void flat(String when, Vitals now, Vitals before) {
    report.condition(
        "memory flat " + when + ": heap and direct within 10 % and 8 MiB",
        now.isFlatSince(before),
        now.since(before));
    if (when.startsWith("afterwards")) {
      report.condition(
          "no file more than before, idle connections aside",
          now.files() <= before.files(),
          now.files() - before.files());
      report.condition(
          "no more threads than before, but for " + THREADS,
          now.threads() <= before.threads() + THREADS,
          now.threads() - before.threads());
    }
  }

  /** Every generation that was written has been in force, and has served. */
  private void generations(Stage stage) throws IOException, InterruptedException {
    int written = stage.rotation().generations().written();
    long inForce = stage.gateway().metrics().gauge("letterhead_generation");
    report.condition(
        "every reload was put in force", inForce == written, inForce + " of " + written);
    int seen = stage.rotation().generations().newestSeen();
    report.condition("new secrets reached the origin", seen > 1, "generation " + seen);
  }

  private static void until(long time) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(Math.max(0, time - System.nanoTime()));
  }
}
