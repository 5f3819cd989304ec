package io.letterhead.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import io.letterhead.conformance.OriginAnswer;
import io.letterhead.conformance.RawClient;
import io.letterhead.conformance.RawResponse;
import io.letterhead.conformance.RecordingOrigin;
import io.letterhead.conformance.Responders;
import io.letterhead.conformance.WireMessage;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What leaves for the origin and what comes back, where all is well. */
final class ForwardingTest {

  private static final RecordingOrigin ORIGIN = RecordingOrigin.start();
  private static Running running;

  @BeforeAll
  static void start() {
    running = Running.start(ORIGIN);
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
  void aCallerCannotReplaceTheKey() throws Exception {
    RawResponse response =
        running.exchange(
            Running.get(
                "/anthropic/v1/models",
                "x-api-key: evil",
                "X_Api_Key: evil",
                "Authorization: Bearer evil",
                "anthropic-beta: a"));
    assertThat(response.status()).isEqualTo(200);
    assertThat(response.body()).isEqualTo("fine");
    WireMessage received = ORIGIN.awaitRequests(1, Running.LIMIT).get(0);
    assertThat(received.head())
        .isEqualTo(
            "GET /v1/models HTTP/1.1\r\nHost: "
                + ORIGIN.authority()
                + "\r\nanthropic-beta: a\r\nx-api-key: "
                + Policies.SECRET
                + "\r\n\r\n");
  }

  @Test
  void theOnlyProviderHasEveryPath() throws Exception {
    running.exchange(Running.get("/v1/models?limit=2"));
    assertThat(ORIGIN.awaitRequests(1, Running.LIMIT).get(0).target())
        .isEqualTo("/v1/models?limit=2");
  }

  @Test
  void aBodyOfKnownLengthIsSentWithItsLength() throws Exception {
    running.exchange(Running.post("/v1/messages", "{\"a\":1}", "Content-Type: application/json"));
    WireMessage received = ORIGIN.awaitRequests(1, Running.LIMIT).get(0);
    assertThat(received.framing()).isEqualTo(WireMessage.Framing.CONTENT_LENGTH);
    assertThat(received.content()).isEqualTo("{\"a\":1}");
    assertThat(received.values("Content-Type")).containsExactly("application/json");
  }

  @Test
  void aChunkedBodyIsSentChunkedWithoutItsTrailersAndExtensions() throws Exception {
    RawResponse response =
        running.exchange(
            Running.lines(
                "POST /v1/messages HTTP/1.1",
                "Host: localhost",
                "Transfer-Encoding: chunked",
                "Trailer: x-api-key",
                "",
                "5;a=b",
                "hello",
                "1",
                "!",
                "0",
                "x-api-key: evil",
                ""));
    assertThat(response.status()).isEqualTo(200);
    WireMessage received = ORIGIN.awaitRequests(1, Running.LIMIT).get(0);
    assertThat(received.framing()).isEqualTo(WireMessage.Framing.CHUNKED);
    assertThat(received.content()).isEqualTo("hello!");
    assertThat(received.trailers()).isEmpty();
    assertThat(received.values("Trailer")).isEmpty();
  }

  @Test
  void manyRequestsGoOverOneConnectionEachWay() throws Exception {
    int before = ORIGIN.connections();
    try (RawClient client = running.client()) {
      for (int i = 0; i < 20; i++) {
        client.send(Running.post("/v1/n", "body " + i));
        assertThat(client.receive().orElseThrow().body()).isEqualTo("fine");
      }
    }
    assertThat(ORIGIN.awaitRequests(20, Running.LIMIT)).hasSize(20);
    assertThat(ORIGIN.connections() - before).isLessThanOrEqualTo(1);
  }

  @Test
  void pipelinedRequestsAreAnsweredInOrder() throws Exception {
    ORIGIN.answerWith(Responders.echo());
    try (RawClient client = running.client()) {
      client.send(
          Running.post("/v1/a", "first") + Running.post("/v1/b", "second") + Running.get("/v1/c"));
      assertThat(client.receive().orElseThrow().body()).isEqualTo("first");
      assertThat(client.receive().orElseThrow().body()).isEqualTo("second");
      assertThat(client.receive().orElseThrow().body()).isEmpty();
    }
  }

  @Test
  void theResponseIsCleanedAndFramedAfresh() throws Exception {
    ORIGIN.answerWith(
        Responders.raw(
            Running.lines(
                "HTTP/1.1 200 Reason with " + Policies.SECRET,
                "Transfer-Encoding: chunked",
                "Connection: keep-alive, X-Hop",
                "X-Hop: 1",
                "Keep-Alive: timeout=5",
                "WWW-Authenticate: Basic",
                "Set-Cookie: a=b",
                "Echo: " + Policies.SECRET,
                "Trailer: X-T",
                "X-Kept: yes",
                "",
                "3",
                "abc",
                "0",
                "X-T: trailed",
                "")));
    RawResponse response = running.exchange(Running.get("/v1/x"));
    assertThat(response.head())
        .isEqualTo(
            Running.lines(
                "HTTP/1.1 200 OK",
                "X-Kept: yes",
                "Cache-Control: private",
                "transfer-encoding: chunked",
                ""));
    assertThat(response.body()).isEqualTo("abc");
    assertThat(response.trailers()).isEmpty();
  }

  @Test
  void aRedirectIsReturnedAndNotFollowed() throws Exception {
    ORIGIN.answerWith(Responders.redirect(307, "http://{origin}/elsewhere"));
    RawResponse response = running.exchange(Running.post("/v1/x", "b"));
    assertThat(response.status()).isEqualTo(307);
    assertThat(response.values("Location"))
        .containsExactly("http://" + ORIGIN.authority() + "/elsewhere");
    assertThat(ORIGIN.requests()).hasSize(1);
  }

  @Test
  void aResponseToHeadHasALengthAndNoBody() throws Exception {
    try (RawClient client = running.client()) {
      client.send("HEAD /v1/x HTTP/1.1\r\nHost: localhost\r\n\r\n");
      RawResponse head = client.receiveHead().orElseThrow();
      assertThat(head.values("Content-Length")).containsExactly("4");
      client.send(Running.get("/v1/y"));
      assertThat(client.receive().orElseThrow().body()).isEqualTo("fine");
    }
  }

  @Test
  void noContentAndNotModifiedHaveNoFraming() throws Exception {
    for (int status : List.of(204, 304)) {
      ORIGIN.answerWith(OriginAnswer.of(status).with("ETag", "\"a\""));
      try (RawClient client = running.client()) {
        client.send(Running.get("/v1/x"));
        RawResponse response = client.receiveHead().orElseThrow();
        assertThat(response.status()).isEqualTo(status);
        assertThat(response.values("Content-Length")).isEmpty();
        assertThat(response.values("Transfer-Encoding")).isEmpty();
        ORIGIN.answerWith(OriginAnswer.of(200).withBody("fine"));
        client.send(Running.get("/v1/y"));
        assertThat(client.receive().orElseThrow().body()).isEqualTo("fine");
      }
    }
  }

  @Test
  void earlyHintsAreDropped() throws Exception {
    ORIGIN.answerWith(Responders.earlyHints(OriginAnswer.of(200).withBody("fine")));
    RawResponse response = running.exchange(Running.get("/v1/x"));
    assertThat(response.interim()).isEmpty();
    assertThat(response.body()).isEqualTo("fine");
  }

  @Test
  void theGatewayItselfAnswersAnExpectation() throws Exception {
    try (RawClient client = running.client()) {
      client.send(
          "POST /v1/x HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");
      assertThat(client.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 100 ");
      client.send("abc");
      assertThat(client.receive().orElseThrow().body()).isEqualTo("fine");
    }
    WireMessage received = ORIGIN.awaitRequests(1, Running.LIMIT).get(0);
    assertThat(received.values("Expect")).isEmpty();
    assertThat(received.content()).isEqualTo("abc");
  }

  @Test
  void aCallerOfHttp10IsNotToldToContinue() throws Exception {
    try (RawClient client = running.client()) {
      client.send(
          "POST /v1/x HTTP/1.0\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\nabc");
      assertThat(client.readRest().bytes()).matches("(?s)HTTP/1\\.[01] 200 .*fine");
    }
    assertThat(ORIGIN.awaitRequests(1, Running.LIMIT).get(0).content()).isEqualTo("abc");
  }

  @Test
  void aCallerOfHttp10GetsAnAnswerThatEndsWithTheConnection() throws Exception {
    ORIGIN.answerWith(
        Responders.raw(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"));
    try (RawClient client = running.client()) {
      client.send("GET /v1/x HTTP/1.0\r\nHost: localhost\r\n\r\n");
      RawClient.Rest rest = client.readRest();
      assertThat(rest.end()).isEqualTo(RawClient.End.CLOSED);
      assertThat(rest.bytes()).endsWith("\r\n\r\nabc").doesNotContain("hunked");
    }
  }
}
