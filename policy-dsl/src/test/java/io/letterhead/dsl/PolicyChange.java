package io.letterhead.dsl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One slip of whoever edits a policy, at one place of it.
 *
 * @param kind what is done
 * @param place which of the file's keys and items it is done to, counted around
 * @param word the new name of a key
 * @param value the new value, as JSON
 */
record PolicyChange(Kind kind, int place, String word, String value) {

  /** What is done at a place. */
  enum Kind {
    /** The key gets another name; an item gets another value. */
    RENAME,
    /** The key or item is left out. */
    DROP,
    /** It gets another value. */
    REPLACE,
    /** It stands there once more, in a mapping under another key. */
    REPEAT
  }

  /** Keys of the language, and what is none. */
  static final ImmutableList<String> WORDS =
      Stream.of(
              PolicyReader.KEYS,
              ProviderReader.KEYS,
              ProfileReader.KEYS,
              ProfileReader.CREDENTIAL_KEYS,
              ConditionReader.KEYS,
              InjectReader.PLACES,
              Vocabulary.builtIn(),
              Vocabulary.ofRequests(TestPolicies.PLUG_INS).verbs().keySet(),
              List.of("one-of", "max-length", "why", "when", "to", "from-secret", "as"),
              List.of("from-request", "from-caller-data", "caller-may-bring", "headers"),
              List.of("env", "file", "only-for", "ink", "onf-of", "X-A", "@a", "a b", "7"))
          .flatMap(Collection::stream)
          .collect(ImmutableList.toImmutableList());

  /** Values of each type, good ones and others, as JSON. */
  static final ImmutableList<String> VALUES =
      ImmutableList.of(
          "null",
          "true",
          "7",
          "0",
          "[]",
          "{}",
          "[[]]",
          "[7,true]",
          "{\"a\":\"b\"}",
          "{\"env\":\"A\"}",
          "{\"header\":\"X-K\"}",
          "{\"methods\":\"POST\"}",
          "{\"methods\":[\"POST\",\"TRACE\"]}",
          "{\"paths\":\"/v1/*\"}",
          "{\"origin\":\"https://new.example\"}",
          "[{\"deny\":\"X-B\"}]",
          "[{\"allow\":\"X-B\",\"one-of\":[\"a\"]}]",
          "[{\"set\":\"X-B\",\"from-request\":\"host\"}]",
          "[\"X-A\",\"X-*\"]",
          "[\"sealed\",\"denied\"]",
          "\"\"",
          "\"text\"",
          "\"a b\"",
          "\" a\"",
          "\"@tracing\"",
          "\"@credential\"",
          "\"X-*\"",
          "\"otherwise\"",
          "\"allowed\"",
          "\"sealed\"",
          "\"scheme\"",
          "\"bearer\"",
          "\"1\"",
          "\"/v1/x\"",
          "\"https://new.example/v1\"",
          "\"https://new.example?x\"");

  /** The file with the change. */
  JsonNode apply(JsonNode file) {
    JsonNode changed = file.deepCopy();
    List<Runnable> places = new ArrayList<>();
    collect(changed, places);
    if (!places.isEmpty()) {
      places.get(place % places.size()).run();
    }
    return changed;
  }

  private void collect(JsonNode node, List<Runnable> places) {
    if (node instanceof ObjectNode mapping) {
      for (Map.Entry<String, JsonNode> entry : mapping.properties()) {
        places.add(() -> change(mapping, entry.getKey()));
        collect(entry.getValue(), places);
      }
    } else if (node instanceof ArrayNode list) {
      for (int i = 0; i < list.size(); i++) {
        int index = i;
        places.add(() -> change(list, index));
        collect(list.get(i), places);
      }
    }
  }

  private void change(ObjectNode mapping, String key) {
    ObjectNode before = mapping.deepCopy();
    mapping.removeAll();
    for (Map.Entry<String, JsonNode> entry : before.properties()) {
      if (!entry.getKey().equals(key)) {
        mapping.putIfAbsent(entry.getKey(), entry.getValue());
        continue;
      }
      switch (kind) {
        case RENAME -> mapping.set(word, entry.getValue());
        case DROP -> {}
        case REPLACE -> mapping.set(key, parsed());
        case REPEAT -> {
          mapping.set(key, entry.getValue());
          mapping.putIfAbsent(word, entry.getValue().deepCopy());
        }
      }
    }
  }

  private void change(ArrayNode list, int index) {
    switch (kind) {
      case RENAME, REPLACE -> list.set(index, parsed());
      case DROP -> list.remove(index);
      case REPEAT -> list.insert(index, list.get(index).deepCopy());
    }
  }

  private JsonNode parsed() {
    return SchemaCheck.parse(value).orElseThrow();
  }
}
