package io.letterhead.vertx;

import static io.letterhead.conformance.H2RawClient.END_HEADERS;
import static io.letterhead.conformance.H2RawClient.END_STREAM;
import static io.letterhead.conformance.H2RawClient.fields;
import static io.letterhead.conformance.H2RawClient.frame;
import static io.letterhead.conformance.H2RawClient.number;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.letterhead.conformance.H2Frame;
import io.letterhead.conformance.H2Frame.FrameType;
import io.letterhead.conformance.H2RawClient;
import io.letterhead.conformance.RawClient;
import io.letterhead.conformance.RawResponse;
import io.letterhead.conformance.RecordingOrigin;
import io.letterhead.conformance.Responders;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A body that does not come in time is its caller's fault; one that is not taken, the origin's. */
final class SlowBodyTest {

  private static final Duration FIRST_BYTE = Duration.ofMillis(250);
  private static final int BLOCK = 16 * 1024;
  private static final RecordingOrigin ORIGIN = RecordingOrigin.start();
  private static final RecordingOrigin SECURE_ORIGIN = RecordingOrigin.start();
  private static Running clear;
  private static Running secure;

  @BeforeAll
  static void start() {
    GatewayConfig config =
        Running.config()
            .withTimeouts(
                new Timeouts(
                    Duration.ofSeconds(5),
                    FIRST_BYTE,
                    Duration.ofSeconds(15),
                    Duration.ofSeconds(1)))
            .withLimits(new Limits(100, 8192, 1L << 30, 100));
    clear = Running.of(ORIGIN, config);
    secure =
        Running.of(
            SECURE_ORIGIN,
            config.toBuilder().tls(Optional.of(Certificates.identity(Certificates.LOCAL))).build());
  }

  @AfterAll
  static void stop() {
    clear.close();
    secure.close();
  }

  @BeforeEach
  void forget() {
    for (RecordingOrigin origin : new RecordingOrigin[] {ORIGIN, SECURE_ORIGIN}) {
      origin.forget();
      origin.answerWith(Responders.echo());
    }
  }

  private static H2RawClient http2(String... more) throws IOException {
    H2RawClient client = H2RawClient.openTls(secure.port(), Certificates.LOCAL, Running.LIMIT);
    String head =
        fields(":method", "POST", ":scheme", "https", ":path", "/v1/x", ":authority", "localhost");
    client.send(frame(FrameType.HEADERS, END_HEADERS, 1, head + fields(more)));
    return client;
  }

  private static boolean isOver(long begun) {
    return System.nanoTime() - begun > 3 * FIRST_BYTE.toNanos();
  }

  /** One exchange on a connection of its own, which takes the gateway a moment. */
  private static void moment() throws IOException {
    clear.exchange(Running.lines("TRACE /v1/x HTTP/1.1", "Host: localhost", ""));
  }

  @Test
  void aBodyThatStallsIsRefused() throws Exception {
    for (String body : new String[] {"Content-Length: 9\r\n\r\n", "Content-Length: 9\r\n\r\nabc"}) {
      try (RawClient client = clear.client()) {
        client.send("POST /v1/x HTTP/1.1\r\nHost: localhost\r\n" + body);
        RawResponse refused = client.receive().orElseThrow();
        assertThat(refused.status()).isEqualTo(408);
        assertThat(refused.body()).contains("\"code\":\"slow-body\"");
        assertThat(refused.values("Connection")).containsExactly("close");
        assertThat(client.readRest().end()).isEqualTo(RawClient.End.CLOSED);
      }
    }
    assertThat(ORIGIN.awaitRequests(2, Running.LIMIT)).noneMatch(request -> request.isWellFormed());
  }

  @Test
  void aBodyThatStallsOverHttp2CostsItsStream() throws Exception {
    try (H2RawClient client = http2("content-length", "9")) {
      client.send(frame(FrameType.DATA, 0, 1, "abc"));
      assertThat(client.nextSection(1)).contains(":status=408");
      assertThat(client.next(1).content()).contains("\"code\":\"slow-body\"");
      H2Frame unwanted = client.next(1);
      assertThat(unwanted.type()).isEqualTo(FrameType.RST_STREAM);
      assertThat(unwanted.content()).isEqualTo(number(0));
      assertThat(SECURE_ORIGIN.awaitRequests(1, Running.LIMIT).get(0).isWellFormed()).isFalse();
      client.send(
          frame(
              FrameType.HEADERS,
              END_HEADERS | END_STREAM,
              3,
              fields(":method", "GET", ":scheme", "https")
                  + fields(":path", "/v1/x", ":authority", "localhost")));
      assertThat(client.nextSection(3)).contains(":status=200");
    }
  }

  @Test
  void anOriginThatDoesNotReadIsTheOneThatIsSlow() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    ORIGIN.answerWith(Responders.gated(never::await, Responders.close()));
    try (RawClient client = clear.client()) {
      client.sendInBackground(
          Running.post("/v1/x", "a".repeat(64 * 1024 * 1024)).getBytes(US_ASCII));
      RawResponse failed = client.receive().orElseThrow();
      assertThat(failed.status()).isEqualTo(504);
      assertThat(failed.body()).contains("\"code\":\"upstream-timeout\"");
      assertThat(client.readRest().end()).isEqualTo(RawClient.End.CLOSED);
    } finally {
      never.countDown();
    }
  }

  @Test
  void anOriginThatDoesNotReadIsTheOneThatIsSlowOverHttp2() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    SECURE_ORIGIN.answerWith(Responders.gated(never::await, Responders.close()));
    String block = "a".repeat(BLOCK);
    try (H2RawClient client = http2()) {
      long window = 65_535;
      H2Frame frame = null;
      while (frame == null || frame.stream() != 1 || frame.type() == FrameType.WINDOW_UPDATE) {
        for (; window >= BLOCK; window -= BLOCK) {
          client.send(frame(FrameType.DATA, 0, 1, block));
        }
        frame = client.next();
        if (frame.stream() == 1 && frame.type() == FrameType.WINDOW_UPDATE) {
          window += value(frame.content());
        }
      }
      assertThat(client.lines(frame)).contains(":status=504");
    } finally {
      never.countDown();
    }
  }

  private static long value(String number) {
    long value = 0;
    for (int i = 0; i < number.length(); i++) {
      value = value << 8 | number.charAt(i);
    }
    return value;
  }

  @Test
  void aCallerThatDribblesIsServed() throws Exception {
    try (RawClient client = clear.client()) {
      client.send(
          Running.lines(
              "POST /v1/x HTTP/1.1", "Host: localhost", "Transfer-Encoding: chunked", ""));
      StringBuilder sent = new StringBuilder();
      for (long begun = System.nanoTime(); !isOver(begun); sent.append('a')) {
        client.send("1\r\na\r\n");
        moment();
      }
      client.send("0\r\n\r\n");
      assertThat(client.receive().orElseThrow().body()).isEqualTo(sent.toString());
    }
  }

  @Test
  void aCallerThatDribblesOverHttp2IsServed() throws Exception {
    try (H2RawClient client = http2()) {
      StringBuilder sent = new StringBuilder();
      for (long begun = System.nanoTime(); !isOver(begun); sent.append('a')) {
        client.send(frame(FrameType.DATA, 0, 1, "a"));
        moment();
      }
      client.send(frame(FrameType.DATA, END_STREAM, 1, ""));
      assertThat(client.nextSection(1)).contains(":status=200", "content-length=" + sent.length());
    }
  }
}
