package io.letterhead.benchmarks.fire;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Callers that do not read what an origin sends without end. What the gateway's process holds of it
 * is what has left the origin, less what the kernel holds on both sides, less what was read.
 */
final class SlowReaderScenario {

  private static final int STILL = 10;
  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final int LEAST_CALLS = 50;

  private final int count;
  private final long most;
  private final long lateMillis;
  private final long seed;
  private final Report report = new Report("slow-reader");
  private long wrong;
  private int calls;

  SlowReaderScenario(Options options) {
    count = options.count("readers", 50);
    most = (long) (options.number("most-mib", 1) * (1 << 20));
    lateMillis = options.count("late-ms", 1000);
    seed = options.count("seed", 1);
  }

  Report run(Stage stage) throws IOException, InterruptedException {
    int port = stage.gateway().port();
    stage.warmUp();
    Vitals before = Vitals.of(stage.gateway());
    report.figures("gateway before", before.figures());
    try (SlowReaders readers = new SlowReaders(stage.front(), port, count);
        Caller caller = stage.caller()) {
      HonestCaller honest = new HonestCaller(caller, seed);
      awaitRest(stage, readers.all(), honest);
      report.condition(
          "every flood has begun, and goes on",
          readers.all().stream().allMatch(one -> one.hasBegun() && !one.hasEnded()),
          count);
      held(stage, readers.all());
      Vitals with = Vitals.of(stage.gateway());
      report.figures("gateway with them", with.figures());
      long grown = with.heap() + with.direct() - before.heap() - before.direct();
      report.figure("readers", count);
      report.condition(
          "heap and direct memory grown by no more than that a reader, and 8 MiB",
          grown <= count * most + (8 << 20),
          grown);
      report.figures("other callers", honest.latencies().figures());
      report.figure("other-calls", calls);
      report.condition("others were called for", calls >= LEAST_CALLS, calls);
      report.none("wrong answer to others", wrong);
      report.condition(
          "others served within " + lateMillis + " ms each",
          honest.latencies().longest() <= lateMillis,
          honest.latencies().longest());
    }
    return report;
  }

  /** Serves others until no byte has left the origin for a while. */
  private void awaitRest(Stage stage, List<SlowReaders.Reader> readers, HonestCaller honest)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + LIMIT_NANOS;
    long last = -1;
    int still = 0;
    while (still < STILL) {
      for (int i = 0; i < LEAST_CALLS / STILL; i++) {
        calls++;
        wrong +=
            honest
                    .call("/v1/echo/" + calls, "call-" + calls, stage.rotation().generations())
                    .isEmpty()
                ? 0
                : 1;
      }
      TimeUnit.MILLISECONDS.sleep(100);
      long gone = 0;
      for (SlowReaders.Reader each : readers) {
        gone += flood(stage.origin(), each)[0];
      }
      boolean begun = readers.stream().allMatch(SlowReaders.Reader::hasBegun);
      still = begun && gone == last ? still + 1 : 0;
      last = gone;
      if (System.nanoTime() > deadline) {
        throw new IOException("the floods do not come to rest");
      }
    }
    report.figure("left-the-origin-bytes", last);
  }

  private void held(Stage stage, List<SlowReaders.Reader> readers)
      throws IOException, InterruptedException {
    SocketQueues queues = SocketQueues.read(stage.gateway().port(), stage.origin().port());
    int size = readers.size();
    long[] gone = new long[size];
    int[] upstream = new int[size];
    for (int i = 0; i < size; i++) {
      long[] flood = flood(stage.origin(), readers.get(i));
      gone[i] = flood[0];
      upstream[i] = (int) flood[1];
    }
    boolean apart =
        IntStream.of(upstream).distinct().count() == size
            && readers.stream().mapToInt(SlowReaders.Reader::port).distinct().count() == size;
    long largest = Long.MIN_VALUE;
    long least = Long.MAX_VALUE;
    // Streams of one connection share its buffers: then only all of them can be told from the
    // kernel.
    for (int i = 0; i < (apart ? size : 1); i++) {
      int from = apart ? i : 0;
      int to = apart ? i + 1 : size;
      long kernel =
          queues.between(stage.gateway().port(), ports(readers.subList(from, to)))
              + queues.between(
                  stage.origin().port(),
                  IntStream.range(from, to).mapToObj(n -> upstream[n]).toList());
      long left = IntStream.range(from, to).mapToLong(n -> gone[n]).sum();
      long read = readers.subList(from, to).stream().mapToLong(SlowReaders.Reader::read).sum();
      long held = (left - kernel - read) / (to - from);
      largest = Math.max(largest, held);
      least = Math.min(least, held);
    }
    report.figure("held-most-bytes", largest);
    report.figure("held-least-bytes", least);
    report.condition("at most " + most + " bytes held for a reader", largest <= most, largest);
    report.condition(
        "the count is right: nothing below nothing is held", least >= -Flood.BLOCK, least);
  }

  private static List<Integer> ports(List<SlowReaders.Reader> readers) {
    return readers.stream().map(SlowReaders.Reader::port).toList();
  }

  /** What has left the origin for a reader, and the port that it went to. */
  private static long[] flood(OriginProcess origin, SlowReaders.Reader reader)
      throws IOException, InterruptedException {
    String[] words = origin.ask("flood/" + reader.number()).split(" ", -1);
    return new long[] {Long.parseLong(words[0]), Long.parseLong(words[1])};
  }
}
