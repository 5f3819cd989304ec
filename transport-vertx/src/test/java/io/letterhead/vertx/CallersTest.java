package io.letterhead.vertx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.letterhead.conformance.RawClient;
import io.letterhead.conformance.RawResponse;
import io.letterhead.conformance.RecordingOrigin;
import io.letterhead.policy.Bring;
import io.letterhead.policy.Condition;
import io.letterhead.policy.Operand;
import io.letterhead.policy.Origin;
import io.letterhead.policy.PathPattern;
import io.letterhead.policy.PolicyException;
import io.letterhead.policy.PolicyGeneration;
import io.letterhead.policy.Position;
import io.letterhead.policy.Positioned;
import io.letterhead.policy.Provider;
import io.letterhead.policy.Removal;
import io.letterhead.policy.RequestFact;
import io.letterhead.policy.Rule;
import io.letterhead.policy.Rules;
import io.letterhead.policy.Terms;
import io.letterhead.policy.WrittenValue;
import io.letterhead.vertx.access.AccessRule;
import io.letterhead.vertx.access.Network;
import io.letterhead.vertx.access.Rate;
import io.letterhead.vertx.callers.Callers;
import io.letterhead.vertx.callers.KeyDigest;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.crypto.bcrypt.BCrypt;

/** Callers at the gateway: who calls, what it may do, and that its credential goes nowhere. */
class CallersTest {

  private static final String KEY_A = "caller-key-of-team-a";
  private static final String KEY_B = "caller-key-of-team-b";
  private static final String BEARER_A = "Authorization: Bearer " + KEY_A;
  private static final Callers CALLERS =
      new Callers.Authenticated(
          ImmutableMap.of("team-a", KeyDigest.of(KEY_A), "team-b", KeyDigest.of(KEY_B)),
          Optional.empty(),
          Optional.empty());

  private RecordingOrigin origin;
  private Running running;

  @BeforeEach
  void start() {
    origin = RecordingOrigin.start();
    running = with(ImmutableMap.of());
  }

  @AfterEach
  void close() {
    running.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {BEARER_A, "authorization: bearer " + KEY_A, "X-API-KEY: " + KEY_A})
  void aCallerIsKnownByItsKeyAndItsKeyGoesNowhere(String field) throws Exception {
    assertThat(running.exchange(Running.get("/claude/v1/x", field)).status()).isEqualTo(200);

    assertThat(origin.requests().get(0).values("x-api-key")).containsExactly("the-real-key");
    assertThat(origin.requests().get(0).values("X-Caller")).containsExactly("key/team-a");
    assertThat(origin.requests().get(0).values("X-Team")).containsExactly("a");
    assertThat(origin.requests().get(0).toString()).doesNotContain(KEY_A);
    assertThat(origin.requests().get(0).values("Authorization")).isEmpty();
  }

  @Test
  void whatTheRequestIsOneOfIsTheCallersWhoSentIt() throws Exception {
    running.exchange(Running.get("/claude/v1/x", "x-api-key: " + KEY_B));

    assertThat(origin.requests().get(0).values("X-Caller")).containsExactly("key/team-b");
    assertThat(origin.requests().get(0).values("X-Team")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Authorization: Bearer wrong",
        "Authorization: Bearer",
        "Authorization: Bearer ",
        "Authorization: Basic dGVhbS1hOng=",
        "Authorization: " + KEY_A,
        "x-api-key: wrong",
        "x-api-key:",
        BEARER_A + "\r\nx-api-key: wrong",
        BEARER_A + "\r\nx-api-key: " + KEY_B,
        BEARER_A + "\r\n" + BEARER_A + "x",
        "Authorization: Bearer " + KEY_A + ", Bearer " + KEY_B
      })
  void whoIsNotKnownIsToldSoBeforeAnythingIsSent(String fields) throws Exception {
    RawResponse answer = running.exchange(Running.get("/claude/v1/x", fields));

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.values("WWW-Authenticate"))
        .containsExactly("Bearer realm=\"letterhead\", error=\"invalid_token\"");
    assertThat(new JsonObject(answer.body()).getString("type")).isEqualTo("error");
    assertThat(new JsonObject(answer.body()).getJsonObject("error").getString("type"))
        .isEqualTo("authentication_error");
    assertThat(answer.body()).doesNotContain("wrong").doesNotContain(KEY_A);
    assertThat(origin.connections()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Other: " + KEY_A,
        "X_Api_Key: " + KEY_A,
        "api-key: " + KEY_A,
        "Proxy-Authorization: Bearer " + KEY_A,
        "Cookie: key=" + KEY_A,
        "Accept: */*"
      })
  void aKeyElsewhereIsNone(String field) throws Exception {
    RawResponse answer = running.exchange(Running.get("/claude/v1/x", field));

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.values("WWW-Authenticate")).containsExactly("Bearer realm=\"letterhead\"");
    assertThat(origin.connections()).isZero();
  }

  @Test
  void whichProvidersThereAreIsToldToCallersAlone() throws Exception {
    for (String path : List.of("/claude/v1/x", "/nobody/v1/x", "/")) {
      assertThat(running.exchange(Running.get(path)).status()).isEqualTo(401);
      assertThat(running.exchange(Running.get(path, "Authorization: Bearer x")).status())
          .isEqualTo(401);
    }
    assertThat(running.exchange(Running.get("/nobody/v1/x", BEARER_A)).status()).isEqualTo(404);
  }

  @Test
  void aConsumedKeyIsNoReasonToRejectAndAnyOtherSealedFieldIs() throws Exception {
    assertThat(running.exchange(Running.get("/strict/v1/x", BEARER_A)).status()).isEqualTo(200);
    RawResponse answer =
        running.exchange(Running.get("/strict/v1/x", BEARER_A, "x-api-key: " + KEY_A));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(new JsonObject(answer.body()).getJsonObject("error").getString("code"))
        .isEqualTo("sealed");
  }

  @Test
  void aNominatedKeyAuthenticatesAllTheSame() throws Exception {
    running.exchange(Running.get("/claude/v1/x", BEARER_A, "Connection: authorization"));

    assertThat(origin.requests().get(0).values("X-Caller")).containsExactly("key/team-a");
    assertThat(origin.requests().get(0).values("x-api-key")).containsExactly("the-real-key");
  }

  @Test
  void anyHostIsAnsweredForWhereCallersAreKnown() throws Exception {
    String head = "GET /claude/v1/x HTTP/1.1\r\nHost: gateway.example\r\n";

    assertThat(running.exchange(head + BEARER_A + "\r\n\r\n").status()).isEqualTo(200);
    assertThat(running.exchange(head + "\r\n").status()).isEqualTo(401);
  }

  @Test
  void theConnectionGoesOnForTheNextCaller() throws Exception {
    try (RawClient client = running.client()) {
      client.send(Running.get("/claude/v1/x"));
      assertThat(client.receive().orElseThrow().status()).isEqualTo(401);
      client.send(Running.get("/claude/v1/x", BEARER_A));
      assertThat(client.receive().orElseThrow().status()).isEqualTo(200);
    }
  }

  @Test
  void whatACallerMayDoIsAskedBeforeAnythingIsSent() throws Exception {
    AccessRule rule =
        new AccessRule(
            ImmutableSet.of("claude"),
            ImmutableSet.of("POST"),
            ImmutableList.of(new PathPattern("/v1/*")),
            Optional.empty());
    try (Running limited = with(ImmutableMap.of("key/team-a", rule))) {
      assertThat(refusal(limited, Running.get("/strict/v1/x", BEARER_A), 403))
          .isEqualTo("access-provider");
      assertThat(refusal(limited, Running.get("/claude/v1/x", BEARER_A), 403))
          .contains("[access-method]");
      assertThat(refusal(limited, Running.post("/claude/v2/x", "b", BEARER_A), 403))
          .contains("[access-path]");
      assertThat(refusal(limited, Running.post("/claude/v1/x", "b", "x-api-key: " + KEY_B), 403))
          .contains("[access-caller]");
      assertThat(origin.connections()).isZero();
      assertThat(limited.exchange(Running.post("/claude/v1/x", "b", BEARER_A)).status())
          .isEqualTo(200);
      assertThat(limited.exchange(Running.post("/claude/v1/%78", "b", BEARER_A)).status())
          .isEqualTo(200);
    }
  }

  @Test
  void whoCallsTooOftenIsToldWhenToCallAgainAndA403DoesNotCount() throws Exception {
    AccessRule rule =
        new AccessRule(
            ImmutableSet.of("claude"),
            ImmutableSet.of(),
            ImmutableList.of(),
            Optional.of(new Rate(2, Duration.ofHours(1))));
    try (Running limited = with(ImmutableMap.of("key/*", rule))) {
      for (int i = 0; i < 5; i++) {
        limited.exchange(Running.get("/strict/v1/x", BEARER_A));
      }
      for (int i = 0; i < 2; i++) {
        assertThat(limited.exchange(Running.get("/claude/v1/x", BEARER_A)).status()).isEqualTo(200);
      }
      RawResponse answer = limited.exchange(Running.get("/claude/v1/x", BEARER_A));
      assertThat(answer.status()).isEqualTo(429);
      assertThat(Integer.parseInt(answer.values("Retry-After").get(0))).isBetween(1700, 1800);
      assertThat(new JsonObject(answer.body()).getJsonObject("error").getString("type"))
          .isEqualTo("rate_limit_error");
      assertThat(limited.exchange(Running.get("/claude/v1/x", "x-api-key: " + KEY_B)).status())
          .isEqualTo(200);
      limited
          .gateway()
          .replace(new Revision("2", policy(), config(ImmutableMap.of("key/*", rule))));
      assertThat(limited.exchange(Running.get("/claude/v1/x", BEARER_A)).status()).isEqualTo(429);
    }
    assertThat(origin.requests()).hasSize(3);
  }

  @Test
  void clientsOfOtherNetworksAreNotServed() throws Exception {
    GatewayConfig elsewhere = config(ImmutableMap.of());
    for (String network : List.of("10.0.0.0/8", "::/0", "127.0.0.0/32")) {
      Admission admission =
          elsewhere.admission().withAllowFrom(ImmutableList.of(Network.parse(network)));
      serveBy(elsewhere.toBuilder().admission(admission).build());
      assertThat(refusal(running, Running.get("/strict/v1/x", BEARER_A), 403))
          .isEqualTo("client-network");
    }
    Admission here =
        elsewhere
            .admission()
            .withAllowFrom(
                ImmutableList.of(Network.parse("10.0.0.0/8"), Network.parse("127.0.0.1")));
    serveBy(elsewhere.toBuilder().admission(here).build());
    assertThat(running.exchange(Running.get("/claude/v1/x", BEARER_A)).status()).isEqualTo(200);
  }

  @Test
  void aPreflightNeedsNoCallerAndItsRequestDoes() throws Exception {
    GatewayConfig pages =
        config(ImmutableMap.of()).withCorsOrigins(ImmutableSet.of("https://ui.example"));
    serveBy(pages);
    String page = "Host: localhost\r\nOrigin: https://ui.example\r\n";

    RawResponse preflight =
        running.exchange(
            "OPTIONS /claude/v1/x HTTP/1.1\r\n"
                + page
                + "Access-Control-Request-Method: POST\r\n"
                + "Access-Control-Request-Headers: authorization\r\n\r\n");
    RawResponse unknown = running.exchange("GET /claude/v1/x HTTP/1.1\r\n" + page + "\r\n");
    RawResponse known =
        running.exchange("GET /claude/v1/x HTTP/1.1\r\n" + page + BEARER_A + "\r\n\r\n");

    assertThat(List.of(preflight.status(), unknown.status(), known.status()))
        .containsExactly(204, 401, 200);
    for (RawResponse answer : List.of(preflight, unknown, known)) {
      assertThat(answer.values("Access-Control-Allow-Origin"))
          .containsExactly("https://ui.example");
    }
    assertThat(
            running
                .exchange(
                    Running.lines(
                        "OPTIONS /claude/v1/x HTTP/1.1",
                        "Host: localhost",
                        "Origin: https://evil.example",
                        "Access-Control-Request-Method: POST",
                        ""))
                .status())
        .isEqualTo(401);
  }

  @Test
  void aPasswordThatABrowserSendsForAPageIsRefusedUnlessThePageIsListed(@TempDir Path folder)
      throws Exception {
    Path users = folder.resolve("users");
    Files.writeString(users, "alice:" + BCrypt.hashpw("pw", BCrypt.gensalt(4)) + "\n");
    GatewayConfig config =
        config(ImmutableMap.of())
            .withCallers(
                new Callers.Authenticated(
                    ImmutableMap.of("team-a", KeyDigest.of(KEY_A)),
                    Optional.of(users),
                    Optional.empty()))
            .withCorsOrigins(ImmutableSet.of("https://ui.example"));
    serveBy(config);
    String password = "Authorization: Basic YWxpY2U6cHc=";

    for (String page :
        List.of("Origin: https://evil.example", "Origin: null", "Sec-Fetch-Site: cross-site")) {
      assertThat(refusal(running, Running.get("/strict/v1/x", password, page), 403))
          .isEqualTo("origin");
      assertThat(running.exchange(Running.get("/claude/v1/x", BEARER_A, page)).status())
          .isEqualTo(200);
    }
    int sent = origin.requests().size();
    for (String page :
        List.of("Origin: https://ui.example", "Sec-Fetch-Site: none", "Accept: */*")) {
      assertThat(running.exchange(Running.get("/claude/v1/x", password, page)).status())
          .isEqualTo(200);
    }
    assertThat(origin.requests()).hasSize(sent + 3);
    assertThat(origin.requests().get(sent).values("X-Caller")).containsExactly("user/alice");
  }

  @Test
  void aCredentialThatIsBroughtWhereCallersAreKnownDoesNotStart() {
    Rule inject =
        new Rule.Inject(
            Operand.Name.of("x-api-key"),
            Optional.empty(),
            Positioned.inCode("raw"),
            Optional.of(new Bring.Field(Operand.Name.of("Authorization"))),
            Terms.IN_CODE);
    PolicyGeneration brought =
        Policies.generation(Map.of(), Policies.provider("claude", origin.uri().toString(), inject));

    assertThatExceptionOfType(PolicyException.class)
        .isThrownBy(
            () -> running.gateway().replace(new Revision("2", brought, config(ImmutableMap.of()))))
        .withMessageContaining("caller-key-brought");
  }

  @Test
  void aConditionOnCallersDoesNotStartWithoutThem() {
    assertThatExceptionOfType(PolicyException.class)
        .isThrownBy(() -> Gateway.start(Running.config(), policy(), DecisionListener.none()))
        .withMessageContaining("callers-never-authenticated");
  }

  private void serveBy(GatewayConfig config) {
    running.gateway().replace(new Revision("2", policy(), config));
  }

  private Running with(ImmutableMap<String, AccessRule> access) {
    return Running.of(origin, config(access), policy(), DecisionListener.none());
  }

  private static GatewayConfig config(ImmutableMap<String, AccessRule> access) {
    Admission admission = Admission.defaults().withCallers(CALLERS).withAccess(access);
    return Running.config().toBuilder().admission(admission).build();
  }

  private PolicyGeneration policy() {
    Rule caller =
        new Rule.Set(
            Operand.Name.of("X-Caller"),
            new WrittenValue.FromRequest(RequestFact.CALLER_ID),
            Terms.IN_CODE);
    Rule team =
        new Rule.Set(
            Operand.Name.of("X-Team"),
            new WrittenValue.Fixed(Positioned.inCode("a")),
            new Terms(
                Position.IN_CODE,
                "",
                new Condition.Matching(
                    ImmutableSet.of(),
                    ImmutableSet.of(),
                    ImmutableSet.of("key/team-a"),
                    Position.IN_CODE)));
    Rules strict =
        new Rules(ImmutableList.of(), ImmutableList.of(), ImmutableSet.of(Removal.SEALED));
    return Policies.generation(
        Map.of("key", "the-real-key"),
        Provider.builder("claude", Origin.parse(origin.uri() + "/claude"))
            .profile(RowGateway.ANTHROPIC)
            .rules(Rules.of(Policies.inject("x-api-key", "key"), caller, team))
            .build(),
        Provider.builder("strict", Origin.parse(origin.uri() + "/strict")).rules(strict).build());
  }

  /** The code of a refusal, or in Anthropic's shape its message. */
  private static String refusal(Running at, String request, int status) throws Exception {
    RawResponse answer = at.exchange(request);
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    JsonObject error = new JsonObject(answer.body()).getJsonObject("error");
    return error.containsKey("code") ? error.getString("code") : error.getString("message");
  }
}
