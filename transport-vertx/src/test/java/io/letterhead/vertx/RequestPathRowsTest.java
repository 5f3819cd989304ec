package io.letterhead.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import io.letterhead.conformance.EventStream;
import io.letterhead.conformance.OriginAnswer;
import io.letterhead.conformance.RawClient;
import io.letterhead.conformance.RawResponse;
import io.letterhead.conformance.RecordingOrigin;
import io.letterhead.conformance.Responders;
import io.letterhead.conformance.WireMessage;
import io.letterhead.policy.Operand;
import io.letterhead.policy.Rule;
import io.letterhead.policy.Terms;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The way of a request, row by row of the behaviour map (A40 to A53): what this gateway does where
 * others do the same, otherwise, or wrong. None of the rows is without a test.
 */
final class RequestPathRowsTest {

  private static final RecordingOrigin ORIGIN = RecordingOrigin.start();
  private static final String TRACE =
      "traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
  private static Running running;

  @BeforeAll
  static void start() {
    Rule tracing =
        new Rule.Allow(
            ImmutableList.of(Operand.Group.of("@tracing")), ImmutableList.of(), Terms.IN_CODE);
    running = RowGateway.open(ORIGIN, Policies.allow("X-*", "Via"), tracing);
  }

  @AfterAll
  static void stop() {
    running.close();
  }

  @BeforeEach
  void forget() {
    ORIGIN.forget();
    ORIGIN.answerWith(OriginAnswer.of(200).withBody("fine"));
  }

  @Test
  void a40OnlyPathsOfProvidersAreServedAndEveryMethodButTwo() throws Exception {
    assertThat(RowGateway.code(running.exchange(Running.get("/v1/responses")), 404))
        .isEqualTo("no-provider");
    assertThat(RowGateway.code(running.exchange(Running.get("/vllmx/v1/responses")), 404))
        .isEqualTo("no-provider");
    for (String method : List.of("TRACE", "CONNECT")) {
      assertThat(RowGateway.code(send(method, "/vllm/v1/responses"), 405))
          .isEqualTo("method-refused");
    }
    assertThat(ORIGIN.requests()).isEmpty();
    for (String method : List.of("GET", "POST", "DELETE", "PATCH", "QUERY")) {
      assertThat(send(method, "/vllm/v1/responses").status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/conversations/c/items",
        "/v1/chat/completions",
        "/v1/completions",
        "/v1/models",
        "/v1/messages",
        "/v1/messages/count_tokens",
        "/v1/responses/compact",
        "/v1/responses/resp_1",
        "/v1/of-next-year",
        "/health"
      })
  void a41NoPathOfAProviderNeedsToBeKnownHere(String path) throws Exception {
    assertThat(running.exchange(Running.get("/vllm" + path)).status()).isEqualTo(200);
    assertThat(RowGateway.received(ORIGIN).target()).isEqualTo("/vllm" + path);
  }

  @Test
  void a42TheQueryIsSentAsItCame() throws Exception {
    String query = "?beta=true&a=%2f%41&a=&b;c=d+e&=";
    running.exchange(Running.get("/vllm/v1/x" + query));
    assertThat(RowGateway.received(ORIGIN).target()).isEqualTo("/vllm/v1/x" + query);
  }

  @Test
  void a43TheBodyIsSentByteForByte() throws Exception {
    String body = " {\"a\" :1,\t\"a\":2, \"unknown\": \"\u00e9\\u0000\" }\r\n\n";
    running.exchange(Running.post("/vllm/v1/x", body, "Content-Type: application/json"));
    assertThat(RowGateway.received(ORIGIN).content()).isEqualTo(body);
  }

  @Test
  void a44ABodyOverTenMebibytesIs413BeforeTheProviderIsCalled() throws Exception {
    int before = ORIGIN.connections();
    RawResponse refused =
        running.exchange(
            Running.lines(
                "POST /plain/v1/x HTTP/1.1",
                "Host: localhost",
                "Content-Length: " + (10 * 1024 * 1024 + 1),
                ""));
    assertThat(RowGateway.code(refused, 413)).isEqualTo("body-too-large");
    assertThat(ORIGIN.requests()).isEmpty();
    assertThat(ORIGIN.connections()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"stream\":true}", "{\"stream\":\"true\"}", "{\"stream\":1}", "{\"stream\":"})
  void a45WhetherToStreamIsNotGuessedFromTheBody(String body) throws Exception {
    EventStream events = EventStream.open();
    ORIGIN.answerWith(events);
    try (RawClient client = running.client()) {
      client.send(Running.post("/vllm/v1/x", body));
      assertThat(client.receiveHead()).isPresent();
      events.send("one");
      assertThat(client.readUntil("\n\n\r\n")).endsWith("data: one\n\n\r\n");
      events.end();
      assertThat(client.readUntil("0\r\n\r\n")).isEqualTo("0\r\n\r\n");
    }
    assertThat(RowGateway.received(ORIGIN).content()).isEqualTo(body);
  }

  @Test
  void a46FieldsOfTheHopStayAndTheOthersPassAsTheyAre() throws Exception {
    running.exchange(
        Running.get(
            "/vllm/v1/x",
            "Keep-Alive: 5",
            "Proxy-Connection: keep-alive",
            "Proxy-Authenticate: Basic",
            "Proxy-Authorization: Basic YTpi",
            "TE: trailers",
            "Trailer: X-T",
            "Trailers: X-T",
            "Upgrade: h2c",
            "Cookie: a=b",
            "X-Odd:  a  b\t;c=\"d\" "));
    WireMessage received = RowGateway.received(ORIGIN);
    assertThat(received.head())
        .isEqualTo(
            Running.lines(
                "GET /vllm/v1/x HTTP/1.1",
                "Host: " + ORIGIN.authority(),
                "X-Odd: a  b\t;c=\"d\"",
                "Authorization: Bearer " + RowGateway.SECRET,
                ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"X Bad: 1", "X-Bad\u00e9: 1", "X-Bad: a\u0001b", "X-Bad: a\u007fb", ": 1"})
  void a46WhatIsNoFieldIsRejectedAndNotSkipped(String line) throws Exception {
    assertThat(running.exchange(Running.get("/vllm/v1/x", line)).status()).isEqualTo(400);
    assertThat(ORIGIN.requests()).isEmpty();
  }

  @Test
  void a47RepeatedFieldsAreAllKept() throws Exception {
    running.exchange(Running.get("/vllm/v1/x", "X-A: 1", "x-a: 2", "X-B: 0", "X-A: 1", "X-A:"));
    assertThat(RowGateway.received(ORIGIN).values("X-A")).containsExactly("1", "2", "1", "");
  }

  @Test
  void a48EveryFieldThatAnyConnectionLineNominatesStays() throws Exception {
    running.exchange(
        Running.get(
            "/vllm/v1/x",
            "Connection: keep-alive, \tX-Hop\t,,x-three",
            "X-Hop: 1",
            "X-Two: 2",
            "X-Three: 3",
            "X-Kept: 4",
            "Connection: x-two, Authorization"));
    WireMessage received = RowGateway.received(ORIGIN);
    assertThat(received.values("X-Kept")).containsExactly("4");
    for (String name : List.of("X-Hop", "X-Two", "X-Three", "Connection", "Keep-Alive")) {
      assertThat(received.valuesFolded(name)).as(name).isEmpty();
    }
  }

  @Test
  void a49CodingsAreTheCallersToChoose() throws Exception {
    ORIGIN.answerWith(
        OriginAnswer.of(200).with("Content-Encoding", "gzip").withBody("\u001f\u008b\b\u00ff"));
    RawResponse answer = running.exchange(Running.get("/vllm/v1/x", "Accept-Encoding: br, gzip"));
    assertThat(RowGateway.received(ORIGIN).values("Accept-Encoding")).containsExactly("br, gzip");
    assertThat(answer.values("Content-Encoding")).containsExactly("gzip");
    assertThat(answer.body()).isEqualTo("\u001f\u008b\b\u00ff");
  }

  @Test
  void a50ATraceIsContinuedWhereThePolicySaysSoAndNowhereElse() throws Exception {
    running.exchange(Running.get("/vllm/v1/x", TRACE, "tracestate: a=b"));
    WireMessage allowed = RowGateway.received(ORIGIN);
    assertThat(TRACE).endsWith(allowed.values("traceparent").get(0));
    assertThat(allowed.values("traceparent")).hasSize(1);
    assertThat(allowed.values("tracestate")).containsExactly("a=b");

    ORIGIN.forget();
    running.exchange(Running.get("/plain/v1/x", TRACE, "tracestate: a=b"));
    WireMessage unlisted = RowGateway.received(ORIGIN);
    assertThat(unlisted.valuesFolded("traceparent")).isEmpty();
    assertThat(unlisted.valuesFolded("tracestate")).isEmpty();
  }

  @Test
  void a51NoClaimOfWhereARequestCameFromIsTakenFromTheCaller() throws Exception {
    List<String> claims =
        List.of(
            "X-Forwarded-For",
            "X-Forwarded-Host",
            "X-Forwarded-Proto",
            "X_Forwarded_For",
            "X-Real-IP",
            "X-Client-IP",
            "Forwarded",
            "True-Client-IP",
            "CF-Connecting-IP");
    for (String name : claims) {
      ORIGIN.forget();
      running.exchange(Running.get("/vllm/v1/x", name + ": 192.0.2.1", "X-Kept: 1"));
      WireMessage received = RowGateway.received(ORIGIN);
      assertThat(received.valuesFolded(name)).as(name).isEmpty();
      assertThat(received.values("X-Kept")).containsExactly("1");
    }
  }

  @Test
  void a52ARedirectIsTheCallersToFollow() throws Exception {
    try (RecordingOrigin elsewhere = RecordingOrigin.start()) {
      for (int status : List.of(301, 302, 303, 307, 308)) {
        ORIGIN.answerWith(Responders.redirect(status, elsewhere.uri() + "/login"));
        RawResponse answer = running.exchange(Running.post("/vllm/v1/x", "b"));
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.values("Location")).containsExactly(elsewhere.uri() + "/login");
      }
      assertThat(elsewhere.connections()).isZero();
    }
    assertThat(ORIGIN.requests()).hasSize(5);
  }

  @Test
  void a53AConnectionServesOnAfterAStreamAsAfterAnyAnswer() throws Exception {
    try (RawClient client = running.client()) {
      for (int i = 0; i < 3; i++) {
        EventStream events = EventStream.open();
        events.end();
        ORIGIN.answerWith(Responders.inTurn(events, OriginAnswer.of(200)));
        client.send(Running.get("/vllm/v1/x"));
        assertThat(client.receive().orElseThrow().complete()).isTrue();
        client.send(Running.get("/vllm/v1/x"));
        assertThat(client.receive().orElseThrow().complete()).isTrue();
      }
    }
    assertThat(ORIGIN.requests().stream().map(WireMessage::connection).distinct()).hasSize(1);
  }

  private static RawResponse send(String method, String path) throws Exception {
    return running.exchange(
        Running.lines(
            method + " " + path + " HTTP/1.1", "Host: localhost", "Content-Length: 0", ""));
  }
}
