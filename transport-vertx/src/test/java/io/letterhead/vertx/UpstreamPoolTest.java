package io.letterhead.vertx;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.letterhead.conformance.OriginAnswer;
import io.letterhead.conformance.OriginConnection;
import io.letterhead.conformance.RawClient;
import io.letterhead.conformance.RawResponse;
import io.letterhead.conformance.RecordingOrigin;
import io.letterhead.conformance.Responder;
import io.letterhead.conformance.Responders;
import io.letterhead.conformance.WireMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** After whatever an origin does, its connections serve as many requests at once as before. */
final class UpstreamPoolTest {

  /** How many connections there may be, on each side. */
  private static final int MOST = 2;

  private static final String BROKEN = "broken";
  private static final String BEGUN = "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc";
  private static final String FINE = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nfine";
  private static final Duration LONG = Duration.ofSeconds(15);
  private static final Duration SOON = Duration.ofMillis(600);
  private static final RecordingOrigin ORIGIN = RecordingOrigin.start();
  private static final GatewayConfig CONFIG =
      Running.config().toBuilder()
          .admin(Optional.of(new ListenAddress("127.0.0.1", 0)))
          .limits(new Limits(100, 8192, 1L << 30, MOST))
          .build();
  private static Running running;

  @BeforeAll
  static void start() {
    running = Running.of(ORIGIN, CONFIG);
  }

  @AfterAll
  static void stop() {
    running.close();
  }

  @BeforeEach
  void forget() {
    ORIGIN.forget();
  }

  private static Arguments row(String fault, Responder responder, String outcome) {
    return Arguments.of(fault, responder, outcome);
  }

  private static Stream<Arguments> faults() {
    return Stream.of(
        row("closes before the head", Responders.close(), "502"),
        row("resets before the head", Responders.reset(), "502"),
        row("closes in the head", Responders.rawThenClose("HTTP/1.1 200 OK\r\nX-A: b"), "502"),
        row("resets in the head", Responders.rawThenReset("HTTP/1.1 200 OK\r\nX-A: b"), "502"),
        row("closes in the body", Responders.rawThenClose(BEGUN), BROKEN),
        row("answers garbage", Responders.raw("garbage\r\n\r\n"), "502"),
        row("answers garbage of another version", Responders.raw("HTTP/9 200\r\n\r\n"), "502"),
        row("changes protocols unasked", Responders.raw("HTTP/1.1 101 OK\r\n\r\n" + FINE), "502"),
        row(
            "sends a malformed chunk",
            Responders.raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\nZ\r\n"),
            BROKEN),
        row("says more than it announced", Responders.raw(FINE + "surplus"), "200"),
        row("goes on unasked", Responders.raw("HTTP/1.1 100 Continue\r\n\r\n" + FINE), "200"),
        row("hints early", Responders.raw("HTTP/1.1 103 Early Hints\r\n\r\n" + FINE), "200"),
        row("answers before the body", earlyAnswer(), "413"));
  }

  private static Stream<Arguments> stalls() {
    return Stream.of(
        row("stalls before the head", Responders.stall(), "504"),
        row("stalls in the head", stallBehind("HTTP/1.1 200 OK\r\nX-A: "), "504"),
        row("stalls behind an interim answer", stallBehind("HTTP/1.1 103 Hint\r\n\r\n"), "504"),
        row("stalls in the body", stallBehind(BEGUN), BROKEN));
  }

  private static Responder stallBehind(String bytes) {
    return (request, connection) -> {
      connection.write(bytes);
      connection.awaitPeerLeft();
    };
  }

  private static Responder earlyAnswer() {
    return new Responder() {
      @Override
      public void beforeBody(WireMessage head, OriginConnection connection) throws IOException {
        OriginAnswer.of(413).respond(head, connection);
        connection.awaitPeerLeft();
        connection.close();
      }

      @Override
      public void respond(WireMessage request, OriginConnection connection) {}
    };
  }

  @ParameterizedTest(name = "that {0}")
  @MethodSource("faults")
  void itIsWholeAfterAnOrigin(String fault, Responder responder, String outcome) throws Exception {
    ORIGIN.answerWith(responder);
    String body = outcome.equals("413") ? "b".repeat(8 * 1024 * 1024) : "b";
    failOnEveryEventLoop(running, Running.post("/v1/x", body), outcome);
    isWhole(running);
  }

  @ParameterizedTest(name = "that {0}")
  @MethodSource("stalls")
  void itIsWholeAfterAnOriginThatIsGivenUp(String fault, Responder responder, String outcome)
      throws Exception {
    boolean silent = outcome.equals(BROKEN);
    Timeouts timeouts = new Timeouts(LONG, silent ? LONG : SOON, silent ? SOON : LONG, SOON);
    try (Running impatient =
        Running.of(RecordingOrigin.start(responder), CONFIG.withTimeouts(timeouts))) {
      failOnEveryEventLoop(impatient, Running.post("/v1/x", "b"), outcome);
      isWhole(impatient);
    }
  }

  @Test
  void itIsWholeAfterAnOriginThatResetsInTheBody() throws Exception {
    ORIGIN.answerWith(Responders.rawThenReset(BEGUN));
    // A reset may overtake what was sent before it: then no head has come.
    failOnEveryEventLoop(running, Running.post("/v1/x", "b"), "502", BROKEN);
    isWhole(running);
  }

  @Test
  void itIsWholeAfterAnOriginThatWasNotThere() throws Exception {
    int port;
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = closed.getLocalPort();
    }
    serveBy("http://127.0.0.1:" + port, CONFIG);
    failOnEveryEventLoop(running, Running.post("/v1/x", "b"), "502");
    serveBy(ORIGIN.uri().toString(), CONFIG);
    isWhole(running);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatFindsItsKeptConnectionClosedIsSentAgainOnceIfThatIsSafe(boolean byReset)
      throws Exception {
    Responder end = byReset ? Responders.reset() : Responders.close();
    assertThat(behindAnother(Running.get("/v1/x"), end, OriginAnswer.of(200))).isEqualTo(200);
    assertThat(ORIGIN.requests()).hasSize(3);
    assertThat(behindAnother(Running.get("/v1/x"), end, end, OriginAnswer.of(200))).isEqualTo(502);
    assertThat(ORIGIN.requests()).hasSize(3);
    for (String unsafe :
        new String[] {
          Running.post("/v1/x", "b"),
          Running.post("/v1/x", ""),
          Running.get("/v1/x", "Content-Length: 1") + "b",
          Running.lines("DELETE /v1/x HTTP/1.1", "Host: localhost", "")
        }) {
      assertThat(behindAnother(unsafe, end, OriginAnswer.of(200))).isEqualTo(502);
      assertThat(ORIGIN.requests()).hasSize(2);
    }
    isWhole(running);
  }

  /** Sends a request over the connections that another has just used, and tells its status. */
  private static int behindAnother(String request, Responder... answers) throws Exception {
    ORIGIN.forget();
    ORIGIN.answerWith(Responders.inTurn(OriginAnswer.of(200), answers));
    try (RawClient client = admitted(running)) {
      client.send(Running.get("/v1/first"));
      assertThat(client.receive().orElseThrow().status()).isEqualTo(200);
      client.send(request);
      return client.receive().orElseThrow().status();
    }
  }

  private static void serveBy(String origin, GatewayConfig config) {
    var unused = running.gateway().replace(new Revision("2", Policies.anthropic(origin), config));
  }

  /** As many times as there are connections to origins: event loops take turns with callers. */
  private static void failOnEveryEventLoop(Running running, String request, String... outcomes)
      throws Exception {
    for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
      try (RawClient one = admitted(running);
          RawClient two = running.client()) {
        one.sendInBackground(request.getBytes(US_ASCII));
        two.sendInBackground(request.getBytes(US_ASCII));
        assertThat(outcome(one.receive())).isIn((Object[]) outcomes);
        assertThat(outcome(two.receive())).isIn((Object[]) outcomes);
      }
    }
  }

  private static String outcome(Optional<RawResponse> response) {
    return response
        .filter(RawResponse::complete)
        .map(whole -> Integer.toString(whole.status()))
        .orElse(BROKEN);
  }

  /** A caller, once all others are gone: there may be only so many. */
  private static RawClient admitted(Running running) throws IOException {
    running.awaitGauge("connections", 0);
    return running.client();
  }

  private static void isWhole(Running running) throws Exception {
    running.awaitGauge("requests_active", 0);
    CyclicBarrier atOnce = new CyclicBarrier(MOST);
    running
        .origin()
        .answerWith(
            (request, connection) -> {
              try {
                atOnce.await(LONG.toSeconds(), TimeUnit.SECONDS);
              } catch (BrokenBarrierException | TimeoutException e) {
                throw new IOException(e);
              }
              OriginAnswer.of(200).withBody("whole").respond(request, connection);
            });
    for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
      try (RawClient one = admitted(running);
          RawClient two = running.client()) {
        one.send(Running.post("/v1/x", "b"));
        two.send(Running.post("/v1/x", "b"));
        assertThat(one.receive().orElseThrow().body()).isEqualTo("whole");
        assertThat(two.receive().orElseThrow().body()).isEqualTo("whole");
      }
    }
    running.awaitGauge("requests_active", 0);
    running.awaitGauge("upstream_waiting", 0);
    running.awaitGauge("upstream_connections", running.origin().openConnections());
  }
}
