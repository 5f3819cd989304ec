package io.letterhead.policy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.letterhead.policy.Subject.Line;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the language says of a caller's data, written down a second time on another reader of JSON.
 *
 * @param texts the texts that rules read, by key
 * @param headers the fields
 */
record NaiveData(Map<String, String> texts, List<Line> headers) {

  static final NaiveData NONE = new NaiveData(Map.of(), List.of());

  /** The data of a carrier; empty where it rejects the request. */
  static Optional<NaiveData> read(String carrier, Set<String> keys, String headers) {
    try {
      String json =
          UTF_8.newDecoder().decode(ByteBuffer.wrap(carrier.getBytes(ISO_8859_1))).toString();
      return JsonOracle.reads(json) ? members(json, keys, headers) : Optional.empty();
    } catch (CharacterCodingException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new AssertionError("not what the other reader says", e);
    }
  }

  private static Optional<NaiveData> members(String json, Set<String> keys, String headers)
      throws IOException {
    NaiveData data = new NaiveData(new LinkedHashMap<>(), new ArrayList<>());
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String key = parser.currentName();
        JsonToken token = parser.nextToken();
        if (keys.contains(key)) {
          if (!isText(parser)) {
            return Optional.empty();
          }
          data.texts.put(key, parser.getText());
        } else if (!headers.isEmpty() && key.equals(headers)) {
          if (token != JsonToken.START_OBJECT) {
            return Optional.empty();
          }
          while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            if (!isText(parser)) {
              return Optional.empty();
            }
            data.headers.add(new Line(name, parser.getText()));
          }
        } else {
          parser.skipChildren();
        }
      }
    }
    return Optional.of(data);
  }

  private static boolean isText(JsonParser parser) throws IOException {
    return parser.currentToken() == JsonToken.VALUE_STRING
        && parser.getText().matches("(?s)[^ \t](.*[^ \t])?");
  }
}
