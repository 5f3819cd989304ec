package io.letterhead.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import io.letterhead.conformance.H2Answer;
import io.letterhead.conformance.H2Field;
import io.letterhead.conformance.H2Message;
import io.letterhead.conformance.H2RecordingOrigin;
import io.letterhead.conformance.RawClient;
import io.letterhead.conformance.RawResponse;
import io.letterhead.vertx.tls.UpstreamTls;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * HTTP/2 to the origin, frame by frame: what reaches it, and what of its answers reaches callers.
 */
final class Http2BehindTest {

  private static final H2RecordingOrigin ORIGIN = H2RecordingOrigin.startTls(Certificates.LOCAL);
  private static Gateway gateway;

  @BeforeAll
  static void start() {
    UpstreamTls tls =
        new UpstreamTls(
            Optional.of(Certificates.trust(Certificates.LOCAL)), Optional.empty(), true);
    gateway =
        Running.gateway(
            Running.config().toBuilder().upstreams(ImmutableMap.of("anthropic", tls)).build(),
            Policies.anthropic(ORIGIN.uri().toString()),
            DecisionListener.none());
  }

  @AfterAll
  static void stop() {
    Running.drain(gateway);
    ORIGIN.close();
  }

  @BeforeEach
  void forget() {
    ORIGIN.forget();
    ORIGIN.answerWith(H2Answer.of(200).withBody("fine"));
  }

  private static RawClient client() throws IOException {
    return RawClient.connect("127.0.0.1", gateway.port(), Running.LIMIT);
  }

  private static RawResponse exchange(String request) throws IOException {
    try (RawClient client = client()) {
      client.send(request);
      return client.receive().orElseThrow();
    }
  }

  private static H2Message only() throws InterruptedException {
    List<H2Message> requests = ORIGIN.awaitRequests(1, Running.LIMIT);
    assertThat(requests).hasSize(1);
    return requests.get(0);
  }

  @Test
  void aRequestHasItsFourPseudoFieldsAndNothingOfTheConnection() throws Exception {
    RawResponse response =
        exchange(
            Running.get(
                "/v1/x?a=b",
                "anthropic-beta: b",
                "x-api-key: evil",
                "Connection: keep-alive, x-hop",
                "x-hop: 1",
                "Keep-Alive: timeout=5",
                "TE: trailers",
                "Expect: 100-continue"));
    assertThat(response.status()).isEqualTo(200);
    assertThat(response.body()).isEqualTo("fine");
    H2Message request = only();
    assertThat(request.header().fields())
        .extracting(H2Field::name)
        .containsExactlyInAnyOrder(
            ":method", ":scheme", ":path", ":authority", "anthropic-beta", "x-api-key");
    assertThat(request.path()).isEqualTo("/v1/x?a=b");
    assertThat(request.scheme()).isEqualTo("https");
    assertThat(request.authority()).contains(ORIGIN.authority());
    assertThat(request.values("x-api-key")).containsExactly(Policies.SECRET);
  }

  @Test
  void whatThePolicyWritesInUpperCaseLeavesInLowerCase() throws Exception {
    UpstreamTls tls =
        new UpstreamTls(
            Optional.of(Certificates.trust(Certificates.LOCAL)), Optional.empty(), true);
    Gateway other =
        Running.gateway(
            Running.config().toBuilder().upstreams(ImmutableMap.of("p", tls)).build(),
            Policies.generation(
                Map.of("s", Policies.SECRET),
                Policies.provider(
                    "p", ORIGIN.uri().toString(), Policies.inject("Authorization", "s"))),
            DecisionListener.none());
    try (RawClient client = RawClient.connect("127.0.0.1", other.port(), Running.LIMIT)) {
      client.send(Running.get("/v1/x", "Authorization: evil", "Accept: a/b"));
      assertThat(client.receive().map(RawResponse::status)).contains(200);
    } finally {
      Running.drain(other);
    }
    assertThat(only().values("authorization")).containsExactly(Policies.SECRET);
    assertThat(only().values("accept")).containsExactly("a/b");
  }

  @Test
  void aBodyIsFramedByItsFrames() throws Exception {
    exchange(Running.post("/v1/x", "hello"));
    assertThat(only().body()).isEqualTo("hello");
    assertThat(only().values("content-length")).containsExactly("5");
    ORIGIN.forget();
    exchange(
        Running.lines(
            "POST /v1/x HTTP/1.1",
            "Host: localhost",
            "Transfer-Encoding: chunked",
            "",
            "5",
            "hello",
            "0",
            "x-api-key: evil",
            ""));
    assertThat(only().body()).isEqualTo("hello");
    assertThat(only().values("content-length")).isEmpty();
    assertThat(only().values("transfer-encoding")).isEmpty();
    assertThat(only().trailers()).isEmpty();
  }

  @Test
  void noFieldEntersTheTableThatOutlivesTheRequest() throws Exception {
    for (int i = 0; i < 3; i++) {
      exchange(Running.get("/v1/x", "anthropic-beta: b"));
    }
    List<H2Message> requests = ORIGIN.awaitRequests(3, Running.LIMIT);
    assertThat(requests)
        .allSatisfy(
            request ->
                assertThat(request.header().fields())
                    .filteredOn(field -> !field.isPseudo())
                    .isNotEmpty()
                    .allSatisfy(
                        field ->
                            assertThat(field.form()).isEqualTo(H2Field.Form.WITHOUT_INDEXING)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/a b", "/v1/a\tb", "/v1/\u00e9", "/v1/%zz", "/v1/a#b"})
  void aMalformedTargetReachesNoConnection(String target) throws Exception {
    int before = ORIGIN.connections();
    assertThat(exchange(Running.get(target)).status()).isEqualTo(400);
    assertThat(ORIGIN.requests()).isEmpty();
    assertThat(ORIGIN.connections()).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource({
    "x-ok,'a\r\nx-evil: 1'",
    "x-ok,'a\nb'",
    "x-ok,'a\0b'",
    "X-Upper,1",
    "connection,close",
    "transfer-encoding,chunked",
    "x y,1",
    ":status,500",
    ":foo,1",
    "content-length,+4",
    "content-length,99",
    "content-length,1"
  })
  void aMalformedResponseIsNotHandedOn(String name, String value) throws Exception {
    ORIGIN.answerWith(H2Answer.of(200).with(name, value).withBody("fine"));
    try (RawClient client = client()) {
      client.send(Running.get("/v1/x"));
      Optional<RawResponse> response = client.receive();
      assertThat(response.map(RawResponse::head).orElse("")).doesNotContain("x-evil");
      boolean dropped = response.map(r -> r.values(name).isEmpty()).orElse(true);
      boolean refused = response.map(r -> r.status() == 502 || !r.complete()).orElse(true);
      assertThat(dropped || refused).isTrue();
    }
    ORIGIN.answerWith(H2Answer.of(200).withBody("fine"));
    assertThat(exchange(Running.get("/v1/x")).body()).isEqualTo("fine");
  }

  @Test
  void trailersOfAResponseAreDropped() throws Exception {
    ORIGIN.answerWith(H2Answer.of(200).withBody("fine").withTrailer("set-cookie", "a=b"));
    RawResponse response = exchange(Running.get("/v1/x"));
    assertThat(response.complete()).isTrue();
    assertThat(response.body()).isEqualTo("fine");
    assertThat(response.head()).doesNotContain("cookie");
  }

  @Test
  void aRefusedStreamIsTriedOnceMoreIfNothingCanHaveComeOfIt() throws Exception {
    ORIGIN.answerWith(
        request ->
            request.path().endsWith("first") && ORIGIN.requests().size() < 2
                ? H2Answer.reset(7)
                : H2Answer.of(200).withBody("fine"));
    assertThat(exchange(Running.get("/v1/first")).status()).isEqualTo(200);
    ORIGIN.answerWith(H2Answer.reset(7));
    assertThat(exchange(Running.post("/v1/x", "hello")).status()).isEqualTo(502);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 5, 8, 11, 13})
  void aResetStreamIsABadGateway(long code) throws Exception {
    ORIGIN.answerWith(H2Answer.reset(code));
    assertThat(exchange(Running.get("/v1/x")).status()).isEqualTo(502);
    ORIGIN.answerWith(H2Answer.of(200).withBody("fine"));
    assertThat(exchange(Running.get("/v1/x")).body()).isEqualTo("fine");
  }

  @Test
  void aConnectionThatGoesAwayIsReplaced() throws Exception {
    ORIGIN.answerWith(H2Answer.goAway(0));
    assertThat(exchange(Running.post("/v1/x", "hello")).status()).isEqualTo(502);
    ORIGIN.answerWith(H2Answer.close());
    assertThat(exchange(Running.post("/v1/x", "hello")).status()).isEqualTo(502);
    ORIGIN.answerWith(H2Answer.of(200).withBody("fine"));
    assertThat(exchange(Running.get("/v1/x")).body()).isEqualTo("fine");
  }

  @Test
  void requestsThatComeBeforeTheFirstConnectionShareIt() throws Exception {
    ORIGIN.answerWith(H2Answer.goAway(0));
    exchange(Running.post("/v1/x", "the connections that stand are given up"));
    exchange(Running.post("/v1/x", "of each event loop"));
    ORIGIN.answerWith(H2Answer.of(200).withBody("fine"));
    int before = ORIGIN.connections();
    List<RawClient> clients = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      clients.add(client());
    }
    for (RawClient client : clients) {
      client.send(Running.get("/v1/x"));
    }
    for (RawClient client : clients) {
      assertThat(client.receive().orElseThrow().status()).isEqualTo(200);
      client.close();
    }
    assertThat(ORIGIN.connections() - before)
        .isLessThanOrEqualTo(Runtime.getRuntime().availableProcessors());
  }

  @Test
  void thoseWhoWaitForAConnectionThatCannotBeMadeFailLikeItsFirst() throws Exception {
    UpstreamTls tls = new UpstreamTls(Optional.empty(), Optional.empty(), true);
    Gateway distrusting =
        Running.gateway(
            Running.config().toBuilder().upstreams(ImmutableMap.of("anthropic", tls)).build(),
            Policies.anthropic(ORIGIN.uri().toString()),
            DecisionListener.none());
    try {
      List<RawClient> clients = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        clients.add(RawClient.connect("127.0.0.1", distrusting.port(), Running.LIMIT));
      }
      for (RawClient client : clients) {
        client.send(Running.get("/v1/x"));
      }
      for (RawClient client : clients) {
        assertThat(client.receive().orElseThrow().status()).isEqualTo(502);
        client.close();
      }
    } finally {
      Running.drain(distrusting);
    }
  }

  @Test
  void manyRequestsShareAConnection() throws Exception {
    exchange(Running.get("/v1/x"));
    int before = ORIGIN.connections();
    for (int i = 0; i < 20; i++) {
      assertThat(exchange(Running.get("/v1/x")).status()).isEqualTo(200);
    }
    // one for each event loop
    assertThat(ORIGIN.connections() - before)
        .isLessThan(Runtime.getRuntime().availableProcessors());
  }
}
