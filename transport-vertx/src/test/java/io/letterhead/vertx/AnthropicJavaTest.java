package io.letterhead.vertx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.errors.AnthropicException;
import com.anthropic.errors.AnthropicServiceException;
import com.anthropic.errors.PermissionDeniedException;
import com.anthropic.errors.RateLimitException;
import com.anthropic.errors.UnauthorizedException;
import com.anthropic.models.messages.ContentBlock;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import io.letterhead.conformance.EventStream;
import io.letterhead.conformance.OriginAnswer;
import io.letterhead.conformance.WireMessage;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Anthropic's own SDK for Java as a caller: its {@code x-api-key} is the caller's key. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class AnthropicJavaTest {

  private static final String MESSAGE =
      "{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"any\","
          + "\"content\":[{\"type\":\"text\",\"text\":\"Received.\"}],\"stop_reason\":\"end_turn\","
          + "\"stop_sequence\":null,\"usage\":{\"input_tokens\":1,\"output_tokens\":1}}";

  @TempDir Path folder;
  private GuardedChat gateway;

  @BeforeEach
  void start() {
    OriginAnswer message = OriginAnswer.of(200).with("Content-Type", "application/json");
    gateway = GuardedChat.before(message.withBody(MESSAGE), folder);
  }

  @AfterEach
  void close() {
    gateway.close();
  }

  @Test
  void aMessageIsAnsweredAndTheOriginGetsOurKey() throws Exception {
    Message message = ask(GuardedChat.KEY);

    assertThat(message.content().stream().map(ContentBlock::asText))
        .singleElement()
        .satisfies(text -> assertThat(text.text()).isEqualTo("Received."));
    WireMessage received = gateway.received("x-api-key", GuardedChat.SECRET);
    assertThat(received.startLine()).isEqualTo("POST /claude/v1/messages HTTP/1.1");
    assertThat(received.values("anthropic-version"))
        .singleElement()
        .satisfies(version -> assertThat(version).matches("\\d{4}-\\d\\d-\\d\\d"));
    assertThat(received.valuesFolded("Authorization")).isEmpty();
    assertThat(new JsonObject(received.content()).getInteger("max_tokens")).isEqualTo(64);
  }

  @Test
  void eachEventArrivesBeforeTheNextIsSent() throws Exception {
    EventStream events = EventStream.open();
    gateway.origin().answerWith(events);
    send(events, "message_start", new JsonObject().put("message", new JsonObject(MESSAGE)));
    AnthropicClient client = client(GuardedChat.KEY);
    try (StreamResponse<RawMessageStreamEvent> response =
        client.messages().createStreaming(prompt())) {
      Iterator<RawMessageStreamEvent> received = response.stream().iterator();
      assertThat(received.next().isMessageStart()).isTrue();
      for (String text : List.of("Re", "ceived", ".")) {
        send(events, "content_block_delta", delta(text));
        assertThat(text(List.of(received.next()))).isEqualTo(text);
      }
      send(events, "message_stop", new JsonObject());
      events.end();
      assertThat(received.next().isMessageStop()).isTrue();
      assertThat(received.hasNext()).isFalse();
    }
    client.close();
    assertThat(gateway.received("x-api-key", GuardedChat.SECRET).content())
        .contains("\"stream\":true");
  }

  @Test
  void aStreamThatBreaksIsSeenAsBroken() {
    EventStream events = EventStream.open();
    gateway.origin().answerWith(events);
    send(events, "content_block_delta", delta("one"));
    AnthropicClient client = client(GuardedChat.KEY);
    try (StreamResponse<RawMessageStreamEvent> response =
        client.messages().createStreaming(prompt())) {
      Iterator<RawMessageStreamEvent> received = response.stream().iterator();
      assertThat(text(List.of(received.next()))).isEqualTo("one");
      events.breakOff();
      assertThatThrownBy(received::hasNext).isInstanceOf(AnthropicException.class);
    }
    client.close();
  }

  @Test
  void anUnknownKeyIsUnauthorized() {
    UnauthorizedException refused =
        catchThrowableOfType(UnauthorizedException.class, () -> ask("sk-ant-unknown"));
    assertRefused(refused, 401, "authentication_error", "bad-caller-credential");
    assertThat(refused.headers().values("WWW-Authenticate")).isNotEmpty();
  }

  @Test
  void aKeyThatMayNotIsDeniedPermission() {
    PermissionDeniedException refused =
        catchThrowableOfType(PermissionDeniedException.class, () -> ask(GuardedChat.READERS_KEY));
    assertRefused(refused, 403, "permission_error", "access-method");
  }

  @Test
  void aKeyThatAsksTooOftenIsToldWhenToAskAgain() {
    ask(GuardedChat.ONCE_KEY);
    gateway.origin().forget();
    RateLimitException refused =
        catchThrowableOfType(RateLimitException.class, () -> ask(GuardedChat.ONCE_KEY));
    assertRefused(refused, 429, "rate_limit_error", "rate");
    assertThat(refused.headers().values("Retry-After"))
        .singleElement()
        .satisfies(seconds -> assertThat(Integer.parseInt(seconds)).isBetween(3500, 3600));
  }

  private void assertRefused(
      AnthropicServiceException refused, int status, String type, String code) {
    assertThat(refused).isNotNull();
    assertThat(refused.statusCode()).isEqualTo(status);
    assertThat(refused.type().map(Object::toString)).contains(type);
    assertThat(refused.apiMessage().orElseThrow()).contains("[" + code + "]");
    assertThat(refused.toString()).doesNotContain("sk-");
    assertThat(gateway.origin().requests()).isEmpty();
  }

  private Message ask(String key) {
    AnthropicClient client = client(key);
    try {
      return client.messages().create(prompt());
    } finally {
      client.close();
    }
  }

  private AnthropicClient client(String key) {
    return AnthropicOkHttpClient.builder()
        .baseUrl(gateway.url("/anthropic"))
        .apiKey(key)
        .timeout(Running.LIMIT)
        .maxRetries(0)
        .build();
  }

  private static MessageCreateParams prompt() {
    return MessageCreateParams.builder()
        .model("any")
        .maxTokens(64)
        .addUserMessage("Say hello.")
        .build();
  }

  private static void send(EventStream events, String type, JsonObject data) {
    events.sendRaw("event: " + type + "\ndata: " + data.put("type", type).encode() + "\n\n");
  }

  private static JsonObject delta(String text) {
    return new JsonObject()
        .put("index", 0)
        .put("delta", new JsonObject().put("type", "text_delta").put("text", text));
  }

  private static String text(List<RawMessageStreamEvent> events) {
    return events.stream()
        .flatMap(event -> event.contentBlockDelta().stream())
        .map(event -> event.delta().asText().text())
        .collect(Collectors.joining());
  }
}
