package io.letterhead.vertx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import io.letterhead.conformance.ChatCompletionsOrigin;
import io.letterhead.conformance.EventStream;
import io.letterhead.conformance.WireMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** LangChain4j's models for OpenAI's API, with a key of their own, through the gateway. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class LangChain4jTest {

  private static final Map<String, String> NO_FIELDS = Map.of();
  private static final Map<String, String> HOSTILE_FIELDS =
      Map.of(
          "X-Api-Key", "evil",
          "X_Api_Key", "evil",
          "Cookie", "session=evil",
          "Proxy-Authorization", "Basic evil",
          "X-Tenant-ID", "evil",
          "X-Request-Source", "evil",
          "X-Forwarded-For", "evil");
  private static final Map<String, String> RULED_FIELDS =
      Map.of("X-Team", "blue", "X-Tenant", "t-1", "X-Tier", "paid", "X-Unlisted", "x");

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
  void aModelAnswersAndTheOriginGetsOurKey() throws Exception {
    assertThat(model(gateway, NO_FIELDS).chat("Say hello.")).isEqualTo(ChatCompletionsOrigin.REPLY);
    WireMessage received = gateway.received();
    assertThat(received.startLine()).isEqualTo("POST /v1/chat/completions HTTP/1.1");
    assertThat(received.content()).contains("\"Say hello.\"");
    assertThat(received.values("X-Request-Source")).containsExactly("gateway");
  }

  /** The JDK's client, which this one builds on, asks for an upgrade to HTTP/2 in clear. */
  @Test
  void noUpgradeIsPassedOn() throws Exception {
    String direct = gateway.origin().uri() + "/v1";
    model(direct, NO_FIELDS).chat("Say hello.");
    assertThat(gateway.origin().awaitRequests(1, Running.LIMIT).get(0).values("Upgrade"))
        .containsExactly("h2c");
    gateway.forget();
    model(gateway, NO_FIELDS).chat("Say hello.");
    WireMessage received = gateway.received();
    assertThat(received.values("Upgrade")).isEmpty();
    assertThat(received.values("HTTP2-Settings")).isEmpty();
    assertThat(received.values("Connection")).isEmpty();
  }

  @Test
  void aStreamArrivesPieceByPieceAndWhole() throws Exception {
    Pieces pieces = new Pieces();
    streaming(gateway, NO_FIELDS).chat("Say hello.", pieces);
    assertThat(pieces.awaitEnd().aiMessage().text()).isEqualTo(ChatCompletionsOrigin.REPLY);
    List<String> arrived = new ArrayList<>(pieces.arrived);
    assertThat(arrived).hasSizeGreaterThan(2);
    assertThat(String.join("", arrived)).isEqualTo(ChatCompletionsOrigin.REPLY);
    assertThat(gateway.received().content()).containsPattern("\"stream\"\\s*:\\s*true");
  }

  @Test
  void eachPieceArrivesBeforeTheNextIsSent() throws Exception {
    EventStream events = EventStream.open();
    gateway.origin().answerWith(events);
    Pieces pieces = new Pieces();
    streaming(gateway, NO_FIELDS).chat("Say hello.", pieces);
    for (String piece : List.of("one", "two", "three")) {
      events.send(ChatChunks.chunk(piece));
      assertThat(pieces.next()).isEqualTo(piece);
    }
    events.send("[DONE]");
    events.end();
    assertThat(pieces.awaitEnd().aiMessage().text()).isEqualTo("onetwothree");
  }

  @Test
  void aStreamThatBreaksIsSeenAsBroken() throws Exception {
    EventStream events = EventStream.open();
    gateway.origin().answerWith(events);
    Pieces pieces = new Pieces();
    streaming(gateway, NO_FIELDS).chat("Say hello.", pieces);
    events.send(ChatChunks.chunk("one"));
    assertThat(pieces.next()).isEqualTo("one");
    events.breakOff();
    assertThat(catchThrowable(pieces::awaitEnd)).isInstanceOf(ExecutionException.class);
  }

  @Test
  void customFieldsAreRuledByThePolicy() throws Exception {
    model(gateway, RULED_FIELDS).chat("Say hello.");
    assertRuled(gateway.received());
  }

  @Test
  void customFieldsOfAStreamAreRuledByThePolicy() throws Exception {
    Pieces pieces = new Pieces();
    streaming(gateway, RULED_FIELDS).chat("Say hello.", pieces);
    assertThat(pieces.awaitEnd().aiMessage().text()).isEqualTo(ChatCompletionsOrigin.REPLY);
    assertRuled(gateway.received());
  }

  @Test
  void credentialsAmongCustomFieldsAreRemoved() throws Exception {
    model(gateway, HOSTILE_FIELDS).chat("Say hello.");
    assertUnharmed(gateway.received());
  }

  @Test
  void credentialsAmongCustomFieldsOfAStreamAreRemoved() throws Exception {
    Pieces pieces = new Pieces();
    streaming(gateway, HOSTILE_FIELDS).chat("Say hello.", pieces);
    assertThat(pieces.awaitEnd().aiMessage().text()).isEqualTo(ChatCompletionsOrigin.REPLY);
    assertUnharmed(gateway.received());
  }

  @Test
  void theClientsNamePassesOnlyWhereTheGroupIsAllowed() throws Exception {
    model(gateway, NO_FIELDS).chat("Say hello.");
    assertThat(gateway.received().values("User-Agent")).hasSize(1);
    try (ChatGateway strict = ChatGateway.start()) {
      model(strict, NO_FIELDS).chat("Say hello.");
      assertThat(strict.received().values("User-Agent")).isEmpty();
    }
  }

  @Test
  void aRejectionIsAnInvalidRequest() {
    Throwable rejected =
        catchThrowable(() -> model(gateway, Map.of("X-Tier", "platinum")).chat("Say hello."));
    assertThat(rejected).isInstanceOf(InvalidRequestException.class);
    assertThat(rejected).hasMessageContaining("X-Tier").hasMessageContaining("guard");
    assertNothingShown(rejected);
    gateway.assertNothingReceived();
  }

  @Test
  void aRejectedStreamEndsWithTheReason() {
    Pieces pieces = new Pieces();
    streaming(gateway, Map.of("X-Tier", "platinum")).chat("Say hello.", pieces);
    Throwable rejected = catchThrowable(pieces::awaitEnd);
    assertThat(rejected).hasCauseInstanceOf(InvalidRequestException.class);
    assertThat(rejected).hasMessageContaining("X-Tier").hasMessageContaining("guard");
    assertNothingShown(rejected);
    gateway.assertNothingReceived();
  }

  @Test
  void withoutItsSecretTheProviderIsUnavailable() {
    try (ChatGateway keyless = ChatGateway.withoutKey()) {
      Throwable rejected = catchThrowable(() -> model(keyless, NO_FIELDS).chat("Say hello."));
      assertThat(rejected).isInstanceOf(InternalServerException.class);
      assertThat(rejected).hasMessageContaining("\"code\":\"secret\"");
      assertNothingShown(rejected);
      keyless.assertNothingReceived();
    }
  }

  private static OpenAiChatModel model(ChatGateway gateway, Map<String, String> fields) {
    return model(gateway.baseUrl(), fields);
  }

  private static OpenAiChatModel model(String baseUrl, Map<String, String> fields) {
    return OpenAiChatModel.builder()
        .baseUrl(baseUrl)
        .apiKey(ChatGateway.CALLERS_KEY)
        .modelName(ChatCompletionsOrigin.MODEL)
        .customHeaders(fields)
        .timeout(Running.LIMIT)
        .maxRetries(0)
        .build();
  }

  private static OpenAiStreamingChatModel streaming(
      ChatGateway gateway, Map<String, String> fields) {
    return OpenAiStreamingChatModel.builder()
        .baseUrl(gateway.baseUrl())
        .apiKey(ChatGateway.CALLERS_KEY)
        .modelName(ChatCompletionsOrigin.MODEL)
        .customHeaders(fields)
        .timeout(Running.LIMIT)
        .build();
  }

  private static void assertRuled(WireMessage received) {
    assertThat(received.values("X-Team")).containsExactly("blue");
    assertThat(received.values("X-Tenant")).isEmpty();
    assertThat(received.values("X-Tenant-ID")).containsExactly("t-1");
    assertThat(received.values("X-Tier")).containsExactly("paid");
    assertThat(received.values("X-Unlisted")).isEmpty();
  }

  private static void assertUnharmed(WireMessage received) {
    assertThat(received.values("X-Request-Source")).containsExactly("gateway");
    assertThat(received.valuesFolded("X-Tenant-ID")).isEmpty();
    assertThat(received.valuesFolded("X-Forwarded-For")).isEmpty();
  }

  private static void assertNothingShown(Throwable failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      assertThat(at.toString())
          .doesNotContain(
              ChatGateway.SECRET, ChatGateway.OTHER_SECRET, ChatGateway.CALLERS_KEY, "platinum");
    }
  }

  /** The pieces of a streamed answer, for a test that waits for them. */
  private static final class Pieces implements StreamingChatResponseHandler {

    private final BlockingQueue<String> arrived = new LinkedBlockingQueue<>();
    private final CompletableFuture<ChatResponse> end = new CompletableFuture<>();

    @Override
    public void onPartialResponse(String piece) {
      arrived.add(piece);
    }

    @Override
    public void onCompleteResponse(ChatResponse response) {
      end.complete(response);
    }

    @Override
    public void onError(Throwable failure) {
      end.completeExceptionally(failure);
    }

    @Nullable String next() throws InterruptedException {
      return arrived.poll(Running.LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    }

    ChatResponse awaitEnd() throws Exception {
      return end.get(Running.LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    }
  }
}
