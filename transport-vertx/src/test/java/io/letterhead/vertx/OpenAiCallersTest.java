package io.letterhead.vertx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.errors.OpenAIServiceException;
import com.openai.errors.PermissionDeniedException;
import com.openai.errors.RateLimitException;
import com.openai.errors.UnauthorizedException;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionMessageFunctionToolCall;
import io.letterhead.conformance.EventStream;
import io.letterhead.conformance.OriginAnswer;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.Iterator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** OpenAI's own SDK for Java as a caller: its API key is the caller's key. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class OpenAiCallersTest {

  @TempDir Path folder;
  private GuardedChat gateway;

  @BeforeEach
  void start() {
    OriginAnswer completion = OriginAnswer.of(200).with("Content-Type", "application/json");
    gateway = GuardedChat.before(completion.withBody(ChatChunks.completion("Received.")), folder);
  }

  @AfterEach
  void close() {
    gateway.close();
  }

  @Test
  void aCompletionIsAnsweredAndTheOriginGetsOurKey() throws Exception {
    assertThat(ask(GuardedChat.KEY).choices().get(0).message().content()).contains("Received.");
    assertThat(gateway.received("Authorization", "Bearer " + GuardedChat.SECRET).startLine())
        .isEqualTo("POST /openai/chat/completions HTTP/1.1");
  }

  @Test
  void aCallOfAToolComesPieceByPieceAndWhole() throws Exception {
    EventStream events = EventStream.open();
    gateway.origin().answerWith(events);
    events.send(ChatChunks.toolCall("call_1", "weather", ""));
    OpenAIClient client = client(GuardedChat.KEY);
    ChatCompletionAccumulator whole = ChatCompletionAccumulator.create();
    try (StreamResponse<ChatCompletionChunk> response =
        client.chat().completions().createStreaming(prompt())) {
      Iterator<ChatCompletionChunk> chunks = response.stream().iterator();
      whole.accumulate(chunks.next());
      for (String piece : new String[] {"{\"city\":", "\"Bre", "men\"}"}) {
        events.send(ChatChunks.toolArguments(piece));
        whole.accumulate(chunks.next());
      }
      events.send(ChatChunks.finish("tool_calls"));
      whole.accumulate(chunks.next());
      events.send("[DONE]");
      events.end();
      assertThat(chunks.hasNext()).isFalse();
    }
    client.close();
    ChatCompletionMessageFunctionToolCall call =
        whole
            .chatCompletion()
            .choices()
            .get(0)
            .message()
            .toolCalls()
            .orElseThrow()
            .get(0)
            .asFunction();
    assertThat(call.function().name()).isEqualTo("weather");
    assertThat(call.function().arguments()).isEqualTo("{\"city\":\"Bremen\"}");
    JsonObject sent =
        new JsonObject(gateway.received("Authorization", "Bearer " + GuardedChat.SECRET).content());
    assertThat(sent.getJsonArray("tools").getJsonObject(0).getJsonObject("function"))
        .isEqualTo(new JsonObject("{\"name\":\"weather\",\"parameters\":{\"type\":\"object\"}}"));
  }

  @Test
  void anUnknownKeyIsUnauthorized() {
    UnauthorizedException refused =
        catchThrowableOfType(UnauthorizedException.class, () -> ask("sk-unknown"));
    assertRefused(refused, 401, "authentication_error", "bad-caller-credential");
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

  private void assertRefused(OpenAIServiceException refused, int status, String type, String code) {
    assertThat(refused).isNotNull();
    assertThat(refused.statusCode()).isEqualTo(status);
    assertThat(refused.type()).contains(type);
    assertThat(refused.code()).contains(code);
    assertThat(refused.toString()).doesNotContain("sk-");
    assertThat(gateway.origin().requests()).isEmpty();
  }

  private ChatCompletion ask(String key) {
    OpenAIClient client = client(key);
    try {
      return client.chat().completions().create(prompt());
    } finally {
      client.close();
    }
  }

  private OpenAIClient client(String key) {
    return OpenAIOkHttpClient.builder()
        .baseUrl(gateway.url("/openai"))
        .apiKey(key)
        .timeout(Running.LIMIT)
        .maxRetries(0)
        .build();
  }

  private static ChatCompletionCreateParams prompt() {
    FunctionParameters none =
        FunctionParameters.builder()
            .putAdditionalProperty("type", JsonValue.from("object"))
            .build();
    return ChatCompletionCreateParams.builder()
        .model("any")
        .addUserMessage("What is the weather?")
        .addFunctionTool(FunctionDefinition.builder().name("weather").parameters(none).build())
        .build();
  }
}
