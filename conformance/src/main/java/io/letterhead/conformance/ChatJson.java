package io.letterhead.conformance;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.StringWriter;

/** The JSON documents of OpenAI's API, in ASCII. */
final class ChatJson {
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  /** A fixed time, so that answers are the same in every run. */
  private static final long CREATED = 1_700_000_000L;

  private static final int PROMPT_TOKENS = 8;

  private ChatJson() {}

  /** Writes the members of an object. */
  private interface Members {
    void write(JsonGenerator json) throws IOException;
  }

  static String completion(String id, String model, String content, int tokens) throws IOException {
    return object(
        json -> {
          header(json, id, "chat.completion", model);
          json.writeArrayFieldStart("choices");
          json.writeStartObject();
          json.writeNumberField("index", 0);
          json.writeObjectFieldStart("message");
          json.writeStringField("role", "assistant");
          json.writeStringField("content", content);
          json.writeNullField("refusal");
          json.writeEndObject();
          json.writeNullField("logprobs");
          json.writeStringField("finish_reason", "stop");
          json.writeEndObject();
          json.writeEndArray();
          usage(json, tokens);
        });
  }

  /** A chunk that adds content; the first one names the role. */
  static String chunk(String id, String model, String content, boolean first) throws IOException {
    return object(
        json -> {
          header(json, id, "chat.completion.chunk", model);
          json.writeArrayFieldStart("choices");
          json.writeStartObject();
          json.writeNumberField("index", 0);
          json.writeObjectFieldStart("delta");
          if (first) {
            json.writeStringField("role", "assistant");
          }
          json.writeStringField("content", content);
          json.writeEndObject();
          json.writeNullField("finish_reason");
          json.writeEndObject();
          json.writeEndArray();
        });
  }

  static String lastChunk(String id, String model) throws IOException {
    return object(
        json -> {
          header(json, id, "chat.completion.chunk", model);
          json.writeArrayFieldStart("choices");
          json.writeStartObject();
          json.writeNumberField("index", 0);
          json.writeObjectFieldStart("delta");
          json.writeEndObject();
          json.writeStringField("finish_reason", "stop");
          json.writeEndObject();
          json.writeEndArray();
        });
  }

  static String usageChunk(String id, String model, int tokens) throws IOException {
    return object(
        json -> {
          header(json, id, "chat.completion.chunk", model);
          json.writeArrayFieldStart("choices");
          json.writeEndArray();
          usage(json, tokens);
        });
  }

  static String models(String model) throws IOException {
    return object(
        json -> {
          json.writeStringField("object", "list");
          json.writeArrayFieldStart("data");
          json.writeStartObject();
          modelMembers(json, model);
          json.writeEndObject();
          json.writeEndArray();
        });
  }

  static String model(String model) throws IOException {
    return object(json -> modelMembers(json, model));
  }

  static String error(String message, String type) throws IOException {
    return object(
        json -> {
          json.writeObjectFieldStart("error");
          json.writeStringField("message", message);
          json.writeStringField("type", type);
          json.writeNullField("param");
          json.writeNullField("code");
          json.writeEndObject();
        });
  }

  private static void header(JsonGenerator json, String id, String object, String model)
      throws IOException {
    json.writeStringField("id", id);
    json.writeStringField("object", object);
    json.writeNumberField("created", CREATED);
    json.writeStringField("model", model);
    json.writeStringField("system_fingerprint", "fp_letterhead");
  }

  private static void usage(JsonGenerator json, int tokens) throws IOException {
    json.writeObjectFieldStart("usage");
    json.writeNumberField("prompt_tokens", PROMPT_TOKENS);
    json.writeNumberField("completion_tokens", tokens);
    json.writeNumberField("total_tokens", PROMPT_TOKENS + tokens);
    json.writeEndObject();
  }

  private static void modelMembers(JsonGenerator json, String model) throws IOException {
    json.writeStringField("id", model);
    json.writeStringField("object", "model");
    json.writeNumberField("created", CREATED);
    json.writeStringField("owned_by", "letterhead");
  }

  private static String object(Members members) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      members.write(json);
      json.writeEndObject();
    }
    return text.toString();
  }
}
