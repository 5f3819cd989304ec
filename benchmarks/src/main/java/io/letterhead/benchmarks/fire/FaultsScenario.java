package io.letterhead.benchmarks.fire;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Every way in which an origin fails, many times, and targets that no request may have; behind
 * each, the pool of connections to the origin has to be whole.
 *
 * <p>The gateway has one event loop and a pool of few connections, and whole is: as many requests
 * as it may hold are at the origin at once, which answers none of them before all are there. A
 * place that one fault in a hundred takes for good is missed by then.
 */
final class FaultsScenario {

  /** What the gateway is started with. */
  static final String JVM = "-XX:ActiveProcessorCount=1";

  private static final String SMALL = "{}";
  private static final String LARGE = "x".repeat(4 << 20);
  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final int times;
  private final int targets;
  private final int connections;

  /** Where a caller leaves for a new connection, the last one may count for a moment still. */
  private final int callers;

  private final Protocol behind;
  private final Report report = new Report("faults");
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private int gatherings;

  FaultsScenario(Options options) {
    times = options.count("faults", 200);
    targets = options.count("targets", 1000);
    connections = options.count("connections", 8);
    // Over HTTP/2 a connection that ends takes the requests of others with it.
    callers = options.protocol("behind") == Protocol.H2 ? 1 : Math.max(1, connections / 2);
    behind = options.protocol("behind");
  }

  /** Lines of the gateway's configuration. */
  static String config(Options options) {
    return "callers: none\nlimits: { connections: "
        + options.count("connections", 8)
        + " }\ntimeouts: { connect: 5s, first-byte: 2s, idle: 2s }\n";
  }

  Report run(Stage stage) throws IOException, InterruptedException, ExecutionException {
    try {
      report.figure("connections", connections);
      stage.warmUp();
      whole("before", stage);
      refused(stage);
      for (OriginFault fault : OriginFault.values()) {
        if (fault.happensOver(behind)) {
          fault(fault, stage);
        }
      }
      malformed(stage);
    } finally {
      threads.shutdownNow();
    }
    return report;
  }

  private void refused(Stage stage) throws IOException, InterruptedException, ExecutionException {
    none(
        "where nothing listens",
        times,
        many(stage, times, callers, SMALL, "/gone/v1/x", a -> a.whole() && a.status() == 502));
    whole("where nothing listens", stage);
  }

  private void fault(OriginFault fault, Stage stage)
      throws IOException, InterruptedException, ExecutionException {
    int count = OriginFault.SLOW.contains(fault) ? Math.max(callers, times / 10) : times;
    String path = "/model/v1/fault/" + fault;
    if (fault == OriginFault.EARLY) {
      // A connection that closes while its caller still sends lingers, and counts.
      List<Answer> wrong = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        wrong.addAll(many(stage, 1, 1, LARGE, path, fault::mayCause));
        awaitGauge(fault.toString(), "letterhead_connections", 0, stage);
      }
      none("to " + fault, count, wrong);
    } else {
      none("to " + fault, count, many(stage, count, callers, SMALL, path, fault::mayCause));
    }
    whole(fault.toString(), stage);
  }

  private void none(String to, int count, List<Answer> wrong) {
    report.condition(
        "no wrong answer " + to + ", " + count + " times",
        wrong.isEmpty(),
        wrong.size() + (wrong.isEmpty() ? "" : ", such as " + wrong.get(0)));
  }

  /** Asks so many times, by some callers at once; the answers that are not as expected. */
  private List<Answer> many(
      Stage stage, int count, int at, String body, String path, Predicate<Answer> right)
      throws InterruptedException, ExecutionException {
    List<Future<List<Answer>>> lanes = new ArrayList<>();
    for (int lane = 0; lane < at; lane++) {
      lanes.add(
          threads.submit(
              () -> {
                List<Answer> wrong = new ArrayList<>();
                try (Caller caller = stage.caller()) {
                  for (int i = 0; i < count / at; i++) {
                    Answer answer = caller.post(path, Map.of(), body);
                    if (!right.test(answer)) {
                      wrong.add(answer);
                    }
                  }
                }
                return wrong;
              }));
    }
    List<Answer> wrong = new ArrayList<>();
    for (Future<List<Answer>> lane : lanes) {
      wrong.addAll(lane.get());
    }
    return wrong;
  }

  private void malformed(Stage stage) throws IOException, InterruptedException, ExecutionException {
    long before = Long.parseLong(stage.origin().ask("requests"));
    List<String> served = new ArrayList<>();
    for (String target : MalformedTargets.of(targets)) {
      if (!RawTarget.isRefused(stage, target)) {
        served.add(visible(target));
      }
    }
    report.condition(
        "each of " + targets + " malformed targets is answered 400",
        served.isEmpty(),
        served.isEmpty() ? "yes" : served);
    report.none(
        "request of them at the origin", Long.parseLong(stage.origin().ask("requests")) - before);
    whole("malformed targets", stage);
  }

  private static String visible(String target) {
    StringBuilder text = new StringBuilder();
    target.chars().forEach(c -> text.append(c > ' ' && c < 0x7f ? "" + (char) c : "<" + c + ">"));
    return text.toString();
  }

  /** Fills the pool to its last place, and looks at what the gateway counts. */
  private void whole(String after, Stage stage)
      throws IOException, InterruptedException, ExecutionException {
    awaitGauge(after, "letterhead_connections", 0, stage);
    String path = "/v1/gather/" + gatherings++ + "/" + connections;
    List<Future<String>> all = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      String id = "caller-" + i;
      all.add(
          threads.submit(
              () -> {
                try (Caller caller = stage.caller()) {
                  return new HonestCaller(caller, 1).call(path, id, stage.rotation().generations());
                }
              }));
    }
    List<String> wrong = new ArrayList<>();
    for (Future<String> each : all) {
      if (!each.get().isEmpty()) {
        wrong.add(each.get());
      }
    }
    report.condition("whole after " + after, wrong.isEmpty(), wrong.isEmpty() ? "yes" : wrong);
    awaitGauge(after, "letterhead_connections", 0, stage);
    awaitGauge(after, "letterhead_requests_active", 0, stage);
    awaitGauge(after, "letterhead_upstream_waiting", 0, stage);
    int open = Integer.parseInt(stage.origin().ask("connections"));
    awaitGauge(after, "letterhead_upstream_connections", open, stage);
  }

  /** Connections end a moment after their last byte. */
  private void awaitGauge(String after, String gauge, long expected, Stage stage)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + LIMIT_NANOS;
    long value = stage.gateway().metrics().gauge(gauge);
    while (value != expected && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(10);
      value = stage.gateway().metrics().gauge(gauge);
    }
    if (value != expected) {
      report.condition(gauge + " is " + expected + " after " + after, false, value);
    }
  }
}
