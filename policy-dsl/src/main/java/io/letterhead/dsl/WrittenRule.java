package io.letterhead.dsl;

import io.letterhead.policy.Position;
import java.util.Optional;

/**
 * A rule as it stands in the file: its verb with what follows it, and all of its keys.
 *
 * @param verb the first key and its value
 * @param keys all keys, the verb among them
 */
record WrittenRule(YamlNode.Entry verb, YamlNode.Mapping keys) {

  /** The verb's word. */
  String word() {
    return verb.key().text();
  }

  /** The verb's word as messages quote it. */
  String quoted() {
    return Words.quote(word());
  }

  /** What stands behind the verb. */
  YamlNode operand() {
    return verb.value();
  }

  /** Where the verb stands. */
  Position position() {
    return verb.key().position();
  }

  /** The value of a key; empty where the rule has none of the name. */
  Optional<YamlNode> find(String key) {
    return Shapes.find(keys, key);
  }

  /** The value of a key that must be there. */
  Optional<YamlNode> required(String key, Shapes shapes) {
    return shapes.required(keys, key, position(), quoted());
  }
}
