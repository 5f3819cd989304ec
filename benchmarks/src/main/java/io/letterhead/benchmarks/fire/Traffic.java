package io.letterhead.benchmarks.fire;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Honest and hostile callers at once, for some time, while the gateway's policy and secret change.
 * What any of them finds wrong is kept.
 */
final class Traffic implements AutoCloseable {

  private static final int SOCKETS = 2;
  private static final int STREAMS = 20;
  private static final int MOST_EVENTS = 20;
  private static final long EVENT_MILLIS = 50;
  private static final long MILLI = 1_000_000;
  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final Stage stage;
  private final Attacks attacks;
  private final Random random;
  private final long turnMillis;
  private final StreamCallers streams;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Caller> callers = new ArrayList<>();
  private final List<Future<?>> lanes = new ArrayList<>();
  private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
  private final AtomicLong echoes = new AtomicLong();
  private final AtomicLong sockets = new AtomicLong();
  private final AtomicLong slowestReload = new AtomicLong();
  private int opened;

  Traffic(Stage stage, Attacks attacks, Options options, long seed) throws IOException {
    this.stage = stage;
    this.attacks = attacks;
    this.random = new Random(seed);
    this.turnMillis = options.count("turn-ms", 3000);
    this.streams =
        new StreamCallers(stage.front(), stage.gateway().port(), options.count("late-ms", 1000));
  }

  /** Begins, and goes on for so long. */
  void start(int echoing, long nanos) {
    long end = System.nanoTime() + nanos;
    for (int i = 0; i < echoing; i++) {
      Caller caller = stage.caller();
      HonestCaller honest = new HonestCaller(caller, random.nextLong());
      String lane = "lane-" + i + "-";
      callers.add(caller);
      repeat(end, () -> echo(honest, lane + echoes.incrementAndGet()));
    }
    for (int i = 0; i < SOCKETS; i++) {
      SocketCaller caller = new SocketCaller(stage, random.nextLong());
      repeat(end, () -> socket(caller));
    }
    Random lengths = new Random(random.nextLong());
    repeat(end, () -> stream(lengths));
    repeat(end, () -> attacks.next(stage));
    repeat(end, this::turn);
  }

  /** Does it again and again, on a thread of its own; it says what is wrong, if anything is. */
  private void repeat(long end, Callable<String> step) {
    lanes.add(
        threads.submit(
            () -> {
              while (System.nanoTime() < end) {
                String found = step.call();
                if (!found.isEmpty()) {
                  wrong.add(found);
                }
              }
              return null;
            }));
  }

  private String echo(HonestCaller caller, String id) throws IOException, InterruptedException {
    return caller.call("/v1/echo/" + id, id, stage.rotation().generations());
  }

  private String socket(SocketCaller caller) throws InterruptedException {
    sockets.incrementAndGet();
    return caller.call();
  }

  private String stream(Random lengths) throws InterruptedException {
    if (streams.read(() -> streams.tally().open) < STREAMS) {
      streams.open(opened++, 1 + lengths.nextInt(MOST_EVENTS), EVENT_MILLIS);
    }
    TimeUnit.MILLISECONDS.sleep(EVENT_MILLIS);
    return "";
  }

  /** Replaces policy and secret, and waits until the gateway serves by them. */
  private String turn() throws IOException, InterruptedException {
    TimeUnit.MILLISECONDS.sleep(turnMillis);
    long began = System.nanoTime();
    stage.rotation().turn();
    int written = stage.rotation().generations().written();
    while (stage.gateway().metrics().gauge("letterhead_generation") < written) {
      if (System.nanoTime() - began > LIMIT_NANOS) {
        return "generation " + written + " is not put in force";
      }
      TimeUnit.MILLISECONDS.sleep(EVENT_MILLIS);
    }
    slowestReload.accumulateAndGet((System.nanoTime() - began) / MILLI, Math::max);
    return "";
  }

  /** Waits until all have ended, and adds what the streams have shown. */
  void await() throws InterruptedException, ExecutionException, IOException {
    for (Future<?> lane : lanes) {
      lane.get();
    }
    for (Caller caller : callers) {
      caller.close();
    }
    long deadline = System.nanoTime() + LIMIT_NANOS;
    while (streams.read(() -> settled(streams.tally())) < opened) {
      if (System.nanoTime() > deadline) {
        throw new IOException("some streams neither end nor break");
      }
      TimeUnit.MILLISECONDS.sleep(EVENT_MILLIS);
    }
  }

  private static long settled(Arrivals.Tally tally) {
    return tally.whole + tally.broken + tally.refused;
  }

  /** What was wrong for those who look at each answer. */
  List<String> wrong() {
    return List.copyOf(wrong);
  }

  Arrivals.Tally streams() {
    return streams.tally();
  }

  /** How much there was of each kind. */
  Map<String, Number> figures() {
    Map<String, Number> figures = new TreeMap<>();
    figures.put("echoes", echoes);
    figures.put("sockets", sockets);
    figures.put("streams", opened);
    figures.put("attacks", attacks.tried());
    figures.put("reloads", stage.rotation().generations().written() - 1);
    figures.put("slowest-reload-ms", slowestReload);
    return figures;
  }

  @Override
  public void close() {
    threads.shutdownNow();
    streams.close();
  }
}
