package io.letterhead.conformance;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;

/** What a chat-completions request asks for, of what matters here. */
record ChatRequest(String model, boolean stream, boolean includeUsage) {
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /**
   * Reads the body; keys that are not known here may hold anything.
   *
   * @throws IOException if it is no JSON object, or {@code model} is no string
   */
  static ChatRequest parse(byte[] body) throws IOException {
    String model = "";
    boolean stream = false;
    boolean includeUsage = false;
    try (JsonParser json = JSON.createParser(body)) {
      expect(json.nextToken() == JsonToken.START_OBJECT);
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String key = json.currentName();
        JsonToken value = json.nextToken();
        if (key.equals("model")) {
          expect(value == JsonToken.VALUE_STRING);
          model = json.getText();
        } else if (key.equals("stream")) {
          stream = value == JsonToken.VALUE_TRUE;
        } else if (key.equals("stream_options") && value == JsonToken.START_OBJECT) {
          includeUsage = includeUsage(json);
        }
        json.skipChildren();
      }
      expect(json.nextToken() == null);
    }
    expect(!model.isEmpty());
    return new ChatRequest(model, stream, includeUsage);
  }

  private static boolean includeUsage(JsonParser json) throws IOException {
    boolean include = false;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      boolean isIt = json.currentName().equals("include_usage");
      include |= json.nextToken() == JsonToken.VALUE_TRUE && isIt;
      json.skipChildren();
    }
    return include;
  }

  private static void expect(boolean condition) throws IOException {
    if (!condition) {
      throw new IOException("no chat-completions request");
    }
  }
}
