package io.letterhead.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import io.letterhead.conformance.EventStream;
import io.letterhead.conformance.RawClient;
import io.letterhead.conformance.RawResponse;
import io.letterhead.conformance.RecordingOrigin;
import io.letterhead.conformance.Responder;
import io.letterhead.conformance.Responders;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Providers that fail, before they answer and within it, row by row of the behaviour map (A85 to
 * A90, A94). None of the rows is without a test.
 */
final class FailureRowsTest {

  private static final RecordingOrigin ORIGIN = RecordingOrigin.start();
  private static final Duration SOON = Duration.ofMillis(300);
  private static final String DELTA = "data: {\"type\":\"response.output_text.delta\"}\n\n";
  private static final String EVENTS =
      "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";

  private static Running running;

  @BeforeAll
  static void start() {
    running = RowGateway.open(ORIGIN);
  }

  @AfterAll
  static void stop() {
    running.close();
  }

  @Test
  void a85AProviderThatIsNotThereIs502() throws Exception {
    RecordingOrigin gone = RecordingOrigin.start();
    try (Running before = RowGateway.open(gone)) {
      gone.close();
      assertFailed(before.exchange(Running.get("/vllm/v1/models")), 502, "upstream-unreachable");
    }
  }

  @Test
  void a86AProviderThatDoesNotAnswerInTimeIs504() throws Exception {
    try (Running before = impatient(Responders.stall(), SOON, Running.LIMIT)) {
      assertFailed(before.exchange(Running.get("/vllm/v1/x")), 504, "upstream-timeout");
    }
  }

  @Test
  void a87ABodyThatStallsBreaksOffWhatHasBegun() throws Exception {
    Responder stalls = Responders.raw("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc");
    try (Running before = impatient(stalls, Running.LIMIT, SOON)) {
      RawResponse answer = before.exchange(Running.get("/vllm/v1/x"));
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo("abc");
      assertThat(answer.complete()).isFalse();
    }
  }

  @Test
  void a88AStreamThatEndsTooSoonAtTheProviderBreaksAtTheCaller() throws Exception {
    String chunk = Integer.toHexString(DELTA.length()) + "\r\n" + DELTA + "\r\n";
    RawResponse answer = answered(Responders.rawThenClose(EVENTS + chunk));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.complete()).isFalse();
    assertThat(answer.body()).isEqualTo(DELTA);
  }

  @Test
  void a88AStreamThatIsResetAtTheProviderBreaksAtTheCaller() throws Exception {
    EventStream events = EventStream.open();
    ORIGIN.answerWith(events);
    try (RawClient client = running.client()) {
      client.send(Running.get("/vllm/v1/x"));
      assertThat(client.receiveHead()).isPresent();
      events.sendRaw(DELTA);
      assertThat(client.readUntil(DELTA + "\r\n")).endsWith(DELTA + "\r\n");
      events.breakOff();
      RawClient.Rest rest = client.readRest();
      assertThat(rest.bytes()).isEmpty();
      assertThat(rest.end()).isNotEqualTo(RawClient.End.OPEN);
    }
  }

  @Test
  void a89TheTimesAreTheirsAndBoundSilenceNotLength() throws Exception {
    Timeouts defaults = Timeouts.defaults();
    assertThat(List.of(defaults.connect(), defaults.firstByte(), defaults.idle()))
        .containsExactly(Duration.ofSeconds(10), Duration.ofSeconds(300), Duration.ofSeconds(900));
    Duration idle = Duration.ofMillis(1500);
    EventStream events = EventStream.open();
    try (Running before = impatient(events, idle, idle);
        RawClient client = before.client()) {
      client.send(Running.get("/vllm/v1/x"));
      assertThat(client.receiveHead()).isPresent();
      long start = System.nanoTime();
      while (System.nanoTime() - start < idle.multipliedBy(4).dividedBy(3).toNanos()) {
        events.sendRaw(DELTA);
        assertThat(client.readUntil(DELTA + "\r\n")).endsWith(DELTA + "\r\n");
      }
      events.end();
      assertThat(client.readUntil("0\r\n\r\n")).isEqualTo("0\r\n\r\n");
    }
  }

  @Test
  void a90OurErrorsForClientsOfAnthropicAreInAnthropicsShape() throws Exception {
    RecordingOrigin gone = RecordingOrigin.start();
    try (Running before = RowGateway.open(gone)) {
      gone.close();
      JsonObject failed =
          anthropic(before.exchange(Running.post("/claude/v1/messages", "{}")), 502);
      assertThat(failed.getString("type")).isEqualTo("api_error");
      JsonObject wrong =
          anthropic(before.exchange(Running.get("/claude/v1/x", "Accept: \u00e9")), 400);
      assertThat(wrong.getString("type")).isEqualTo("invalid_request_error");
    }
  }

  @Test
  void a94AnErrorWhoseBodyStallsKeepsItsStatusAndFields() throws Exception {
    Responder stalls =
        Responders.raw("HTTP/1.1 429 Slow\r\nRetry-After: 7\r\nContent-Length: 9\r\n\r\n");
    try (Running before = impatient(stalls, Running.LIMIT, SOON)) {
      RawResponse answer = before.exchange(Running.get("/vllm/v1/x"));
      assertThat(answer.status()).isEqualTo(429);
      assertThat(answer.values("Retry-After")).containsExactly("7");
      assertThat(answer.complete()).isFalse();
    }
  }

  private static RawResponse answered(Responder responder) throws Exception {
    ORIGIN.answerWith(responder);
    return running.exchange(Running.post("/vllm/v1/x", "{}"));
  }

  private static Running impatient(Responder responder, Duration firstByte, Duration idle) {
    Timeouts timeouts = new Timeouts(Running.LIMIT, firstByte, idle, Running.LIMIT);
    return RowGateway.before(
        RecordingOrigin.start(responder), Running.config().withTimeouts(timeouts));
  }

  private static void assertFailed(RawResponse answer, int status, String code) {
    assertThat(RowGateway.code(answer, status)).isEqualTo(code);
    assertThat(answer.body()).doesNotContain("127.0.0.1").doesNotContain(RowGateway.SECRET);
  }

  private static JsonObject anthropic(RawResponse answer, int status) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(new JsonObject(answer.body()).getString("type")).isEqualTo("error");
    return new JsonObject(answer.body()).getJsonObject("error");
  }
}
