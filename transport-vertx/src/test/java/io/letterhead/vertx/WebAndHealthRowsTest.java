package io.letterhead.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.letterhead.conformance.OriginAnswer;
import io.letterhead.conformance.RawClient;
import io.letterhead.conformance.RawResponse;
import io.letterhead.conformance.RecordingOrigin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Web pages and probes, row by row of the behaviour map (A100 to A105), where callers have keys.
 * None of the rows is without a test.
 */
final class WebAndHealthRowsTest {

  private static final String PAGE = "https://ui.example";
  private static final GatewayConfig CONFIG =
      Running.config().toBuilder()
          .admission(
              Admission.defaults()
                  .withCallers(RowGateway.CALLERS)
                  .withCorsOrigins(ImmutableSet.of(PAGE)))
          .admin(Optional.of(new ListenAddress("127.0.0.1", 0)))
          .ready(ImmutableMap.of("vllm", "/health"))
          .build();

  private RecordingOrigin origin;
  private Running running;

  @BeforeEach
  void start() {
    origin = RecordingOrigin.start(OriginAnswer.of(200).with("Access-Control-Allow-Origin", "*"));
    running = RowGateway.before(origin, CONFIG);
  }

  @AfterEach
  void close() {
    running.close();
  }

  @Test
  void a100NoPageIsMirroredAndNoneGetsCredentials() throws Exception {
    RawResponse evil = preflight("https://evil.example", "authorization");
    assertThat(evil.status()).isNotEqualTo(204);
    assertThat(evil.values("Access-Control-Allow-Origin")).isEmpty();
    for (RawResponse answer : List.of(preflight(PAGE, "authorization"), asPage(PAGE))) {
      assertThat(answer.values("Access-Control-Allow-Origin")).containsExactly(PAGE);
      assertThat(answer.values("Access-Control-Allow-Credentials")).isEmpty();
    }
  }

  @Test
  void a101WithoutAListNoPageMayCallAndWithOneExactlyThose() throws Exception {
    for (String page : List.of("https://ui.example.evil.example", "http://ui.example", "null")) {
      assertThat(preflight(page, "x-a").values("Access-Control-Allow-Origin")).isEmpty();
      assertThat(asPage(page).values("Access-Control-Allow-Origin")).isEmpty();
    }
    RecordingOrigin other = RecordingOrigin.start();
    try (Running unlisted = RowGateway.open(other)) {
      RawResponse refused = unlisted.exchange(Running.get("/vllm/v1/x", "Origin: " + PAGE));
      assertThat(RowGateway.code(refused, 403)).isEqualTo("origin");
      assertThat(other.requests()).isEmpty();
    }
  }

  /** Fetch: {@code *} does not cover {@code Authorization}, which must be named. */
  @Test
  void a102APageMaySendItsKey() throws Exception {
    RawResponse answer = preflight(PAGE, "authorization,content-type,x-api-key");
    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.values("Access-Control-Allow-Headers"))
        .containsExactly("authorization, content-type, x-api-key");
    assertThat(origin.requests()).isEmpty();
    assertThat(asPage(PAGE).status()).isEqualTo(200);
  }

  @Test
  void a103ItIsHealthyThoughNoProviderIs() throws Exception {
    origin.close();
    assertThat(probe("/health").status()).isEqualTo(200);
  }

  @Test
  void a103TheHealthOfAProviderIsAtItsOwnPathForCallers() throws Exception {
    assertThat(running.exchange(Running.get("/vllm/health")).status()).isEqualTo(401);
    running.exchange(Running.get("/vllm/health", RowGateway.BEARER));
    assertThat(RowGateway.received(origin).target()).isEqualTo("/vllm/health");
    assertThat(running.exchange(Running.get("/health", RowGateway.BEARER)).status()).isEqualTo(404);
  }

  @Test
  void a104ItIsReadyWhereTheProviderSays2xxToOurKey() throws Exception {
    List<Integer> probes = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      probes.add(probe("/ready").status());
    }
    assertThat(probes).containsOnly(200);
    assertThat(RowGateway.received(origin).target()).isEqualTo("/vllm/health");
  }

  @Test
  void a104ARedirectIsNotReadyAndNotFollowed() throws Exception {
    origin.answerWith(OriginAnswer.of(302).with("Location", "/login"));
    assertThat(probe("/ready").status()).isEqualTo(503);
    assertThat(origin.requests()).hasSize(1);
  }

  @Test
  void a104ItIsNotReadyWithoutItsProvider() throws Exception {
    origin.close();
    assertThat(probe("/ready").status()).isEqualTo(503);
  }

  @Test
  void a105ProbesNeedNoKeyAndEverythingElseDoes() throws Exception {
    assertThat(probe("/health").status()).isEqualTo(200);
    assertThat(probe("/ready").status()).isEqualTo(200);
    origin.forget();
    for (String path : List.of("/health", "/ready", "/metrics", "/vllm/v1/x", "/plain/health")) {
      assertThat(running.exchange(Running.get(path)).status()).as(path).isEqualTo(401);
    }
    assertThat(origin.requests()).isEmpty();
  }

  private RawResponse preflight(String page, String fields) throws Exception {
    return running.exchange(
        Running.lines(
            "OPTIONS /vllm/v1/x HTTP/1.1",
            "Host: localhost",
            "Origin: " + page,
            "Access-Control-Request-Method: POST",
            "Access-Control-Request-Headers: " + fields,
            ""));
  }

  private RawResponse asPage(String page) throws Exception {
    return running.exchange(Running.get("/vllm/v1/x", "Origin: " + page, RowGateway.BEARER));
  }

  private RawResponse probe(String path) throws Exception {
    int port = running.gateway().adminAddress().orElseThrow().port();
    try (RawClient client = RawClient.connect("127.0.0.1", port, Running.LIMIT)) {
      client.send(Running.get(path));
      return client.receive().orElseThrow();
    }
  }
}
