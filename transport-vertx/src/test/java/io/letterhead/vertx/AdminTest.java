package io.letterhead.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.letterhead.conformance.OriginAnswer;
import io.letterhead.conformance.RawClient;
import io.letterhead.conformance.RawResponse;
import io.letterhead.conformance.RecordingOrigin;
import io.letterhead.policy.PolicyGeneration;
import io.letterhead.policy.Position;
import io.letterhead.policy.Problem;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a gateway tells of itself. */
class AdminTest {

  private static final GatewayConfig CONFIG =
      Running.config().toBuilder()
          .admin(Optional.of(new ListenAddress("127.0.0.1", 0)))
          .ready(ImmutableMap.of("anthropic", "/health"))
          .build();

  private RecordingOrigin origin;
  private Running running;

  @BeforeEach
  void start() {
    origin = RecordingOrigin.start();
    running = Running.of(origin, CONFIG);
  }

  @AfterEach
  void close() {
    running.close();
  }

  @Test
  void itIsHealthyWhileItLives() throws Exception {
    origin.close();

    assertThat(ask("/health").status()).isEqualTo(200);
  }

  @Test
  void itIsReadyWhereTheProviderIsAndAsksWithItsCredential() throws Exception {
    JsonObject report = json(ask("/ready"), 200);

    assertThat(report.getBoolean("ready")).isTrue();
    assertThat(report.getJsonObject("providers").getJsonObject("anthropic").getString("origin"))
        .isEqualTo("ok");
    assertThat(origin.requests().get(0).target()).isEqualTo("/health");
    assertThat(origin.requests().get(0).values("x-api-key")).containsExactly(Policies.SECRET);
  }

  @ParameterizedTest
  @ValueSource(ints = {302, 404, 500, 503})
  void itIsNotReadyWhereTheProviderSaysSo(int status) throws Exception {
    origin.answerWith(OriginAnswer.of(status).with("Location", "/login"));

    JsonObject report = json(ask("/ready"), 503);

    assertThat(report.getJsonObject("providers").getJsonObject("anthropic").getString("origin"))
        .isEqualTo("status " + status);
    assertThat(origin.requests()).hasSize(1);
  }

  @Test
  void itIsNotReadyWhereTheProviderIsNotThere() throws Exception {
    origin.close();

    assertThat(
            json(ask("/ready"), 503)
                .getJsonObject("providers")
                .getJsonObject("anthropic")
                .getString("origin"))
        .isEqualTo("no answer: upstream-unreachable");
  }

  @Test
  void anAnswerWithoutEndIsAnAnswerAndHoldsNoConnection() throws Exception {
    origin.answerWith(
        (request, connection) -> {
          connection.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n");
          connection.awaitPeerLeft();
        });

    assertThat(ask("/ready").status()).isEqualTo(200);
    origin.awaitConnectionEnd(0, Running.LIMIT);
  }

  @Test
  void manyProbesAskTheProviderOnce() throws Exception {
    for (int i = 0; i < 10; i++) {
      assertThat(ask("/ready").status()).isEqualTo(200);
    }

    assertThat(origin.requests()).hasSize(1);
  }

  @Test
  void itIsNotReadyWithoutASecret() throws Exception {
    PolicyGeneration lost =
        Policies.resolve(Policies.anthropicPolicy(origin.uri().toString()), Map.of());
    running.gateway().replace(new Revision("lost", lost, CONFIG));

    JsonObject report = json(ask("/ready"), 503);

    assertThat(report.getJsonObject("providers").getJsonObject("anthropic").getString("secrets"))
        .isEqualTo("unusable");
    assertThat(json(ask("/policy"), 200).getJsonArray("unusable-secrets")).hasSize(1);
  }

  @Test
  void aBadNewFileIsToldOfAndDoesNotMakeItUnready() throws Exception {
    running
        .gateway()
        .keepsLastGood(
            List.of(
                Problem.error(
                    "unknown-key", new Position("p.yaml", 3, 1, 4), "what", "why", "fix")));

    assertThat(json(ask("/ready"), 200).getBoolean("stale")).isTrue();
    JsonObject policy = json(ask("/policy"), 200);
    assertThat(policy.getBoolean("stale")).isTrue();
    assertThat(policy.getJsonArray("problems").getJsonObject(0).getString("problem"))
        .isEqualTo("unknown-key");
    assertThat(ask("/metrics").body()).contains("letterhead_stale 1.0");
    running
        .gateway()
        .replace(new Revision("2", Policies.anthropic(origin.uri().toString()), CONFIG));
    assertThat(json(ask("/ready"), 200).getBoolean("stale")).isFalse();
    assertThat(ask("/metrics").body())
        .contains("letterhead_stale 0.0")
        .contains("letterhead_generation 2.0")
        .contains("letterhead_reloads_total{result=\"failed\"} 1.0");
  }

  @Test
  void itShowsWhoOwnsEachFieldAndNoSecret() throws Exception {
    RawResponse answer = ask("/policy");
    JsonObject policy = json(answer, 200);

    assertThat(policy.getString("revision")).isEqualTo("1");
    assertThat(policy.getLong("generation")).isEqualTo(1);
    assertThat(policy.getString("mode")).isEqualTo("enforce");
    assertThat(policy.getJsonArray("providers").getJsonObject(0).getJsonArray("fields").stream())
        .anySatisfy(
            field -> {
              assertThat(((JsonObject) field).getString("name")).isEqualTo("x-api-key");
              assertThat(((JsonObject) field).getString("owner")).isEqualTo("policy");
            });
    assertThat(answer.body()).doesNotContain(Policies.SECRET);
  }

  @Test
  void itCountsRequestsRemovalsAndRejections() throws Exception {
    running.exchange(Running.get("/v1/x", "X-Unlisted: 1", "Authorization: Bearer of-caller"));
    running.exchange(Running.get("/v1/x", "anthropic-beta: a", "Anthropic_Beta: b"));
    running.exchange(Running.lines("TRACE /v1/x HTTP/1.1", "Host: localhost", ""));

    String text = ask("/metrics").body();

    assertThat(text)
        .contains("letterhead_removals_total{provider=\"anthropic\",reason=\"unlisted\"} 1.0")
        .contains("letterhead_removals_total{provider=\"anthropic\",reason=\"sealed\"} 1.0")
        .contains("letterhead_rejections_total{provider=\"anthropic\",reason=\"spellings\"} 1.0")
        .contains("letterhead_rejections_total{provider=\"none\",reason=\"method-refused\"} 1.0")
        .contains(
            "letterhead_requests_seconds_count{outcome=\"forwarded\",provider=\"anthropic\","
                + "status=\"200\"} 1")
        .contains(
            "letterhead_requests_seconds_count{outcome=\"rejected\",provider=\"anthropic\","
                + "status=\"400\"} 1")
        .contains("letterhead_upstream_seconds_count{provider=\"anthropic\"} 1")
        .contains("letterhead_upstream_connections 1.0")
        .contains("letterhead_requests_active 0.0")
        .contains("jvm_memory_used_bytes")
        .doesNotContain("of-caller")
        .doesNotContain(Policies.SECRET);
  }

  @Test
  void whatAlertsAreMadeOfIsThereBeforeItHappens() throws Exception {
    assertThat(ask("/metrics").body())
        .contains("letterhead_reloads_total{result=\"failed\"} 0.0")
        .contains("letterhead_log_lines_lost_total 0.0")
        .contains("letterhead_stale 0.0");
  }

  @Test
  void nothingElseIsServedAndPagesReadNothing() throws Exception {
    assertThat(ask("/").status()).isEqualTo(404);
    assertThat(ask("/anthropic/v1/x").status()).isEqualTo(404);
    assertThat(send("POST /health HTTP/1.1", "Content-Length: 0").status()).isEqualTo(405);
    assertThat(send("GET /policy HTTP/1.1", "Origin: https://evil.example").status())
        .isEqualTo(403);
    assertThat(running.exchange(Running.get("/health")).body()).doesNotContain("healthy");
    assertThat(ImmutableList.copyOf(origin.requests())).hasSize(1);
  }

  @Test
  void aPageWhoseNameLeadsHereReadsNothing() throws Exception {
    assertThat(statusOf("Host: evil.example")).isEqualTo(403);
    assertThat(statusOf("Host: localhost", "Host: evil.example")).isEqualTo(403);
    assertThat(statusOf("Host: localhost", "Sec-Fetch-Site: cross-site")).isEqualTo(403);
    assertThat(statusOf("Host: [::1]:9090")).isEqualTo(200);
    running
        .gateway()
        .replace(
            new Revision(
                "2",
                Policies.anthropic(origin.uri().toString()),
                CONFIG.withHosts(ImmutableSet.of("gateway.internal"))));
    assertThat(statusOf("Host: gateway.internal:9090")).isEqualTo(200);
  }

  @Test
  void aProbeOfHttp10NeedsNoHost() throws Exception {
    assertThat(exchange("GET /health HTTP/1.0\r\n\r\n").status()).isEqualTo(200);
  }

  private int statusOf(String... fields) throws Exception {
    return exchange("GET /policy HTTP/1.1\r\n" + String.join("\r\n", fields) + "\r\n\r\n").status();
  }

  private RawResponse ask(String path) throws Exception {
    return send("GET " + path + " HTTP/1.1");
  }

  private RawResponse send(String line, String... fields) throws Exception {
    StringBuilder head = new StringBuilder(line).append("\r\nHost: localhost\r\n");
    for (String field : fields) {
      head.append(field).append("\r\n");
    }
    return exchange(head + "\r\n");
  }

  private RawResponse exchange(String request) throws Exception {
    int port = running.gateway().adminAddress().orElseThrow().port();
    try (RawClient client = RawClient.connect("127.0.0.1", port, Running.LIMIT)) {
      client.send(request);
      return client.receive().orElseThrow();
    }
  }

  private static JsonObject json(RawResponse response, int status) {
    assertThat(response.status()).as(response.body()).isEqualTo(status);
    return new JsonObject(response.body());
  }
}
