package io.letterhead.conformance.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A JSON value, with what a reader asks of it; whatever is not as asked is an {@link
 * IllegalArgumentException} that names the key, and nothing of the value.
 */
final class JsonTree {
  private static final JsonFactory FACTORY = new JsonFactory();

  private final String key;
  private final @Nullable Object value;

  private JsonTree(String key, @Nullable Object value) {
    this.key = key;
    this.value = value;
  }

  static JsonTree parse(String text) {
    try (JsonParser json = FACTORY.createParser(text)) {
      JsonTree tree = read("it", json, json.nextToken());
      if (json.nextToken() != null) {
        throw new IllegalArgumentException("there is more behind its end");
      }
      return tree;
    } catch (IOException malformed) {
      throw new IllegalArgumentException("it is no JSON", malformed);
    }
  }

  private static JsonTree read(String key, JsonParser json, @Nullable JsonToken token)
      throws IOException {
    if (token == null) {
      throw new IllegalArgumentException("it is empty");
    }
    return new JsonTree(
        key,
        switch (token) {
          case START_OBJECT -> members(json);
          case START_ARRAY -> elements(key, json);
          case VALUE_STRING -> json.getText();
          case VALUE_NUMBER_INT -> json.getLongValue();
          case VALUE_NULL -> null;
          default -> token;
        });
  }

  private static Map<String, JsonTree> members(JsonParser json) throws IOException {
    Map<String, JsonTree> members = new LinkedHashMap<>();
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      members.put(name, read(name, json, json.nextToken()));
    }
    return members;
  }

  private static List<JsonTree> elements(String key, JsonParser json) throws IOException {
    List<JsonTree> elements = new ArrayList<>();
    for (JsonToken token = json.nextToken();
        token != JsonToken.END_ARRAY;
        token = json.nextToken()) {
      elements.add(read(key, json, token));
    }
    return elements;
  }

  JsonTree get(String member) {
    if (value instanceof Map<?, ?> members && members.get(member) instanceof JsonTree found) {
      return found;
    }
    throw new IllegalArgumentException(key + " has no `" + member + "`");
  }

  List<JsonTree> list() {
    List<JsonTree> list = new ArrayList<>();
    for (Object each : as(List.class, "a list")) {
      list.add((JsonTree) each);
    }
    return list;
  }

  List<String> texts() {
    return list().stream().map(JsonTree::text).toList();
  }

  String text() {
    return as(String.class, "a text");
  }

  long number() {
    return as(Long.class, "a number");
  }

  Optional<JsonTree> ifNotNull() {
    return value == null ? Optional.empty() : Optional.of(this);
  }

  private <T> T as(Class<T> type, String words) {
    if (!type.isInstance(value)) {
      throw new IllegalArgumentException("`" + key + "` is not " + words);
    }
    return type.cast(value);
  }
}
