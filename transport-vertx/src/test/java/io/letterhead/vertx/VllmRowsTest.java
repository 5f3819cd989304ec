package io.letterhead.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.letterhead.conformance.OriginAnswer;
import io.letterhead.conformance.RawClient;
import io.letterhead.conformance.RawResponse;
import io.letterhead.conformance.RecordingOrigin;
import io.letterhead.conformance.Responders;
import io.letterhead.policy.PathPattern;
import io.letterhead.vertx.access.AccessRule;
import io.letterhead.vertx.access.Rate;
import io.letterhead.vertx.callers.Callers;
import io.letterhead.vertx.callers.KeyDigest;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a gateway in front of {@code vllm serve --api-key} does where vLLM's own check of keys ends,
 * row by row of the behaviour map (V1 to V14); {@link NginxRowsTest} has V15 to V19. V12 has no
 * test: it is another program with the check of V3 and V6.
 */
final class VllmRowsTest {

  private static final String OTHER = "Authorization: Bearer " + RowGateway.KEY_B;

  private static final RecordingOrigin ORIGIN = RecordingOrigin.start();
  private static Running running;

  @BeforeAll
  static void start() {
    running = RowGateway.guarded(ORIGIN, Policies.allow("X-Request-Id"));
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
  void v1WithoutCallersOnlyThisMachineIsServed() throws Exception {
    RecordingOrigin other = RecordingOrigin.start();
    try (Running open = RowGateway.open(other)) {
      assertThat(open.exchange(Running.get("/vllm/v1/models")).status()).isEqualTo(200);
      String elsewhere = Running.lines("GET /vllm/v1/models HTTP/1.1", "Host: gpu.example", "");
      assertThat(RowGateway.code(open.exchange(elsewhere), 403)).isEqualTo("host");
      assertThat(other.requests()).hasSize(1);
    }
  }

  @Test
  void v2EveryCallerHasAKeyOfItsOwn() throws Exception {
    assertThat(status("/vllm/v1/models", RowGateway.BEARER)).isEqualTo(200);
    assertThat(status("/vllm/v1/models", OTHER)).isEqualTo(200);
    assertThat(status("/vllm/v1/models", "Authorization: Bearer ")).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/models",
        "/V1/models",
        "/v1foo",
        "/v2/x",
        "/inference/x",
        "/cohere/x",
        "/",
        "/x/../v1"
      })
  void v3NoPathIsUnguarded(String path) throws Exception {
    assertThat(status("/vllm" + path)).isEqualTo(401);
    assertThat(status("/vllm" + path, RowGateway.BEARER)).isEqualTo(200);
    assertThat(ORIGIN.requests()).hasSize(1);
  }

  @Test
  void v4NoMethodIsUnguarded() throws Exception {
    for (String method : List.of("OPTIONS", "HEAD", "GET", "POST", "DELETE", "PROPFIND")) {
      try (RawClient client = running.client()) {
        client.send(Running.lines(method + " /vllm/v1/models HTTP/1.1", "Host: localhost", ""));
        assertThat(client.receiveHead().orElseThrow().status()).as(method).isEqualTo(401);
      }
    }
    assertThat(
            status(
                "/vllm/v1/realtime",
                "Connection: upgrade",
                "Upgrade: websocket",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="))
        .isEqualTo(401);
    assertThat(ORIGIN.requests()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"x/health?", "x/health#", "x/v1/../health", "x@y", "a b", "x\\health"})
  void v5NothingOfThePathComesFromTheHost(String host) throws Exception {
    for (String more : List.of("", RowGateway.BEARER + "\r\n")) {
      RawResponse answer =
          running.exchange(
              "GET /vllm/v1/models HTTP/1.1\r\nHost: " + host + "\r\n" + more + "\r\n");
      assertThat(RowGateway.code(answer, 400)).isEqualTo("malformed-host");
    }
    assertThat(ORIGIN.requests()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer ", "bearer ", "BEARER ", "Bearer  "})
  void v6TheSchemeIsReadAsTheRfcHasIt(String scheme) throws Exception {
    assertThat(status("/vllm/v1/x", "Authorization: " + scheme + RowGateway.KEY)).isEqualTo(200);
    assertThat(RowGateway.received(ORIGIN).head()).doesNotContain(RowGateway.KEY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bearer" + RowGateway.KEY,
        "Bearer\t" + RowGateway.KEY,
        "Bearer:" + RowGateway.KEY,
        "Bearer " + RowGateway.KEY + " x",
        "Bearer " + RowGateway.KEY + ",",
        "Bearer \"" + RowGateway.KEY + "\"",
        "Bearer Bearer " + RowGateway.KEY,
        "Token " + RowGateway.KEY,
        "Bearer SK-CALLER-OF-TEAM-A-5D41",
        RowGateway.KEY
      })
  void v6AndNothingElseIsReadAsAKey(String value) throws Exception {
    assertThat(status("/vllm/v1/x", "Authorization: " + value)).isEqualTo(401);
    assertThat(ORIGIN.requests()).isEmpty();
  }

  @Test
  void v7AFailureSaysHowAndInTheClientsShape() throws Exception {
    RawResponse answer = running.exchange(Running.get("/vllm/v1/models"));
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.values("Content-Type")).containsExactly("application/json");
    assertThat(answer.values("Content-Length"))
        .containsExactly(Integer.toString(answer.body().length()));
    assertThat(answer.values("WWW-Authenticate")).containsExactly("Bearer realm=\"letterhead\"");
    JsonObject error = new JsonObject(answer.body()).getJsonObject("error");
    assertThat(error.getString("type")).isEqualTo("authentication_error");
  }

  @Test
  void v8AValidKeyIsSwappedForOurs() throws Exception {
    assertThat(status("/vllm/v1/models", RowGateway.BEARER)).isEqualTo(200);
    assertThat(RowGateway.received(ORIGIN).head()).doesNotContain(RowGateway.KEY);
  }

  @Test
  void v9InferenceBesideV1IsForThoseWhoMayAskForIt() throws Exception {
    assertOnlyV1(
        "/invocations",
        "/pooling",
        "/classify",
        "/score",
        "/rerank",
        "/v1/../invocations",
        "/v1/%2e%2e/invocations",
        "/v1");
  }

  @Test
  void v10ControlIsForThoseWhoMayAskForIt() throws Exception {
    assertOnlyV1(
        "/pause",
        "/update_weights",
        "/scale_elastic_ep",
        "/tokenize",
        "/metrics",
        "/sleep",
        "/collective_rpc",
        "/start_profile",
        "/tokenizer_info");
  }

  private static void assertOnlyV1(String... paths) throws Exception {
    RecordingOrigin behind = RecordingOrigin.start();
    try (Running limited = limited(behind, "/v1/*")) {
      for (String path : paths) {
        RawResponse answer =
            limited.exchange(Running.post("/vllm" + path, "{}", RowGateway.BEARER));
        assertThat(RowGateway.code(answer, 403)).as(path).isEqualTo("access-path");
        assertThat(behind.connections()).isZero();
      }
      RawResponse allowed =
          limited.exchange(Running.post("/vllm/v1/score", "{}", RowGateway.BEARER));
      assertThat(allowed.status()).isEqualTo(200);
    }
  }

  @Test
  void v11WhatIsNotListedIsDenied() throws Exception {
    RecordingOrigin behind = RecordingOrigin.start();
    try (Running limited = limited(behind, "/health", "/version")) {
      for (String path : List.of("/healthcheck", "/health/", "/health/x", "/metrics", "/Health")) {
        RawResponse answer = limited.exchange(Running.get("/vllm" + path, RowGateway.BEARER));
        assertThat(RowGateway.code(answer, 403)).as(path).isEqualTo("access-path");
      }
      assertThat(behind.connections()).isZero();
      assertThat(limited.exchange(Running.get("/vllm/health?full=1", RowGateway.BEARER)).status())
          .isEqualTo(200);
      assertThat(limited.exchange(Running.get("/vllm/health", OTHER)).status()).isEqualTo(403);
    }
  }

  @Test
  void v13ARequestIdPassesBothWaysWhereThePolicyAllowsIt() throws Exception {
    ORIGIN.answerWith(Responders.reflect());
    RawResponse allowed =
        running.exchange(Running.get("/vllm/v1/x", RowGateway.BEARER, "X-Request-Id: r-1"));
    assertThat(allowed.values("Reflected-X-Request-Id")).containsExactly("r-1");
    assertThat(RowGateway.received(ORIGIN).values("X-Request-Id")).containsExactly("r-1");
    ORIGIN.answerWith(OriginAnswer.of(200).with("X-Request-Id", "of-origin"));
    RawResponse unlisted =
        running.exchange(Running.get("/plain/v1/x", RowGateway.BEARER, "X-Request-Id: r-1"));
    assertThat(unlisted.values("X-Request-Id")).containsExactly("of-origin");
    assertThat(ORIGIN.requests().get(1).valuesFolded("X-Request-Id")).isEmpty();
  }

  @Test
  void v14KeysDifferInWhatTheyMayDoAndOneIsTakenBackAlone() throws Exception {
    AccessRule once =
        new AccessRule(
            ImmutableSet.of("vllm"),
            ImmutableSet.of(),
            ImmutableList.of(),
            Optional.of(new Rate(1, Duration.ofHours(1))));
    Admission counted =
        Admission.defaults()
            .withCallers(RowGateway.CALLERS)
            .withAccess(ImmutableMap.of("key/*", once));
    Callers left =
        new Callers.Authenticated(
            ImmutableMap.of("team-b", KeyDigest.of(RowGateway.KEY_B)),
            Optional.empty(),
            Optional.empty());
    RecordingOrigin behind = RecordingOrigin.start();
    try (Running own = RowGateway.before(behind, config(counted))) {
      assertThat(status(own, "/vllm/v1/x", RowGateway.BEARER)).isEqualTo(200);
      assertThat(status(own, "/vllm/v1/x", RowGateway.BEARER)).isEqualTo(429);
      assertThat(status(own, "/vllm/v1/x", OTHER)).isEqualTo(200);
      assertThat(status(own, "/plain/v1/x", OTHER)).isEqualTo(403);

      Revision next =
          new Revision(
              "2", RowGateway.policy(behind), config(Admission.defaults().withCallers(left)));
      own.gateway().replace(next);
      assertThat(status(own, "/vllm/v1/x", RowGateway.BEARER)).isEqualTo(401);
      assertThat(status(own, "/vllm/v1/x", OTHER)).isEqualTo(200);
      assertThat(behind.requests()).hasSize(3);
    }
  }

  private static GatewayConfig config(Admission admission) {
    return Running.config().toBuilder().admission(admission).build();
  }

  private static Running limited(RecordingOrigin behind, String... paths) {
    AccessRule rule =
        new AccessRule(
            ImmutableSet.of("vllm"),
            ImmutableSet.of(),
            Arrays.stream(paths).map(PathPattern::new).collect(ImmutableList.toImmutableList()),
            Optional.empty());
    Admission admission =
        Admission.defaults()
            .withCallers(RowGateway.CALLERS)
            .withAccess(ImmutableMap.of("key/team-a", rule));
    return RowGateway.before(behind, config(admission));
  }

  private static int status(String path, String... fields) throws Exception {
    return status(running, path, fields);
  }

  private static int status(Running at, String path, String... fields) throws Exception {
    return at.exchange(Running.get(path, fields)).status();
  }
}
