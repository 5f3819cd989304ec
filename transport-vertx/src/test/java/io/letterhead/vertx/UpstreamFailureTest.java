package io.letterhead.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import io.letterhead.conformance.OriginAnswer;
import io.letterhead.conformance.RawClient;
import io.letterhead.conformance.RawResponse;
import io.letterhead.conformance.RecordingOrigin;
import io.letterhead.conformance.Responder;
import io.letterhead.conformance.Responders;
import io.letterhead.conformance.WireMessage;
import io.letterhead.policy.PolicyGeneration;
import io.letterhead.policy.Provider;
import io.letterhead.policy.ProviderPolicy;
import io.vertx.core.json.JsonObject;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An origin that fails: 502 or 504 with the envelope, and the gateway goes on. */
final class UpstreamFailureTest {

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

  private static void assertFails(RawResponse response, int status, String code) {
    assertThat(response.status()).isEqualTo(status);
    JsonObject error = new JsonObject(response.body()).getJsonObject("error");
    assertThat(error.getString("code")).isEqualTo(code);
    assertThat(error.getString("type")).isEqualTo("server_error");
  }

  private static RawResponse behind(PolicyGeneration generation, Timeouts timeouts)
      throws Exception {
    try (Running other =
        Running.of(
            RecordingOrigin.start(),
            Running.config().withTimeouts(timeouts),
            generation,
            DecisionListener.none())) {
      return other.exchange(Running.get("/v1/x"));
    }
  }

  @Test
  void anOriginThatIsNotThere() throws Exception {
    int port;
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = closed.getLocalPort();
    }
    assertFails(
        behind(Policies.anthropic("http://127.0.0.1:" + port), Running.TIMEOUTS),
        502,
        "upstream-unreachable");
  }

  @Test
  void anOriginThatBreaksTheConnection() throws Exception {
    for (Responder responder : new Responder[] {Responders.close(), Responders.reset()}) {
      ORIGIN.answerWith(responder);
      assertFails(running.exchange(Running.post("/v1/x", "b")), 502, "upstream-unreachable");
    }
  }

  @Test
  void anOriginWithoutTls() throws Exception {
    assertFails(
        behind(Policies.anthropic("https://" + ORIGIN.authority()), Running.TIMEOUTS),
        502,
        "upstream-unreachable");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\na",
        "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n",
        "HTTP/1.1 200 OK\r\nX-A: a\0b\r\n\r\n",
        "HTTP/1.1 102 Processing\r\n\r\n",
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\n\r\n",
        "HTTP/1.1 099 OK\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 777 OK\r\nContent-Length: 0\r\n\r\n",
        "HTTP/2.0 200 OK\r\nContent-Length: 0\r\n\r\n",
        "sk-canary-4f2a8b6c1d\r\n\r\n",
      })
  void aMalformedResponse(String response) throws Exception {
    ORIGIN.answerWith(Responders.rawThenClose(response));
    RawResponse answer = running.exchange(Running.post("/v1/x", "b"));
    assertThat(answer.status()).isEqualTo(502);
    assertThat(answer.head() + answer.body()).doesNotContain(Policies.SECRET);
    assertThat(answer.complete()).isTrue();
  }

  @Test
  void anOriginThatDoesNotAnswer() throws Exception {
    ORIGIN.answerWith(Responders.stall());
    Timeouts short1 =
        new Timeouts(
            Duration.ofSeconds(5),
            Duration.ofMillis(200),
            Duration.ofSeconds(15),
            Duration.ofSeconds(10));
    assertFails(
        behind(Policies.anthropic(ORIGIN.uri().toString()), short1), 504, "upstream-timeout");
  }

  @Test
  void anOriginThatFallsSilent() throws Exception {
    ORIGIN.answerWith(Responders.raw("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc"));
    PolicyGeneration generation = Policies.anthropic(ORIGIN.uri().toString());
    Timeouts silent =
        new Timeouts(
            Duration.ofSeconds(5),
            Duration.ofSeconds(15),
            Duration.ofMillis(200),
            Duration.ofSeconds(10));
    RawResponse response = behind(generation, silent);
    assertThat(response.status()).isEqualTo(200);
    assertThat(response.complete()).isFalse();
  }

  @Test
  void anOriginThatDoesNotAccept() throws Exception {
    // A full backlog: the handshake of the next connection gets no answer.
    try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        RawClient one = RawClient.connect("127.0.0.1", deaf.getLocalPort(), Duration.ofSeconds(5));
        RawClient two =
            RawClient.connect("127.0.0.1", deaf.getLocalPort(), Duration.ofSeconds(5))) {
      assertThat(one).isNotSameAs(two);
      Timeouts soon =
          new Timeouts(
              Duration.ofMillis(300),
              Duration.ofSeconds(15),
              Duration.ofSeconds(15),
              Duration.ofSeconds(10));
      assertFails(
          behind(Policies.anthropic("http://127.0.0.1:" + deaf.getLocalPort()), soon),
          504,
          "upstream-timeout");
    }
  }

  @Test
  void aRequestIsSentAgainWhereThePooledConnectionWasClosed() throws Exception {
    ORIGIN.forget();
    ORIGIN.answerWith(
        Responders.inTurn(
            OriginAnswer.of(200), Responders.close(), OriginAnswer.of(200).withBody("again")));
    try (RawClient client = running.client()) {
      client.send(Running.get("/v1/x"));
      assertThat(client.receive().orElseThrow().status()).isEqualTo(200);
      client.send(Running.get("/v1/x"));
      assertThat(client.receive().orElseThrow().body()).isEqualTo("again");
    }
    assertThat(ORIGIN.requests()).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"200 OK", "204 No Content", "304 Not Modified"})
  void contentWhereThereIsNoneIsNotTakenForTheNextResponse(String status) throws Exception {
    String method = status.startsWith("200") ? "HEAD" : "GET";
    ORIGIN.answerWith(
        Responders.inTurn(
            Responders.raw("HTTP/1.1 " + status + "\r\nContent-Length: 4\r\n\r\nHTTP"),
            OriginAnswer.of(200).withBody("fine")));
    try (RawClient client = running.client()) {
      client.send(Running.lines(method + " /v1/x HTTP/1.1", "Host: localhost", ""));
      assertThat(client.receiveHead().orElseThrow().status())
          .isEqualTo(Integer.parseInt(status.substring(0, 3)));
      client.send(Running.post("/v1/x", "b"));
      assertThat(client.receive().orElseThrow().body()).isEqualTo("fine");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "H",
        "HTTP/1.1 200 OK\r\nX-Poison: 1\r\nX-A:",
        "HTTP/1.1 200 OK\r\nX-Poison: 1\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 103 Early Hints\r\nX-Poison: 1\r\n",
        "\r\n\r\nHTTP/1.1 200 OK\r\nX-Poison"
      })
  void whatComesBehindAResponseIsNotTakenForTheNextOne(String surplus) throws Exception {
    for (String whole :
        new String[] {
          "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nfine",
          "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nfine\r\n0\r\n\r\n"
        }) {
      ORIGIN.answerWith(
          Responders.inTurn(
              Responders.raw(whole + surplus), OriginAnswer.of(200).withBody("next")));
      try (RawClient client = running.client()) {
        client.send(Running.post("/v1/x", "a"));
        assertThat(client.receive().orElseThrow().body()).isEqualTo("fine");
        client.send(Running.post("/v1/x", "b"));
        RawResponse next = client.receive().orElseThrow();
        assertThat(next.body()).isEqualTo("next");
        assertThat(next.values("X-Poison")).isEmpty();
      }
    }
  }

  @Test
  void aConnectionIsUsedAgainBehindEveryKindOfWholeResponse() throws Exception {
    ORIGIN.forget();
    ORIGIN.answerWith(
        Responders.inTurn(
            OriginAnswer.of(200).withBody("fine"),
            Responders.raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
            Responders.earlyHints(OriginAnswer.of(200).withBody("fine")),
            OriginAnswer.of(204),
            Responders.raw("HTTP/1.1 304 Not Modified\r\nContent-Length: 4\r\n\r\n"),
            OriginAnswer.of(200)));
    try (RawClient client = running.client()) {
      for (int i = 0; i < 6; i++) {
        client.send(Running.get("/v1/x"));
        assertThat(client.receive()).isPresent();
      }
    }
    List<Integer> used = ORIGIN.requests().stream().map(WireMessage::connection).toList();
    assertThat(used).hasSize(6).containsOnly(used.get(0));
  }

  @Test
  void aSecretThatIsMissing() throws Exception {
    RecordingOrigin origin = RecordingOrigin.start();
    PolicyGeneration generation =
        Policies.resolve(Policies.anthropicPolicy(origin.uri().toString()), Map.of());
    try (Running other =
        Running.of(origin, Running.config(), generation, DecisionListener.none())) {
      assertFails(other.exchange(Running.get("/v1/x")), 503, "secret");
      assertThat(origin.connections()).isZero();
    }
  }

  @Test
  void aCredentialGoesInCleartextToLoopbackAddressesOnly() {
    ProviderPolicy provider = only(Policies.anthropic("http://localhost"));
    assertThat(Upstreams.mayCarry(provider, "127.0.0.1")).isTrue();
    assertThat(Upstreams.mayCarry(provider, "127.8.9.1")).isTrue();
    assertThat(Upstreams.mayCarry(provider, "0:0:0:0:0:0:0:1")).isTrue();
    assertThat(Upstreams.mayCarry(provider, "192.0.2.1")).isFalse();
    assertThat(Upstreams.mayCarry(provider, "::ffff:192.0.2.1")).isFalse();
    assertThat(Upstreams.mayCarry(provider, "localhost")).isFalse();
    assertThat(Upstreams.mayCarry(provider, null)).isFalse();
    assertThat(Upstreams.mayCarry(only(Policies.anthropic("https://localhost")), "192.0.2.1"))
        .isTrue();
    Provider open =
        Policies.cleartext(
            Policies.provider("p", "http://plain.example", Policies.inject("x-api-key", "s")));
    assertThat(
            Upstreams.mayCarry(only(Policies.generation(Map.of("s", "secret"), open)), "192.0.2.1"))
        .isTrue();
    Provider keyless = Policies.provider("p", "http://plain.example");
    assertThat(Upstreams.mayCarry(only(Policies.generation(Map.of(), keyless)), "192.0.2.1"))
        .isTrue();
  }

  private static ProviderPolicy only(PolicyGeneration generation) {
    return generation.policy().providers().values().iterator().next();
  }
}
