package io.letterhead.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import io.letterhead.conformance.ChatCompletionsOrigin;
import io.letterhead.conformance.EventStream;
import io.letterhead.conformance.OriginAnswer;
import io.letterhead.conformance.Responders;
import io.letterhead.conformance.WireMessage;
import io.letterhead.vertx.ClientProcess.Ended;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** curl, with a key of its own, through the gateway. */
@Tag("clients")
@Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class CurlTest {

  private static final String COMPLETIONS = "/openai/v1/chat/completions";
  private static final String PROMPT =
      "{\"model\":\"any\",\"messages\":[{\"role\":\"user\",\"content\":\"Say hello.\"}]}";
  private static final String JSON = "Content-Type: application/json";
  private static final String OUR_CLAIM = "Authorization: Bearer " + ChatGateway.CALLERS_KEY;

  /** Above this length of a body, curl asks before it sends it. */
  private static final int ASKED_FOR = 1024 * 1024;

  private static ChatGateway gateway;

  @BeforeAll
  static void start() {
    gateway = ChatGateway.withRules();
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @BeforeEach
  void forget() {
    gateway.forget();
  }

  @Test
  void aCompletionIsAnsweredAndTheOriginGetsOurKey() throws Exception {
    Ended curl = curl("-f", "-H", OUR_CLAIM, "-H", JSON, "-d", PROMPT, gateway.url(COMPLETIONS));
    assertThat(curl.exit()).as(curl.errors()).isZero();
    assertThat(curl.output()).contains(ChatCompletionsOrigin.REPLY);
    WireMessage received = gateway.received();
    assertThat(received.startLine()).isEqualTo("POST /v1/chat/completions HTTP/1.1");
    assertThat(received.content()).isEqualTo(PROMPT);
    assertThat(received.values("User-Agent")).singleElement().asString().startsWith("curl/");
  }

  @Test
  void eachEventArrivesBeforeTheNextIsSent() throws Exception {
    EventStream events = EventStream.open();
    gateway.origin().answerWith(events);
    try (ClientProcess curl =
        start("-N", "-H", OUR_CLAIM, "-H", JSON, "-d", PROMPT, gateway.url(COMPLETIONS))) {
      for (String data : List.of("one", "two", "three")) {
        events.send(data);
        curl.awaitOutput("data: " + data + "\n\n");
      }
      events.end();
      Ended ended = curl.await();
      assertThat(ended.exit()).as(ended.errors()).isZero();
      assertThat(ended.output()).isEqualTo("data: one\n\ndata: two\n\ndata: three\n\n");
    }
    gateway.received();
  }

  @Test
  void aStreamThatBreaksIsSeenAsBroken() throws Exception {
    EventStream events = EventStream.open();
    gateway.origin().answerWith(events);
    try (ClientProcess curl = start("-N", "-d", PROMPT, gateway.url(COMPLETIONS))) {
      events.send("one");
      curl.awaitOutput("data: one\n\n");
      events.breakOff();
      assertThat(curl.await().exit()).isNotZero();
    }
  }

  @Test
  void aCallerThatLeavesIsSeenByTheOrigin() throws Exception {
    EventStream events = EventStream.open();
    gateway.origin().answerWith(events);
    try (ClientProcess curl = start("-N", "-d", PROMPT, gateway.url(COMPLETIONS))) {
      events.send("one");
      curl.awaitOutput("data: one\n\n");
    }
    assertThat(events.awaitPeerLeft(Running.LIMIT)).isTrue();
  }

  @Test
  void noCredentialOfTheCallersLeaves() throws Exception {
    Ended curl =
        fields(
            OUR_CLAIM,
            "authorization: Bearer evil",
            "X-Api-Key: evil",
            "X_Api_Key: evil",
            "x.api.key: evil",
            "Cookie: session=evil",
            "Proxy-Authorization: Basic evil",
            "X-Request-Source: evil");
    assertThat(curl.output()).contains(ChatCompletionsOrigin.REPLY);
    assertThat(gateway.received().values("X-Request-Source")).containsExactly("gateway");
  }

  @Test
  void noUserOrCookieOfTheCommandLineLeaves() throws Exception {
    Ended curl = curl("-u", "evil:evil", "-b", "session=evil", gateway.url("/openai/v1/models"));
    assertThat(curl.output()).contains(ChatCompletionsOrigin.MODEL);
    gateway.received();
  }

  @Test
  void aNominationTakesTheCallersFieldsAndNoneOfOurs() throws Exception {
    fields(OUR_CLAIM, "Connection: Authorization, X-Request-Source, X-Team", "X-Team: blue");
    WireMessage received = gateway.received();
    assertThat(received.values("X-Request-Source")).containsExactly("gateway");
    assertThat(received.values("X-Team")).isEmpty();
    assertThat(received.values("Connection")).isEmpty();
  }

  @Test
  void http10IsServedAndForwardedAsHttp11() throws Exception {
    Ended curl = curl("--http1.0", "-i", "-H", OUR_CLAIM, gateway.url("/openai/v1/models"));
    assertThat(curl.exit()).as(curl.errors()).isZero();
    assertThat(curl.output()).contains(" 200 OK\r\n", ChatCompletionsOrigin.MODEL);
    assertThat(curl.output()).doesNotContainIgnoringCase("transfer-encoding");
    assertThat(gateway.received().startLine()).isEqualTo("GET /v1/models HTTP/1.1");
  }

  @Test
  void aStreamIsServedToHttp10UntilTheConnectionCloses() throws Exception {
    String asked = PROMPT.replace("\"any\"", "\"any\",\"stream\":true");
    Ended curl = curl("--http1.0", "-i", "-d", asked, gateway.url(COMPLETIONS));
    assertThat(curl.exit()).as(curl.errors()).isZero();
    assertThat(curl.output()).doesNotContainIgnoringCase("transfer-encoding");
    assertThat(curl.output()).endsWith("data: [DONE]\n\n");
    gateway.received();
  }

  @Test
  void aLargeBodyIsAskedForAndArrivesWhole() throws Exception {
    gateway.origin().answerWith(OriginAnswer.of(200).withBody("fine"));
    byte[] body = bytes(ASKED_FOR + 4321);
    Ended curl = upload(body, "-v", "--data-binary", "@-", gateway.url(COMPLETIONS));
    assertThat(curl.exit()).as(curl.errors()).isZero();
    assertThat(curl.output()).isEqualTo("fine");
    assertThat(curl.errors()).contains("> Expect: 100-continue", "< HTTP/1.1 100 Continue");
    WireMessage received = gateway.received();
    assertThat(received.framing()).isEqualTo(WireMessage.Framing.CONTENT_LENGTH);
    assertThat(received.values("Expect")).isEmpty();
    assertThat(received.contentBytes()).isEqualTo(body);
  }

  /** RFC 9110, section 10.1.1: such an expectation is ignored. */
  @Test
  void http10IsNotToldToContinue() throws Exception {
    Ended curl =
        curl(
            "--http1.0",
            "-v",
            "-H",
            "Expect: 100-continue",
            "-d",
            PROMPT,
            gateway.url(COMPLETIONS));
    assertThat(curl.exit()).as(curl.errors()).isZero();
    assertThat(curl.errors()).contains("> Expect: 100-continue").doesNotContain("100 Continue");
    assertThat(gateway.received().content()).isEqualTo(PROMPT);
  }

  @Test
  void aBodyThatIsTooLargeIsRefusedBeforeItIsSent() throws Exception {
    byte[] body = bytes((int) Limits.defaults().bodyBytes() + 1);
    Ended curl = upload(body, "-v", "--data-binary", "@-", gateway.url(COMPLETIONS));
    assertThat(curl.errors()).contains("< HTTP/1.1 413 ").doesNotContain("100 Continue");
    assertRefused(curl.output(), "body-too-large");
  }

  @Test
  void anUploadOfUnknownLengthIsChunkedOnBothSides() throws Exception {
    gateway.origin().answerWith(OriginAnswer.of(200).withBody("fine"));
    byte[] body = bytes(300_000);
    Ended curl =
        upload(body, "-v", "-X", "POST", "-T", "-", "-H", OUR_CLAIM, gateway.url(COMPLETIONS));
    assertThat(curl.exit()).as(curl.errors()).isZero();
    assertThat(curl.errors()).contains("> Transfer-Encoding: chunked");
    WireMessage received = gateway.received();
    assertThat(received.framing()).isEqualTo(WireMessage.Framing.CHUNKED);
    assertThat(received.contentBytes()).isEqualTo(body);
  }

  @Test
  void dotSegmentsAreResolvedBeforeTheProviderIsChosen() throws Exception {
    Ended curl = curl("--path-as-is", "-f", "-H", OUR_CLAIM, gateway.url("/openai/../other/v1/x"));
    assertThat(curl.exit()).as(curl.errors()).isZero();
    assertThat(gateway.origin().requests()).isEmpty();
    WireMessage received = gateway.other().awaitRequests(1, Running.LIMIT).get(0);
    assertThat(received.startLine()).isEqualTo("GET /v1/x HTTP/1.1");
    assertThat(received.values("Authorization"))
        .containsExactly("Bearer " + ChatGateway.OTHER_SECRET);
    assertThat(received.head()).doesNotContain(ChatGateway.SECRET, ChatGateway.CALLERS_KEY);
  }

  @Test
  void dotSegmentsThatLeadToNoProviderAreRefused() throws Exception {
    assertRefused(curl("--path-as-is", gateway.url("/openai/../x")).output(), "no-provider");
    assertRefused(curl("--path-as-is", gateway.url("/openai/%2e%2e/x")).output(), "no-provider");
  }

  @Test
  void http2WithoutAskingIsRefused() throws Exception {
    Ended curl = curl("--http2-prior-knowledge", "-i", gateway.url("/openai/v1/models"));
    assertThat(curl.exit()).isNotZero();
    assertThat(curl.output()).doesNotContain(ChatCompletionsOrigin.MODEL);
    gateway.assertNothingReceived();
  }

  @Test
  void anUpgradeToHttp2IsNotTakenUp() throws Exception {
    Ended curl = curl("--http2", "-v", "-w", "%{http_version}", gateway.url("/openai/v1/models"));
    assertThat(curl.errors()).contains("> Upgrade: h2c").doesNotContain("101 Switching");
    assertThat(curl.exit()).as(curl.errors()).isZero();
    assertThat(curl.output()).contains(ChatCompletionsOrigin.MODEL).endsWith("1.1");
    WireMessage received = gateway.received();
    assertThat(received.values("Upgrade")).isEmpty();
    assertThat(received.values("HTTP2-Settings")).isEmpty();
    assertThat(received.values("Connection")).isEmpty();
  }

  @Test
  void traceAndConnectAreRefused() throws Exception {
    for (String method : List.of("TRACE", "CONNECT")) {
      Ended curl = curl("-X", method, "-v", "-H", OUR_CLAIM, gateway.url("/openai/v1/models"));
      assertThat(curl.errors()).as(method).contains("< HTTP/1.1 405 ");
      assertRefused(curl.output(), "method-refused");
    }
  }

  @Test
  void theGatewayIsNoProxy() throws Exception {
    Ended curl =
        curl("-x", gateway.url(""), "--noproxy", "", gateway.origin().uri() + "/v1/models");
    assertRefused(curl.output(), "target-form");
  }

  @Test
  void anotherHostIsRefused() throws Exception {
    assertRefused(fields("Host: evil.example").output(), "host");
  }

  @Test
  void aFailedGuardNamesItsFieldAndShowsNoValue() throws Exception {
    Ended curl = fields(OUR_CLAIM, "X-Tier: platinum");
    assertRefused(curl.output(), "guard");
    assertThat(error(curl.output()).getString("param")).isEqualTo("X-Tier");
    assertThat(curl.output()).doesNotContain("platinum");
  }

  @Test
  void aMissingSecretMakesTheProviderUnavailable() throws Exception {
    try (ChatGateway keyless = ChatGateway.withoutKey()) {
      Ended curl = curl("-v", "-H", OUR_CLAIM, keyless.url("/openai/v1/models"));
      assertThat(curl.errors()).contains("< HTTP/1.1 503 ");
      assertThat(error(curl.output()).getString("code")).isEqualTo("secret");
      keyless.assertNothingReceived();
    }
  }

  /** The origin here writes all that it has received, our key too, into its answer's fields. */
  @Test
  void aFieldThatReflectsTheSecretIsNotShown() throws Exception {
    gateway
        .origin()
        .answerWith(
            (request, connection) ->
                OriginAnswer.of(200)
                    .with("X-Echo", request.values("Authorization").get(0))
                    .with("X-Kept", "yes")
                    .respond(request, connection));
    Ended curl = curl("-v", "-H", OUR_CLAIM, gateway.url("/openai/v1/models"));
    gateway.received();
    assertThat(curl.errors()).contains("< X-Kept: yes").doesNotContain(ChatGateway.SECRET);
  }

  @Test
  void aRedirectGoesBackToTheCallerWithoutOurKey() throws Exception {
    gateway.origin().answerWith(Responders.redirect(307, gateway.other().uri() + "/elsewhere"));
    Ended curl = curl("-v", "-L", "-H", OUR_CLAIM, gateway.url("/openai/v1/models"));
    assertThat(curl.exit()).as(curl.errors()).isZero();
    assertThat(gateway.origin().requests()).singleElement().satisfies(ChatGateway::assertSealed);
    WireMessage followed = gateway.other().awaitRequests(1, Running.LIMIT).get(0);
    assertThat(followed.startLine()).isEqualTo("GET /elsewhere HTTP/1.1");
    assertThat(followed.head()).doesNotContain(ChatGateway.SECRET, ChatGateway.OTHER_SECRET);
  }

  private static void assertRefused(String body, String code) {
    assertThat(error(body).getString("code")).isEqualTo(code);
    gateway.assertNothingReceived();
  }

  private static JsonObject error(String body) {
    return new JsonObject(body).getJsonObject("error");
  }

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) ('a' + i % 23);
    }
    return bytes;
  }

  /** Posts the prompt with these field lines. */
  private static Ended fields(String... lines) throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of("-d", PROMPT, "-H", JSON));
    for (String line : lines) {
      arguments.add("-H");
      arguments.add(line);
    }
    arguments.add(gateway.url(COMPLETIONS));
    return curl(arguments.toArray(new String[0]));
  }

  private static Ended curl(String... arguments) throws IOException, InterruptedException {
    return upload(new byte[0], arguments);
  }

  private static Ended upload(byte[] input, String... arguments)
      throws IOException, InterruptedException {
    try (ClientProcess curl = start(arguments)) {
      try (OutputStream to = curl.input()) {
        to.write(input);
      }
      return checked(curl.await());
    }
  }

  private static Ended checked(Ended curl) {
    assertThat(curl.output() + curl.errors())
        .doesNotContain(ChatGateway.SECRET, ChatGateway.OTHER_SECRET);
    return curl;
  }

  private static ClientProcess start(String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(List.of("curl", "-q", "-sS", "--max-time", "20", "--noproxy", "*"));
    command.addAll(List.of(arguments));
    return ClientProcess.start(command);
  }
}
