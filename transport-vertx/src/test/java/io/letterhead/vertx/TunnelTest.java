package io.letterhead.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import io.letterhead.conformance.RecordingOrigin;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How WebSockets end: what each side is told, and what is written down. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class TunnelTest {

  private static final Duration LONG = Duration.ofMinutes(5);
  private static final Duration SHORT = Duration.ofMillis(300);

  /** A frame of four bytes, unmasked, and where it is cut. */
  private static final byte[] FIRST_HALF = {(byte) 0x82, 4, 1, 2};

  private static final byte[] SECOND_HALF = {3, 4};

  @TempDir Path folder;
  private final CountDownLatch gate = new CountDownLatch(1);

  @SuppressWarnings("NullAway.Init") // each test starts one
  private Running running;

  /** A gateway that is patient, before an origin of that script. */
  private WebSocketOrigin start(WebSocketOrigin.Script script) {
    return start(LONG, LONG, script);
  }

  /** A gateway before an origin of that script. */
  private WebSocketOrigin start(Duration idle, Duration drain, WebSocketOrigin.Script script) {
    WebSocketOrigin origin = WebSocketOrigin.of(script);
    start(idle, drain, origin);
    return origin;
  }

  private void start(Duration idle, Duration drain, WebSocketOrigin origin) {
    GatewayConfig config =
        Running.config().toBuilder()
            .timeouts(new Timeouts(Running.LIMIT, LONG, idle, drain))
            .records(
                new Records(
                    new Records.AccessLogTo.File(folder.resolve("access.jsonl")), Optional.empty()))
            .build();
    running = Running.of(RecordingOrigin.start(origin), config);
  }

  @AfterEach
  void stop() {
    gate.countDown();
    running.origin().close();
    running.close();
  }

  private WebSocketEnd caller() throws IOException {
    return WebSocketEnd.caller(running.port());
  }

  private void pass() throws InterruptedException {
    assertThat(gate.await(Running.LIMIT.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
  }

  private static void done(CompletableFuture<Void> ended) throws Exception {
    ended.get(Running.LIMIT.toMillis(), TimeUnit.MILLISECONDS);
  }

  private CompletableFuture<Void> drain() {
    return running.drain();
  }

  /** The only line of the access log, which is there once the gateway has stopped. */
  private String line() throws Exception {
    done(drain());
    JsonObject line =
        new JsonObject(Files.readString(folder.resolve("access.jsonl")).lines().toList().get(0));
    assertThat(Files.readString(folder.resolve("access.jsonl")).lines()).hasSize(1);
    return String.join(
        " ",
        line.getString("outcome"),
        line.getInteger("status").toString(),
        line.getString("reason"));
  }

  /** Tells what it hears, and says nothing. */
  private static void listen(WebSocketEnd caller, WebSocketOrigin origin) throws IOException {
    origin.tell(caller.next());
    origin.tell(caller.next());
  }

  @Test
  void whatBothSidesSayOfTheEndIsHandedOn() throws Exception {
    WebSocketOrigin origin = WebSocketOrigin.echo();
    start(LONG, LONG, origin);
    try (WebSocketEnd caller = caller()) {
      caller.sendText("a");
      assertThat(caller.next()).isEqualTo("text a");
      caller.sendClose(3001);
      assertThat(caller.next()).isEqualTo("close 3001");
      assertThat(caller.next()).isEqualTo("end");
    }
    assertThat(origin.awaitTold()).isEqualTo("masked text a");
    assertThat(origin.awaitTold()).isEqualTo("masked close 3001");
    assertThat(line()).isEqualTo("forwarded 101 ");
  }

  @Test
  void behindACloseFrameNothingIsHandedOn() throws Exception {
    WebSocketOrigin origin =
        start(
            (caller, told) -> {
              caller.sendClose(1000);
              caller.sendText("late");
              listen(caller, told);
            });
    try (WebSocketEnd caller = caller()) {
      assertThat(caller.next()).isEqualTo("close 1000");
      caller.sendText("still");
      caller.sendClose(1000);
      assertThat(caller.next()).isEqualTo("end");
    }
    assertThat(origin.awaitTold()).isEqualTo("masked text still");
    assertThat(origin.awaitTold()).isEqualTo("masked close 1000");
  }

  @Test
  void aDrainTellsBothSidesAndWaitsForTheirAnswers() throws Exception {
    WebSocketOrigin origin =
        start(
            (caller, told) -> {
              told.tell(caller.next());
              pass();
              caller.sendClose(1001);
              told.tell(caller.next());
            });
    try (WebSocketEnd caller = caller()) {
      CompletableFuture<Void> ended = drain();
      assertThat(caller.next()).isEqualTo("close 1001");
      assertThat(origin.awaitTold()).isEqualTo("masked close 1001");
      caller.sendText("late");
      caller.sendClose(1001);
      assertThat(caller.next()).isEqualTo("end");
      assertThat(ended).isNotDone();
      gate.countDown();
      assertThat(origin.awaitTold()).isEqualTo("end");
      done(ended);
    }
    assertThat(line()).isEqualTo("forwarded 101 drained");
  }

  @Test
  void aDrainLetsAFrameEndFirst() throws Exception {
    WebSocketOrigin origin =
        start(
            (caller, told) -> {
              caller.write(FIRST_HALF);
              told.tell(caller.next());
              caller.write(SECOND_HALF);
              caller.sendText("late");
              caller.sendClose(1001);
              told.tell(caller.next());
            });
    try (WebSocketEnd caller = caller()) {
      assertThat(caller.read(FIRST_HALF.length)).isEqualTo(FIRST_HALF);
      CompletableFuture<Void> ended = drain();
      assertThat(origin.awaitTold()).isEqualTo("masked close 1001");
      assertThat(caller.read(SECOND_HALF.length)).isEqualTo(SECOND_HALF);
      assertThat(caller.next()).isEqualTo("close 1001");
      assertThat(origin.awaitTold()).isEqualTo("end");
      assertThat(ended).isNotDone();
      caller.sendClose(1001);
      assertThat(caller.next()).isEqualTo("end");
      done(ended);
    }
  }

  @Test
  void aDrainCutsOffWhoDoesNotAnswer() throws Exception {
    WebSocketOrigin origin =
        start(
            LONG,
            SHORT,
            (caller, told) -> {
              caller.write(FIRST_HALF);
              listen(caller, told);
            });
    try (WebSocketEnd caller = caller()) {
      assertThat(caller.read(FIRST_HALF.length)).isEqualTo(FIRST_HALF);
      done(drain());
      assertThat(caller.next()).isEqualTo("end");
    }
    assertThat(origin.awaitTold()).isEqualTo("masked close 1001");
    assertThat(origin.awaitTold()).isEqualTo("end");
    assertThat(line()).isEqualTo("forwarded 101 drained");
  }

  @Test
  void aDrainCutsOffAnOriginThatDoesNotRead() throws Exception {
    WebSocketOrigin origin =
        start(
            LONG,
            SHORT,
            (caller, told) -> {
              pass();
              caller.readToEnd();
              told.tell("end");
            });
    try (WebSocketEnd caller = caller()) {
      Flood flood = Flood.start(caller, true, Long.MAX_VALUE);
      running.comesToRest(flood.written());
      done(drain());
      gate.countDown();
      assertThat(origin.awaitTold()).isEqualTo("end");
    }
  }

  @Test
  void aHandshakeThatIsAnsweredWhileTheGatewayDrainsIsClosedAtOnce() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    WebSocketOrigin echo = WebSocketOrigin.echo();
    start(LONG, LONG, echo);
    running
        .origin()
        .answerWith(
            (request, connection) -> {
              asked.countDown();
              pass();
              echo.respond(request, connection);
            });
    try (WebSocketEnd caller = WebSocketEnd.asking(running.port())) {
      asked.await();
      CompletableFuture<Void> ended = drain();
      gate.countDown();
      caller.readHead();
      assertThat(caller.next()).isEqualTo("close 1001");
      caller.sendClose(1001);
      assertThat(caller.next()).isEqualTo("end");
      assertThat(echo.awaitTold()).isEqualTo("masked close 1001");
      done(ended);
    }
  }

  @Test
  void whereNothingMovesBothSidesAreTold() throws Exception {
    WebSocketOrigin origin = WebSocketOrigin.echo();
    start(SHORT, LONG, origin);
    try (WebSocketEnd caller = caller()) {
      assertThat(caller.next()).isEqualTo("close 1001");
      caller.sendClose(1001);
      assertThat(caller.next()).isEqualTo("end");
    }
    assertThat(origin.awaitTold()).isEqualTo("masked close 1001");
    assertThat(origin.awaitTold()).isEqualTo("end");
    assertThat(line()).isEqualTo("forwarded 101 idle");
  }

  @Test
  void whereNothingMovesAndNobodyAnswersBothAreCutOff() throws Exception {
    WebSocketOrigin origin = start(SHORT, SHORT, TunnelTest::listen);
    try (WebSocketEnd caller = caller()) {
      assertThat(caller.next()).isEqualTo("close 1001");
      assertThat(caller.next()).isEqualTo("end");
    }
    assertThat(origin.awaitTold()).isEqualTo("masked close 1001");
    assertThat(origin.awaitTold()).isEqualTo("end");
  }

  @Test
  void ofAnOriginThatIsLostTheCallerIsToldBehindAllThatItSent() throws Exception {
    start(
        (caller, told) -> {
          caller.sendText("a");
          caller.close();
        });
    try (WebSocketEnd caller = caller()) {
      assertThat(caller.next()).isEqualTo("text a");
      assertThat(caller.next()).isEqualTo("close 1011");
      caller.sendText("late");
      caller.sendClose(1011);
      assertThat(caller.next()).isEqualTo("end");
    }
    assertThat(line()).isEqualTo("broken 101 upstream-unreachable");
  }

  @Test
  void ofAnOriginThatBreaksTheConnectionTheCallerIsTold() throws Exception {
    start(
        (caller, told) -> {
          caller.receive();
          caller.reset();
        });
    try (WebSocketEnd caller = caller()) {
      caller.sendText("a");
      assertThat(caller.next()).isEqualTo("close 1011");
      caller.sendClose(1011);
      assertThat(caller.next()).isEqualTo("end");
    }
    assertThat(line()).isEqualTo("broken 101 upstream-unreachable");
  }

  @Test
  void anOriginThatIsLostWithinAFrameEndsTheConnectionWithoutACloseFrame() throws Exception {
    start(
        (caller, told) -> {
          caller.write(FIRST_HALF);
          caller.close();
        });
    try (WebSocketEnd caller = caller()) {
      assertThat(caller.read(100)).isEqualTo(FIRST_HALF);
    }
    assertThat(line()).isEqualTo("broken 101 upstream-unreachable");
  }

  @Test
  void anOriginThatAnswersACloseFrameByClosingAloneIsAnsweredFor() throws Exception {
    start(
        (caller, told) -> {
          caller.receive();
          caller.close();
        });
    try (WebSocketEnd caller = caller()) {
      caller.sendClose(1000);
      assertThat(caller.next()).isEqualTo("close 1000");
      assertThat(caller.next()).isEqualTo("end");
    }
    assertThat(line()).isEqualTo("forwarded 101 ");
  }

  @Test
  void ofACallerThatLeavesTheOriginIsTold() throws Exception {
    WebSocketOrigin origin = WebSocketOrigin.echo();
    start(LONG, LONG, origin);
    try (WebSocketEnd caller = caller()) {
      caller.sendText("a");
      assertThat(caller.next()).isEqualTo("text a");
    }
    assertThat(origin.awaitTold()).isEqualTo("masked text a");
    assertThat(origin.awaitTold()).isEqualTo("masked close 1001");
    assertThat(origin.awaitTold()).isEqualTo("end");
    assertThat(line()).isEqualTo("abandoned 101 ");
  }

  @Test
  void aCallerThatLeavesWithinAFrameEndsTheConnectionWithoutACloseFrame() throws Exception {
    WebSocketOrigin origin =
        start(LONG, LONG, (caller, told) -> told.tell(caller.read(100).length + " bytes"));
    try (WebSocketEnd caller = caller()) {
      caller.write((byte) 0x82, (byte) 0x84, (byte) 0, (byte) 0, (byte) 0, (byte) 0, (byte) 1);
    }
    assertThat(origin.awaitTold()).isEqualTo("7 bytes");
    assertThat(line()).isEqualTo("abandoned 101 ");
  }

  @Test
  void whatIsNoFrameEndsBothWithoutACloseFrame() throws Exception {
    byte[] none = {(byte) 0x82, 127, (byte) 0xff, 0, 0, 0, 0, 0, 0, 0};
    WebSocketOrigin origin =
        start(
            (caller, told) -> {
              caller.sendText("a");
              caller.write(none);
              told.tell(caller.next());
            });
    try (WebSocketEnd caller = caller()) {
      assertThat(caller.next()).isEqualTo("text a");
      assertThat(caller.next()).isEqualTo("end");
    }
    assertThat(origin.awaitTold()).isEqualTo("end");
    assertThat(line()).isEqualTo("broken 101 upstream-malformed");
  }

  @Test
  void aCallersBytesThatAreNoFrameEndBothWithoutACloseFrame() throws Exception {
    WebSocketOrigin origin = WebSocketOrigin.echo();
    start(LONG, LONG, origin);
    try (WebSocketEnd caller = caller()) {
      caller.write((byte) 0x89, (byte) 0xfe, (byte) 0, (byte) 126);
      assertThat(caller.next()).isEqualTo("end");
    }
    assertThat(origin.awaitTold()).isEqualTo("end");
    assertThat(line()).isEqualTo("broken 101 malformed-body");
  }
}
