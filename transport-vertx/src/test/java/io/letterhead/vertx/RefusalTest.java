package io.letterhead.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import io.letterhead.conformance.OriginAnswer;
import io.letterhead.conformance.RawClient;
import io.letterhead.conformance.RawResponse;
import io.letterhead.conformance.RecordingOrigin;
import io.vertx.core.json.JsonObject;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused: its status, its envelope, and that the origin gets no byte of it. */
final class RefusalTest {

  private static final RecordingOrigin ORIGIN =
      RecordingOrigin.start(OriginAnswer.of(200).withBody("fine"));
  private static Running running;

  @BeforeAll
  static void start() {
    running = Running.of(ORIGIN, Running.config().withLimits(new Limits(100, 32 * 1024, 1000, 50)));
  }

  @AfterAll
  static void stop() {
    running.close();
  }

  @BeforeEach
  void forget() {
    ORIGIN.forget();
  }

  /** A request that comes after shows that the refused one has not just been slow. */
  @AfterEach
  void nothingArrived() throws Exception {
    assertThat(running.exchange(Running.get("/v1/after")).status()).isEqualTo(200);
    assertThat(ORIGIN.requests()).hasSize(1);
  }

  private static void assertRefused(RawResponse response, int status, String code) {
    assertThat(response.status()).isEqualTo(status);
    assertThat(response.values("Content-Type")).containsExactly("application/json");
    assertThat(response.values("Cache-Control")).containsExactly("no-store");
    JsonObject error = new JsonObject(response.body()).getJsonObject("error");
    assertThat(error.fieldNames()).containsExactlyInAnyOrder("message", "type", "param", "code");
    assertThat(error.getString("code")).isEqualTo(code);
    assertThat(error.getString("type"))
        .isEqualTo(
            status == 403
                ? "permission_error"
                : status < 500 ? "invalid_request_error" : "server_error");
  }

  private static void assertClosed(String request, int status, String code) throws Exception {
    try (RawClient client = running.client()) {
      client.sendInBackground(request.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
      RawResponse response = client.receive().orElseThrow();
      assertRefused(response, status, code);
      assertThat(response.values("Connection")).containsExactly("close");
      assertThat(client.readRest()).isEqualTo(new RawClient.Rest("", RawClient.End.CLOSED));
    }
  }

  @Test
  void connectAndTrace() throws Exception {
    RawResponse trace =
        running.exchange(Running.lines("TRACE /v1/x HTTP/1.1", "Host: localhost", ""));
    assertRefused(trace, 405, "method-refused");
    assertThat(trace.values("Allow")).hasSize(1);
    assertRefused(
        running.exchange(Running.lines("CONNECT evil:443 HTTP/1.1", "Host: localhost", "")),
        405,
        "method-refused");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://localhost/v1/x", "*", "localhost:80", "v1/x"})
  void everyFormOfTargetButThePath(String target) throws Exception {
    assertRefused(
        running.exchange(Running.lines("GET " + target + " HTTP/1.1", "Host: localhost", "")),
        400,
        "target-form");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Accept: */*",
        "Host: localhost\r\nHost: localhost",
        "Host:",
        "Host: a b",
        "Host: localhost, localhost",
        "Host: user@localhost",
        "Host: localhost:99999",
        "Host: localhost:8a",
        "Host: ::1",
        "Host: [::1",
        "Host: [localhost]",
        "Host: localhost/x",
        "Host: :80"
      })
  void aHostThatIsMissingRepeatedOrMalformed(String host) throws Exception {
    RawResponse response = running.exchange(Running.lines("GET /v1/x HTTP/1.1", host, ""));
    assertRefused(response, 400, "malformed-host");
    assertThat(new JsonObject(response.body()).getJsonObject("error").getString("param"))
        .isEqualTo("Host");
  }

  @ParameterizedTest
  @ValueSource(strings = {"evil.example", "10.0.0.1", "localhost.evil.example", "[2001:db8::1]"})
  void aHostThatIsNotOurs(String host) throws Exception {
    assertRefused(
        running.exchange(Running.lines("GET /v1/x HTTP/1.1", "Host: " + host, "")), 403, "host");
  }

  @Test
  void aWebPage() throws Exception {
    assertRefused(
        running.exchange(Running.get("/v1/x", "Origin: https://evil.example")), 403, "origin");
    assertRefused(running.exchange(Running.get("/v1/x", "Origin: null")), 403, "origin");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-A: v\r\n folded",
        "X-A : v",
        " X-A: v",
        ": v",
        "X-A",
        "X-A: a\rb",
        "X-A: a\0b",
        "X-A: a\u007fb",
        "X\u00e9: v",
        "X-A: v\nX-B: w"
      })
  void aMalformedHead(String field) throws Exception {
    String code = field.contains("\r\n ") || field.startsWith(" ") ? "obs-fold" : "malformed-head";
    assertClosed(Running.lines("GET /v1/x HTTP/1.1", "Host: localhost", field, ""), 400, code);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET  /v1/x HTTP/1.1",
        "GET /v1/x  HTTP/1.1",
        "GET /v1/x",
        "GET /v1 /x HTTP/1.1",
        "GET\t/v1/x HTTP/1.1",
        "G\u00cbT /v1/x HTTP/1.1",
        "GET /v1/\u00e9 HTTP/1.1",
        "GET /v1/x http/1.1",
        "GET /v1/x HTTP/1.10"
      })
  void aMalformedRequestLine(String line) throws Exception {
    assertClosed(Running.lines(line, "Host: localhost", ""), 400, "malformed-head");
  }

  @Test
  void anotherVersion() throws Exception {
    assertClosed(Running.lines("GET /v1/x HTTP/2.0", "Host: localhost", ""), 505, "http-version");
    assertClosed(Running.lines("PRI * HTTP/2.0", "", "SM", ""), 505, "http-version");
  }

  @Test
  void ambiguousFraming() throws Exception {
    String post = "POST /v1/x HTTP/1.1\r\nHost: localhost\r\n";
    String smuggled = Running.get("/v1/smuggled");
    assertClosed(post + "Transfer-Encoding: gzip\r\n\r\n" + smuggled, 501, "transfer-coding");
    assertClosed(
        post + "Transfer-Encoding: gzip, chunked\r\n\r\n" + smuggled, 501, "transfer-coding");
    assertClosed(post + "Transfer-Encoding: chunked, chunked\r\n\r\n" + smuggled, 400, "framing");
    assertClosed(
        post + "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n" + smuggled,
        400,
        "framing");
    assertClosed(
        post + "Content-Length: 1\r\nContent-Length: 1\r\n\r\n" + smuggled, 400, "framing");
    assertClosed(post + "Content-Length: +1\r\n\r\n" + smuggled, 400, "framing");
  }

  @Test
  void tooManyFieldsOrTooLargeAHead() throws Exception {
    String[] fields = IntStream.range(0, 100).mapToObj(i -> "X-F: " + i).toArray(String[]::new);
    assertClosed(Running.get("/v1/x", fields), 431, "head-too-large");
    assertClosed(Running.get("/v1/x", "X-L: " + "a".repeat(33_000)), 431, "head-too-large");
    assertClosed(Running.get("/" + "a".repeat(33_000)), 414, "target-too-long");
  }

  @Test
  void tooLargeABody() throws Exception {
    assertClosed(Running.post("/v1/x", "a".repeat(1001)), 413, "body-too-large");
    assertClosed(
        Running.lines("POST /v1/x HTTP/1.1", "Host: localhost", "Content-Length: 999999999999", ""),
        413,
        "body-too-large");
  }

  @Test
  void aCallerMayGoOnSendingWhileItReadsTheAnswer() throws Exception {
    try (RawClient client = running.client()) {
      client.send(
          Running.lines("POST /v1/x HTTP/1.1", "Host: localhost", "Content-Length: 5000000", ""));
      assertRefused(client.receive().orElseThrow(), 413, "body-too-large");
      for (int i = 0; i < 10; i++) {
        client.send("a".repeat(100_000));
      }
      assertThat(client.readRest().end()).isEqualTo(RawClient.End.CLOSED);
    }
  }

  @Test
  void anUnknownExpectation() throws Exception {
    assertRefused(running.exchange(Running.get("/v1/x", "Expect: magic")), 417, "expectation");
  }

  @Test
  void whatThePolicyRejects() throws Exception {
    assertRefused(
        running.exchange(Running.get("/v1/x", "anthropic-beta: \u00e9")), 400, "non-ascii");
    assertRefused(running.exchange(Running.get("/v1/%5c")), 400, "malformed-target");
  }

  @Test
  void aHandshakeThatIsNone() throws Exception {
    String[] fields = {"Connection: upgrade", "Upgrade: websocket"};
    assertClosed(Running.get("/v1/x", fields), 426, "websocket-version");
    assertClosed(
        Running.get(
            "/v1/x", fields[0], fields[1], "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: short"),
        400,
        "websocket-handshake");
    assertClosed(
        Running.get(
            "/v1/x",
            fields[0],
            fields[1],
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            "Content-Length: 1"),
        400,
        "websocket-handshake");
  }

  /**
   * Nothing is decoded behind it: on an open connection the next request would never be answered.
   */
  @Test
  void aHandshakeOfAWebPageEndsTheConnection() throws Exception {
    assertClosed(
        Running.get(
                "/v1/x",
                "Origin: https://evil.example",
                "Connection: upgrade",
                "Upgrade: websocket",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==")
            + Running.get("/v1/y"),
        403,
        "origin");
  }

  @Test
  void theConnectionServesOnAfterARefusalWithoutABody() throws Exception {
    try (RawClient client = running.client()) {
      client.send(Running.get("/v1/x", "Origin: https://evil.example"));
      assertRefused(client.receive().orElseThrow(), 403, "origin");
      client.send(Running.get("/v1/%5c"));
      assertRefused(client.receive().orElseThrow(), 400, "malformed-target");
    }
  }

  @Test
  void aRefusalOfAHeadRequestHasNoBody() throws Exception {
    try (RawClient client = running.client()) {
      client.send(Running.lines("HEAD /v1/%5c HTTP/1.1", "Host: localhost", ""));
      assertThat(client.receiveHead().orElseThrow().status()).isEqualTo(400);
      client.send(Running.get("/v1/x", "Origin: null"));
      assertRefused(client.receive().orElseThrow(), 403, "origin");
    }
  }

  @Test
  void whatComesBehindARefusedHeadIsNotServed() throws Exception {
    assertClosed(
        "GET /v1/x HTTP/1.1\r\nHost: localhost\r\n folded\r\n\r\n" + Running.get("/v1/y"),
        400,
        "obs-fold");
    assertClosed(
        Running.post("/v1/x", "a".repeat(1001)) + Running.get("/v1/y"), 413, "body-too-large");
  }

  @Test
  void aPipelinedRequestBeforeARefusedOneIsAnswered() throws Exception {
    try (RawClient client = running.client()) {
      client.send(
          Running.get("/v1/%5c") + "GET /v1/x HTTP/1.1\r\nHost: localhost\r\n folded\r\n\r\n");
      assertRefused(client.receive().orElseThrow(), 400, "malformed-target");
      assertRefused(client.receive().orElseThrow(), 400, "obs-fold");
      assertThat(client.readRest().end()).isEqualTo(RawClient.End.CLOSED);
    }
  }

  @Test
  void aHeadThatComesByteByByteIsCheckedTheSame() throws Exception {
    try (RawClient client = running.client()) {
      for (char c :
          "GET /v1/x HTTP/1.1\r\nHost: localhost\r\nX-A: v\r\n folded\r\n\r\n".toCharArray()) {
        client.send(String.valueOf(c));
      }
      assertRefused(client.receive().orElseThrow(), 400, "obs-fold");
    }
  }
}
