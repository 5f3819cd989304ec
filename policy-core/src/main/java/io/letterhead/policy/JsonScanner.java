package io.letterhead.policy;

import java.util.HashSet;
import java.util.Set;

/**
 * A sweep over one JSON text (RFC 8259), exact: nothing passes but its grammar, nor what two
 * readers may understand in two ways (a key twice, half of a surrogate pair). Each character is
 * looked at once, and at most {@value #DEEPEST} objects and arrays are open at a time.
 */
final class JsonScanner {

  /** How many objects and arrays may be open at a time. */
  static final int DEEPEST = 16;

  private final JsonLexemes lexemes;
  private int depth;

  /** The kinds of values. */
  enum Kind {
    OBJECT("an object"),
    ARRAY("an array"),
    TEXT("a text"),
    NUMBER("a number"),
    BOOLEAN("a boolean"),
    NULL("`null`");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    /** The kind in words. */
    @Override
    public String toString() {
      return words;
    }
  }

  /** What is done with the members of an object. */
  interface Members {

    /** Takes a member: the scanner stands before its value, which is to be read or skipped. */
    void member(String key) throws CallerDataException;

    /** What is wrong where the key comes a second time. */
    default String repeated(String key) {
      return "holds a key twice in one object";
    }
  }

  JsonScanner(String json) {
    lexemes = new JsonLexemes(json);
  }

  /** Whether nothing but white space is left. */
  boolean isAtEnd() {
    return lexemes.isAtEnd();
  }

  /** Requires that nothing but white space is left. */
  void end() throws CallerDataException {
    if (!lexemes.isAtEnd()) {
      throw JsonLexemes.malformed("something follows its end");
    }
  }

  /** The kind of the value that begins here, as its first character tells. */
  Kind kind() throws CallerDataException {
    char first = lexemes.peek();
    if (first == '-' || (first >= '0' && first <= '9')) {
      return Kind.NUMBER;
    }
    return switch (first) {
      case '{' -> Kind.OBJECT;
      case '[' -> Kind.ARRAY;
      case '"' -> Kind.TEXT;
      case 't', 'f' -> Kind.BOOLEAN;
      case 'n' -> Kind.NULL;
      default -> throw JsonLexemes.malformed("a value is missing or malformed");
    };
  }

  /** Takes a value of any kind, and keeps nothing of it. */
  void skip() throws CallerDataException {
    switch (kind()) {
      case OBJECT -> object(key -> skip());
      case ARRAY -> array();
      case TEXT -> text();
      case NUMBER -> lexemes.number();
      case BOOLEAN -> lexemes.literal(lexemes.peek() == 't' ? "true" : "false");
      case NULL -> lexemes.literal("null");
    }
  }

  /** Takes the text that begins here. */
  String text() throws CallerDataException {
    return lexemes.text();
  }

  /** Takes the object that begins here, member by member. */
  void object(Members members) throws CallerDataException {
    open('{');
    if (!lexemes.takes('}')) {
      Set<String> keys = new HashSet<>();
      do {
        String key = lexemes.text();
        if (!keys.add(key)) {
          throw new CallerDataException(members.repeated(key));
        }
        lexemes.require(':', "a colon is missing");
        members.member(key);
      } while (lexemes.takes(','));
      lexemes.require('}', "a comma or the end of an object is missing");
    }
    depth--;
  }

  private void array() throws CallerDataException {
    open('[');
    if (!lexemes.takes(']')) {
      do {
        skip();
      } while (lexemes.takes(','));
      lexemes.require(']', "a comma or the end of an array is missing");
    }
    depth--;
  }

  private void open(char bracket) throws CallerDataException {
    if (++depth > DEEPEST) {
      throw new CallerDataException("is nested deeper than " + DEEPEST + " levels");
    }
    lexemes.require(bracket, "a value is missing or malformed");
  }
}
