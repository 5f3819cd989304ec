package io.letterhead.dsl;

import com.google.common.collect.ImmutableList;
import io.letterhead.policy.Position;

/** A node of a YAML document with its place. */
public sealed interface YamlNode {

  /** Where it is written: what a caret underlines. */
  Position position();

  /**
   * Keys with values, in the file's order, each key once.
   *
   * @param entries what it holds
   * @param position the braces' extent on their first line, or the first key
   */
  record Mapping(ImmutableList<Entry> entries, Position position) implements YamlNode {}

  /**
   * Items in the file's order.
   *
   * @param items what it holds
   * @param position the brackets' extent on their first line, or the first dash
   */
  record Sequence(ImmutableList<YamlNode> items, Position position) implements YamlNode {}

  /**
   * A word, a number, a text: as written, whatever YAML would make of it.
   *
   * @param text the text; escapes of quoted text are resolved, nothing else is
   * @param plain whether it is written without quotes
   * @param position its extent on its first line
   * @param start the index of its first code point in the file
   * @param end the index behind its last code point
   */
  record Scalar(String text, boolean plain, Position position, int start, int end)
      implements YamlNode {

    /** Whether nothing is written, or what YAML calls null. */
    public boolean isNull() {
      return plain
          && (text.isEmpty()
              || text.equals("~")
              || text.equals("null")
              || text.equals("Null")
              || text.equals("NULL"));
    }

    /** Shows no text: it may be an inline secret. */
    @Override
    public String toString() {
      return "scalar at " + position;
    }
  }

  /**
   * What a problem has been reported for: nothing more is to be said about it.
   *
   * @param position where it is written
   */
  record Refused(Position position) implements YamlNode {}

  /**
   * A key with its value.
   *
   * @param key the key
   * @param value the value
   */
  record Entry(Scalar key, YamlNode value) {}
}
