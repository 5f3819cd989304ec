package io.letterhead.vertx;

import io.letterhead.conformance.ChatCompletionsOrigin;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Data of server-sent events as OpenAI's API sends them, for streams that a test drives. */
final class ChatChunks {

  private ChatChunks() {}

  /** A chunk that adds the text. */
  static String chunk(String text) {
    JsonObject choice =
        new JsonObject()
            .put("index", 0)
            .put("delta", new JsonObject().put("content", text))
            .putNull("finish_reason");
    return new JsonObject()
        .put("id", "chatcmpl-driven")
        .put("object", "chat.completion.chunk")
        .put("created", 1_700_000_000L)
        .put("model", ChatCompletionsOrigin.MODEL)
        .put("choices", new JsonArray().add(choice))
        .encode();
  }
}
