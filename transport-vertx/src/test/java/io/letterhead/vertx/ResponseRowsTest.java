package io.letterhead.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import io.letterhead.conformance.EventStream;
import io.letterhead.conformance.OriginAnswer;
import io.letterhead.conformance.RawClient;
import io.letterhead.conformance.RawResponse;
import io.letterhead.conformance.RecordingOrigin;
import io.letterhead.conformance.Responder;
import io.letterhead.conformance.Responders;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The way of a response, row by row of the behaviour map (A80 to A84, A91 to A96); {@link
 * FailureRowsTest} has those of failures. None of the rows is without a test.
 */
final class ResponseRowsTest {

  private static final RecordingOrigin ORIGIN = RecordingOrigin.start();
  private static Running running;

  @BeforeAll
  static void start() {
    running = RowGateway.open(ORIGIN, Policies.allow("X-*"));
  }

  @AfterAll
  static void stop() {
    running.close();
  }

  @BeforeEach
  void forget() {
    ORIGIN.forget();
  }

  @Test
  void a80AnErrorOfTheProvidersComesAsItIs() throws Exception {
    String body = "{\"error\": {\"message\": \"Rate limit\",\"code\":null}}";
    for (int status : List.of(400, 401, 403, 404, 422, 429, 500, 503)) {
      RawResponse answer = answered(OriginAnswer.of(status).with("x-vllm", "error").withBody(body));
      assertThat(answer.status()).isEqualTo(status);
      assertThat(answer.values("x-vllm")).containsExactly("error");
      assertThat(answer.body()).isEqualTo(body);
    }
  }

  @Test
  void a81FieldsOfTheHopStayAndTheOthersPass() throws Exception {
    RawResponse answer =
        answered(
            Responders.raw(
                Running.lines(
                    "HTTP/1.1 200 OK",
                    "Connection: close, \tX-Hop\t",
                    "X-Hop: 1",
                    "Keep-Alive: timeout=5",
                    "Proxy-Connection: close",
                    "Proxy-Authenticate: Basic",
                    "Trailer: X-T",
                    "Upgrade: h2c",
                    "Server: uvicorn",
                    "X-Twice: 1",
                    "X-Twice: 2",
                    "Content-Length: 2",
                    "",
                    "{}")));
    for (String name :
        List.of(
            "X-Hop",
            "Keep-Alive",
            "Proxy-Connection",
            "Proxy-Authenticate",
            "Trailer",
            "Upgrade")) {
      assertThat(answer.values(name)).as(name).isEmpty();
    }
    assertThat(answer.values("Server")).containsExactly("uvicorn");
    assertThat(answer.values("X-Twice")).containsExactly("1", "2");
    assertThat(answer.values("Content-Length")).containsExactly("2");
  }

  @Test
  void a82AnAnswerThatIsNoStreamIsNoneThoughOneWasAskedFor() throws Exception {
    ORIGIN.answerWith(
        OriginAnswer.of(400).with("Content-Type", "application/json").withBody("{\"error\":{}}"));
    RawResponse answer =
        running.exchange(
            Running.post("/vllm/v1/x", "{\"stream\":true}", "Accept: text/event-stream"));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.values("Content-Type")).containsExactly("application/json");
    assertThat(answer.values("Content-Length")).containsExactly("12");
    assertThat(answer.body()).isEqualTo("{\"error\":{}}");
  }

  @Test
  void a83AStreamComesByteForByteAsSoonAsItIsSent() throws Exception {
    List<String> pieces =
        List.of(
            ": comment\n\n", "id: 1\r\ndata: a\r\n\r\n", "data: hal", "f\n\n", "data: [DONE]\n\n");
    EventStream events = EventStream.open();
    ORIGIN.answerWith(events);
    try (RawClient client = running.client()) {
      client.send(Running.get("/vllm/v1/x"));
      RawResponse head = client.receiveHead().orElseThrow();
      assertThat(head.values("Content-Length")).isEmpty();
      assertThat(head.values("X-Accel-Buffering")).isEmpty();
      for (String piece : pieces) {
        events.sendRaw(piece);
        String chunk = Integer.toHexString(piece.length()) + "\r\n" + piece + "\r\n";
        assertThat(client.readUntil(piece + "\r\n")).isEqualTo(chunk);
      }
      events.end();
      assertThat(client.readUntil("0\r\n\r\n")).isEqualTo("0\r\n\r\n");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Content-Length: 10", "Transfer-Encoding: chunked"})
  void a84AnAnswerThatIsNoStreamIsNotHeldBackEither(String framing) throws Exception {
    String first = framing.endsWith("chunked") ? "3\r\nabc\r\n" : "abc";
    ORIGIN.answerWith(
        Responders.raw(
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                + framing
                + "\r\n\r\n"
                + first));
    try (RawClient client = running.client()) {
      client.send(Running.get("/vllm/v1/x"));
      assertThat(client.receiveHead().orElseThrow().status()).isEqualTo(200);
      assertThat(client.readUntil("abc")).endsWith("abc");
    }
  }

  @Test
  void a91WhatIsNoJsonIsForTheProviderToSay() throws Exception {
    ORIGIN.answerWith(Responders.echo());
    RawResponse answer = running.exchange(Running.post("/vllm/v1/responses", "{\"model\":"));
    assertThat(answer.body()).isEqualTo("{\"model\":");
  }

  @Test
  void a92AnErrorKeepsItsTypeAndItsAdvice() throws Exception {
    RawResponse answer =
        answered(
            OriginAnswer.of(429)
                .with("Content-Type", "text/plain")
                .with("Retry-After", "7")
                .with("X-Request-Id", "req_1")
                .with("X-RateLimit-Remaining-Tokens", "0")
                .withBody("slow down"));
    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.values("Content-Type")).containsExactly("text/plain");
    assertThat(answer.values("Retry-After")).containsExactly("7");
    assertThat(answer.values("X-Request-Id")).containsExactly("req_1");
    assertThat(answer.values("X-RateLimit-Remaining-Tokens")).containsExactly("0");
    assertThat(answer.body()).isEqualTo("slow down");
  }

  @Test
  void a93AStreamsFieldsAndTheErrorsInItAreTheProvidersOwn() throws Exception {
    String events = "data: {\"type\":\"error\",\"status\":429}\n\ndata: [DONE]\n\n";
    RawResponse answer =
        answered(
            OriginAnswer.of(200)
                .with("Content-Type", "text/event-stream; charset=utf-8")
                .with("Cache-Control", "no-cache")
                .with("X-Accel-Buffering", "no")
                .withBody(events));
    assertThat(answer.values("Content-Type")).containsExactly("text/event-stream; charset=utf-8");
    assertThat(answer.values("Cache-Control")).containsExactly("no-cache");
    assertThat(answer.values("X-Accel-Buffering")).containsExactly("no");
    assertThat(answer.body()).isEqualTo(events);
  }

  @Test
  void a95WhatTheBodySaysDoesNotChangeWhichFieldsPass() throws Exception {
    for (String body :
        List.of(
            "{}", "{\"store\":true}", "{\"store\":false}", "{\"previous_response_id\":\"r\"}")) {
      ORIGIN.forget();
      running.exchange(Running.post("/vllm/v1/responses", body, "X-Tenant: t"));
      assertThat(RowGateway.received(ORIGIN).values("X-Tenant")).containsExactly("t");
    }
  }

  @Test
  void a96SmallWritesAreNotHeldBack() {
    assertThat(PolicyHandler.serverOptions(Limits.defaults()).isTcpNoDelay()).isTrue();
  }

  private static RawResponse answered(Responder responder) throws Exception {
    ORIGIN.answerWith(responder);
    return running.exchange(Running.post("/vllm/v1/x", "{}"));
  }
}
