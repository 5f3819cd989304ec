package io.letterhead.cli.child;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every phase of a server's life, with shells for servers. */
@Timeout(120)
public class SupervisionTest {

  private static final Duration LONG = Duration.ofHours(1);
  private static final Duration SHORT = Duration.ofMillis(200);

  /** A server with a worker, which says who both are. */
  private static final String SERVER =
      "sleep 600 & echo \"$$ $!\" > pids.new; mv pids.new pids; wait; exit 5";

  /** The same, deaf to SIGTERM. */
  private static final String DEAF = "trap '' TERM; " + SERVER.replace("wait;", "wait; wait;");

  private static final String DEAF_SLEEP = "sh -c 'trap \"\" TERM; exec sleep 600' sleep";

  @TempDir Path folder;

  private final Events events = new Events();
  private final List<String> log = new CopyOnWriteArrayList<>();
  private final BlockingQueue<CompletableFuture<Void>> drains = new LinkedBlockingQueue<>();

  @AfterEach
  void nothingIsLeft() throws Exception {
    if (Files.exists(folder.resolve("pids"))) {
      for (long pid : pids()) {
        awaitGone(pid);
      }
    }
  }

  @Test
  void toldToEndBeforeTheStartItStartsNothing() throws Exception {
    events.tellToEnd();

    assertThat(run(SERVER, LONG, LONG, () -> up(), this::front)).isZero();
    assertThat(folder.resolve("pids")).doesNotExist();
    assertThat(log).isEmpty();
  }

  @Test
  void toldToEndWhileItWaitsItEndsTheServer() throws Exception {
    int code =
        run(
            SERVER,
            LONG,
            LONG,
            () -> {
              awaitPids();
              events.tellToEnd();
              return new CompletableFuture<>();
            },
            this::front);

    assertThat(code).isZero();
    assertThat(drains).isEmpty();
  }

  @Test
  void aServerThatIsNotReadyInTimeIsEndedAndSaid() throws Exception {
    int code = run(SERVER, Duration.ofSeconds(2), LONG, () -> answer("status 503"), this::front);

    assertThat(code).isEqualTo(1);
    assertThat(log).contains("letterhead: model server m is not ready within 2 s: status 503");
    assertThat(drains).isEmpty();
  }

  @Test
  void a22TheLastWaitIsNoLongerThanTheTimeThatIsLeft() throws Exception {
    AtomicInteger questions = new AtomicInteger();
    long start = System.nanoTime();
    int code =
        new Supervision(server(SERVER), new Limits(SHORT, LONG, LONG, LONG), events, log::add)
            .run(
                "model server m",
                () -> {
                  questions.incrementAndGet();
                  return answer("status 503");
                },
                "ok",
                this::front);

    assertThat(code).isEqualTo(1);
    assertThat(questions).hasValue(1);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(60));
    assertThat(log).contains("letterhead: model server m is not ready within 200 ms: status 503");
  }

  @Test
  void a22TheWaitIsSaidNowAndThen() throws Exception {
    AtomicInteger questions = new AtomicInteger();
    Limits limits = new Limits(LONG, Duration.ofMillis(1), Duration.ofMillis(1), LONG);
    new Supervision(server(SERVER), limits, events, log::add)
        .run(
            "model server m",
            () -> {
              if (questions.incrementAndGet() == 100) {
                awaitPids();
                events.tellToEnd();
              }
              return answer("status 503");
            },
            "ok",
            this::front);

    assertThat(log).contains("letterhead: waiting for model server m (0 s): status 503");
  }

  @Test
  void aQuestionWithoutAnAnswerDelaysNothing() throws Exception {
    assertThat(run("exit 3", LONG, LONG, CompletableFuture::new, this::front)).isEqualTo(3);
    assertThat(log)
        .contains("letterhead: model server m has ended before it was ready, with status 3");
  }

  @Test
  void aServerThatEndsInGoodOrderIsAFailureToo() throws Exception {
    assertThat(run("exit 0", LONG, LONG, CompletableFuture::new, this::front)).isEqualTo(1);
  }

  @Test
  void aServerThatASignalEndsHasItsStatus() throws Exception {
    assertThat(run("kill -s KILL $$", LONG, LONG, CompletableFuture::new, this::front))
        .isEqualTo(128 + 9);
  }

  @Test
  void aFrontThatCannotOpenEndsTheServerInGoodOrder() {
    Supplier<Supervision.Front> none =
        () -> {
          throw new IllegalStateException("no front");
        };

    assertThatThrownBy(() -> run("trap 'touch told' TERM; " + SERVER, LONG, LONG, this::up, none))
        .hasMessage("no front");
    assertThat(folder.resolve("told")).exists();
  }

  @Test
  void aServerThatEndsWhileItServesDrainsAndGivesItsStatus() throws Exception {
    int code =
        inFront(
            "wait; exit 5",
            LONG,
            () -> {
              ProcessHandle.of(pids()[1]).orElseThrow().destroyForcibly(); // its wait is over
              drains.take().complete(null);
            });

    assertThat(code).isEqualTo(5);
    assertThat(log).contains("letterhead: model server m has ended, with status 5");
  }

  @Test
  void theDrainIsOverBeforeTheServerIsAskedToEnd() throws Exception {
    int code =
        inFront(
            "wait",
            LONG,
            () -> {
              events.tellToEnd();
              CompletableFuture<Void> drain = drains.take();
              assertThat(ProcessHandle.of(pids()[0]).map(ProcessHandle::isAlive)).contains(true);
              drain.complete(null);
            });

    assertThat(code).isZero();
  }

  @Test
  void toldAgainItDoesNotWaitForTheDrain() throws Exception {
    int code =
        inFront(
            "wait",
            LONG,
            () -> {
              events.tellToEnd();
              drains.take();
              events.tellToEnd();
            });

    assertThat(code).isZero();
  }

  @Test
  void a26AServerThatIsDeafIsEndedByForceWhenItsTimeIsOver() throws Exception {
    assertThat(run(DEAF, LONG, SHORT, this::up, this::frontOfToldToEnd)).isZero();
    assertThat(log)
        .contains("letterhead: it has not ended within 200 ms of SIGTERM, and is ended by force");
  }

  @Test
  void toldAThirdTimeItEndsByForceAtOnce() throws Exception {
    int code =
        run(
            DEAF,
            LONG,
            LONG,
            this::up,
            () -> {
              awaitPids();
              events.tellToEnd();
              events.tellToEnd();
              events.tellToEnd();
              return () -> new CompletableFuture<>();
            });

    assertThat(code).isZero();
    assertThat(log).noneMatch(line -> line.contains("by force"));
  }

  @Test
  void aWorkerThatHasLeftTheGroupEndsToo() throws Exception {
    String leaving = SERVER.replace("sleep 600 &", "setsid sleep 600 &");

    assertThat(run(leaving, LONG, LONG, this::up, this::frontOfToldToEnd)).isZero();
  }

  @Test
  void aWorkerThatOutlivesItsServerEndsToo() throws Exception {
    String script = SERVER.replace("wait; exit 5", "exit 4").replace("sleep", DEAF_SLEEP);

    assertThat(run(script, LONG, LONG, CompletableFuture::new, this::front)).isEqualTo(4);
  }

  /** What a test does while the front is open. */
  private interface Meanwhile {
    void act() throws Exception;
  }

  private int inFront(String ending, Duration stop, Meanwhile meanwhile) throws Exception {
    CompletableFuture<Void> acted = new CompletableFuture<>();
    int code =
        run(
            SERVER.replace("wait; exit 5", ending),
            LONG,
            stop,
            this::up,
            () -> {
              awaitPids();
              acted.completeAsync(
                  () -> {
                    try {
                      meanwhile.act();
                      return null;
                    } catch (Exception e) {
                      throw new IllegalStateException(e);
                    }
                  });
              return front();
            });
    acted.join();
    return code;
  }

  private Supervision.Front front() {
    return () -> {
      CompletableFuture<Void> drain = new CompletableFuture<>();
      drains.add(drain);
      return drain;
    };
  }

  private Supervision.Front frontOfToldToEnd() {
    awaitPids();
    events.tellToEnd();
    return () -> CompletableFuture.completedFuture(null);
  }

  private int run(
      String script,
      Duration ready,
      Duration stop,
      Supplier<CompletionStage<String>> health,
      Supplier<Supervision.Front> front)
      throws Exception {
    Limits limits = new Limits(ready, Duration.ofMillis(10), LONG, stop);
    return new Supervision(server(script), limits, events, log::add)
        .run("model server m", health, "ok", front);
  }

  private ServerCommand server(String script) {
    return ServerCommand.of(
        List.of("sh", "-c", "cd \"$1\"; " + script, "server", folder.toString()),
        Map.of("PATH", System.getenv("PATH")),
        ImmutableSet.of());
  }

  private CompletionStage<String> up() {
    awaitPids();
    return answer("ok");
  }

  private static CompletionStage<String> answer(String text) {
    return CompletableFuture.completedFuture(text);
  }

  private void awaitPids() {
    while (!Files.exists(folder.resolve("pids"))) {
      Thread.onSpinWait();
    }
  }

  private long[] pids() throws IOException {
    String[] both = Files.readString(folder.resolve("pids")).strip().split(" ", -1);
    return new long[] {Long.parseLong(both[0]), Long.parseLong(both[1])};
  }

  private static void awaitGone(long pid) {
    ProcessHandle.of(pid).ifPresent(process -> process.onExit().join());
  }
}
