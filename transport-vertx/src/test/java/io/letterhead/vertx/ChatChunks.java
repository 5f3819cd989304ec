package io.letterhead.vertx;

import io.letterhead.conformance.ChatCompletionsOrigin;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** What OpenAI's API sends, whole and as data of server-sent events, for tests that drive it. */
final class ChatChunks {

  private ChatChunks() {}

  /** A chunk that adds the text. */
  static String chunk(String text) {
    return chunk(new JsonObject().put("content", text), null);
  }

  /** A chunk that begins a call of a tool. */
  static String toolCall(String id, String name, String arguments) {
    JsonObject function = new JsonObject().put("name", name).put("arguments", arguments);
    return tool(
        new JsonObject()
            .put("index", 0)
            .put("id", id)
            .put("type", "function")
            .put("function", function));
  }

  /** A chunk that adds to the arguments of the tool's call. */
  static String toolArguments(String piece) {
    return tool(
        new JsonObject().put("index", 0).put("function", new JsonObject().put("arguments", piece)));
  }

  /** The chunk that says why there is no more. */
  static String finish(String reason) {
    return chunk(new JsonObject(), reason);
  }

  /** A completion that is not streamed. */
  static String completion(String text) {
    JsonObject message = new JsonObject().put("role", "assistant").put("content", text);
    return answer("chat.completion", new JsonObject().put("message", message), "stop");
  }

  private static String tool(JsonObject call) {
    return chunk(new JsonObject().put("tool_calls", new JsonArray().add(call)), null);
  }

  private static String chunk(JsonObject delta, @Nullable String finishReason) {
    return answer("chat.completion.chunk", new JsonObject().put("delta", delta), finishReason);
  }

  private static String answer(String kind, JsonObject choice, @Nullable String finishReason) {
    choice.put("index", 0).put("finish_reason", finishReason);
    return new JsonObject()
        .put("id", "chatcmpl-driven")
        .put("object", kind)
        .put("created", 1_700_000_000L)
        .put("model", ChatCompletionsOrigin.MODEL)
        .put("choices", new JsonArray().add(choice))
        .encode();
  }
}
