package io.letterhead.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import io.letterhead.conformance.OriginAnswer;
import io.letterhead.conformance.RawClient;
import io.letterhead.conformance.RawResponse;
import io.letterhead.conformance.RecordingOrigin;
import io.letterhead.vertx.callers.Callers;
import io.letterhead.vertx.callers.JwtIssuer;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests whose callers are not known yet, for the keys of their issuer are still to come. */
final class WaitingCallersTest {

  private final CompletableFuture<Void> release = new CompletableFuture<>();
  private RecordingOrigin origin;
  private RecordingOrigin keys;
  private Running running;
  private String token;

  @BeforeEach
  void start() throws Exception {
    token =
        "Authorization: Bearer "
            + TokenRowsTest.token(
                TokenRowsTest.KEY, TokenRowsTest.ISSUER, "gateway", Instant.now().plusSeconds(600));
    origin = RecordingOrigin.start();
    keys =
        RecordingOrigin.start(
            (request, connection) -> {
              release.join();
              OriginAnswer.of(200)
                  .withBody("{\"keys\":[" + TokenRowsTest.KEY.toPublicJWK().toJSONString() + "]}")
                  .respond(request, connection);
            });
    JwtIssuer issuer = new JwtIssuer(keys.uri().resolve("/keys"), TokenRowsTest.ISSUER, "gateway");
    running =
        RowGateway.before(
            origin,
            Running.config().toBuilder()
                .admin(Optional.of(new ListenAddress("127.0.0.1", 0)))
                .admission(
                    Admission.defaults()
                        .withCallers(
                            new Callers.Authenticated(
                                ImmutableMap.of(), Optional.empty(), Optional.of(issuer))))
                .build());
    keys.awaitRequests(1, Running.LIMIT);
  }

  @AfterEach
  void close() {
    release.complete(null);
    keys.close();
    running.close();
  }

  @Test
  void bodiesAndRequestsThatComeMeanwhileWaitToo() throws Exception {
    String body = "0123456789".repeat(20_000);
    try (RawClient client = running.client()) {
      client.send(Running.post("/vllm/v1/one", body, token));
      client.send(Running.get("/vllm/v1/two", "Authorization: Bearer nobody"));
      client.send(Running.get("/vllm/v1/three", token));
      awaitActive(1);
      assertThat(origin.requests()).isEmpty();
      release.complete(null);

      assertThat(client.receive().orElseThrow().status()).isEqualTo(200);
      assertThat(client.receive().orElseThrow().status()).isEqualTo(401);
      assertThat(client.receive().orElseThrow().status()).isEqualTo(200);
    }
    assertThat(origin.requests()).hasSize(2);
    assertThat(origin.requests().get(0).content()).isEqualTo(body);
    assertThat(origin.requests().get(1).target()).isEqualTo("/vllm/v1/three");
    assertThat(origin.requests())
        .allSatisfy(
            request ->
                assertThat(request.values("Authorization"))
                    .containsExactly("Bearer " + RowGateway.SECRET));
  }

  @Test
  void aCallerThatLeavesMeanwhileSendsNothingAndIsNotCountedForEver() throws Exception {
    try (RawClient client = running.client()) {
      client.send(Running.post("/vllm/v1/left", "body", token));
      awaitActive(1);
    }
    awaitActive(0);
    release.complete(null);

    assertThat(running.exchange(Running.get("/vllm/v1/stays", token)).status()).isEqualTo(200);
    assertThat(origin.requests()).hasSize(1);
    assertThat(origin.requests().get(0).target()).isEqualTo("/vllm/v1/stays");
    assertThat(metrics()).contains("outcome=\"abandoned\",provider=\"vllm\",status=\"0\"} 1");
  }

  private void awaitActive(int count) throws Exception {
    long deadline = System.nanoTime() + Running.LIMIT.toNanos();
    while (!metrics().contains("letterhead_requests_active " + count + ".0")) {
      assertThat(System.nanoTime()).as(metrics()).isLessThan(deadline);
    }
  }

  private String metrics() throws Exception {
    int port = running.gateway().adminAddress().orElseThrow().port();
    try (RawClient client = RawClient.connect("127.0.0.1", port, Running.LIMIT)) {
      client.send(Running.get("/metrics"));
      RawResponse answer = client.receive().orElseThrow();
      return answer.body();
    }
  }
}
