package io.letterhead.vertx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.letterhead.conformance.RawResponse;
import io.letterhead.conformance.RecordingOrigin;
import io.letterhead.conformance.WireMessage;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Keys, ours and the callers', row by row of the behaviour map (A60 to A67, A71): the caller never
 * overrides our key, and there is no request without it. Tokens (A68 to A70) are in {@link
 * TokenRowsTest}; none of the rows is without a test.
 */
final class CallerRowsTest {

  private static final RecordingOrigin ORIGIN = RecordingOrigin.start();
  private static final RecordingOrigin GUARDED_ORIGIN = RecordingOrigin.start();
  private static Running open;
  private static Running guarded;

  @BeforeAll
  static void start() {
    open = RowGateway.open(ORIGIN, Policies.allow("*"));
    guarded = RowGateway.guarded(GUARDED_ORIGIN, Policies.allow("*"));
  }

  @AfterAll
  static void stop() {
    open.close();
    guarded.close();
  }

  @BeforeEach
  void forget() {
    ORIGIN.forget();
    GUARDED_ORIGIN.forget();
  }

  @Test
  void a60OurKeyIsSentWhereTheCallerSendsNone() throws Exception {
    assertThat(open.exchange(Running.post("/vllm/v1/x", "{}")).status()).isEqualTo(200);
    RowGateway.received(ORIGIN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Authorization: Bearer of-caller",
        "authorization: bearer of-caller",
        "AUTHORIZATION: Basic b2Y6Y2FsbGVy",
        "Authorization: Digest username=of-caller",
        "Authorization: of-caller",
        "Authorization:",
        "Authorization_: Bearer of-caller\r\nAuthorization: Bearer of-caller",
        "Authorization: Bearer of-caller\r\nAuthorization: Bearer of-caller",
        "Authorization: Bearer of-caller\r\nConnection: Authorization"
      })
  void a61TheCallerNeverOverridesOurKey(String fields) throws Exception {
    assertThat(open.exchange(Running.get("/vllm/v1/x", fields)).status()).isEqualTo(200);
    assertThat(RowGateway.received(ORIGIN).values("Authorization"))
        .containsExactly("Bearer " + RowGateway.SECRET);
    assertThat(ORIGIN.requests().get(0).values("Authorization").toString())
        .doesNotContain("of-caller");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "\n", "\t"})
  void a62WithABlankKeyNothingIsSent(String key) throws Exception {
    assertSecretUnusable(key);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nb", "a\r\nX-Evil: 1", "a\u0000b", "caf\u00e9", " edge", "edge "})
  void a63WithAnIllegalKeyNothingIsSent(String key) throws Exception {
    assertSecretUnusable(key);
  }

  private static void assertSecretUnusable(String key) throws Exception {
    RecordingOrigin origin = RecordingOrigin.start();
    try (Running running =
        Running.of(
            origin, Running.config(), RowGateway.policy(origin, key), DecisionListener.none())) {
      for (String field : List.of("Accept: */*", "Authorization: Bearer of-caller")) {
        assertThat(RowGateway.code(running.exchange(Running.get("/vllm/v1/x", field)), 503))
            .isEqualTo("secret");
        assertThat(origin.connections()).isZero();
      }
      assertThat(running.exchange(Running.get("/claude/v1/x")).status()).isEqualTo(200);
    }
  }

  @Test
  void a64AnotherKeyOfTheCallersDoesNotKeepOursBack() throws Exception {
    open.exchange(Running.get("/vllm/v1/x", "x-api-key: bogus", "api-key: bogus", "X-Kept: 1"));
    WireMessage received = RowGateway.received(ORIGIN);
    assertThat(received.valuesFolded("x-api-key")).isEmpty();
    assertThat(received.valuesFolded("api-key")).isEmpty();
    assertThat(received.values("X-Kept")).containsExactly("1");
  }

  @Test
  void a65TheSlotIsTheProvidersAndNoOtherIsFilled() throws Exception {
    for (String field : List.of("Accept: */*", "Authorization: Bearer x", "x-api-key: of-caller")) {
      ORIGIN.forget();
      open.exchange(Running.post("/claude/v1/messages", "{}", field));
      WireMessage received = ORIGIN.requests().get(0);
      assertThat(received.valuesFolded("x-api-key")).containsExactly(RowGateway.CLAUDE_SECRET);
      assertThat(received.valuesFolded("Authorization")).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/responses", "/v1/chat/completions", "/v1/files", "/anything"})
  void a66EveryPathHasTheSameKeyWhateverTheScheme(String path) throws Exception {
    String body = "{\"store\":true,\"previous_response_id\":\"r\"}";
    for (String value : List.of("Basic b2Y6Y2FsbGVy", "bearer x", "Bearer x", "Bearer", "")) {
      ORIGIN.forget();
      open.exchange(Running.post("/vllm" + path, body, "Authorization: " + value));
      RowGateway.received(ORIGIN);
    }
  }

  @Test
  void a67BeyondLoopbackItStartsWithCallersOnly() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Gateway.start(
                    Running.config().withListen("0.0.0.0", 0),
                    RowGateway.policy(ORIGIN),
                    DecisionListener.none()))
        .withMessageContaining("callers");
  }

  @Test
  void a67OnLoopbackNoWebPageBorrowsOurKey() throws Exception {
    assertThat(
            RowGateway.code(
                open.exchange(Running.get("/plain/v1/x", "Origin: https://evil.example")), 403))
        .isEqualTo("origin");
    String rebound = Running.lines("GET /plain/v1/x HTTP/1.1", "Host: evil.example", "");
    assertThat(RowGateway.code(open.exchange(rebound), 403)).isEqualTo("host");
    assertThat(ORIGIN.requests()).isEmpty();
  }

  @Test
  void a67WhoIsNoCallerGetsNothingSent() throws Exception {
    for (String path : List.of("/vllm/v1/x", "/plain/health", "/nobody", "/vllm/v1/models")) {
      RawResponse answer = guarded.exchange(Running.get(path));
      assertThat(RowGateway.code(answer, 401)).isEqualTo("no-caller-credential");
      assertThat(answer.values("WWW-Authenticate")).isNotEmpty();
    }
    assertThat(GUARDED_ORIGIN.requests()).isEmpty();

    assertThat(guarded.exchange(Running.get("/vllm/v1/x", RowGateway.BEARER)).status())
        .isEqualTo(200);
    assertThat(RowGateway.received(GUARDED_ORIGIN).head()).doesNotContain(RowGateway.KEY);
  }

  @Test
  void a71ToFetchWhatIsStoredNeedsAKeyAsAllElseDoes() throws Exception {
    String path = "/vllm/v1/responses/resp_1";
    RawResponse without = guarded.exchange(Running.get(path));
    RawResponse wrong = guarded.exchange(Running.get(path, RowGateway.BEARER + "x"));
    assertThat(RowGateway.code(without, 401)).isEqualTo("no-caller-credential");
    assertThat(RowGateway.code(wrong, 401)).isEqualTo("bad-caller-credential");
    assertThat(GUARDED_ORIGIN.requests()).isEmpty();

    String lower = "authorization: bearer " + RowGateway.KEY;
    assertThat(guarded.exchange(Running.get(path, lower)).status()).isEqualTo(200);
    RowGateway.received(GUARDED_ORIGIN);
  }

  @Test
  void a71AnErrorOfTheGatewaysIsReadAsAnErrorOfTheProvider() throws Exception {
    JsonObject body =
        new JsonObject(guarded.exchange(Running.get("/claude/v1/x", "x-api-key: no")).body());
    assertThat(body.getString("type")).isEqualTo("error");
    assertThat(body.getJsonObject("error").getString("type")).isEqualTo("authentication_error");
  }

  @Test
  void a71ABodyThatIsTooLargeIsAnErrorOfTheProviderToo() throws Exception {
    JsonObject body =
        new JsonObject(
            guarded
                .exchange(
                    Running.lines(
                        "POST /claude/v1/x HTTP/1.1",
                        "Host: localhost",
                        "Content-Length: 99999999999",
                        ""))
                .body());
    assertThat(body.getJsonObject("error").getString("type")).isEqualTo("request_too_large");
  }
}
