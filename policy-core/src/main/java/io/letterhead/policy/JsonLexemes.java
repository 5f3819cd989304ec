package io.letterhead.policy;

/**
 * The lexemes of a JSON text (RFC 8259), taken one after the other: white space, structural
 * characters, literals, numbers and texts. A number is its syntax alone, and is not converted.
 */
final class JsonLexemes {

  private static final String WHITE_SPACE = " \t\n\r";
  private static final String ESCAPES = "\"\\/bfnrt";
  private static final String ESCAPED = "\"\\/\b\f\n\r\t";

  private final String json;
  private int at;

  JsonLexemes(String json) {
    this.json = json;
  }

  /** Whether nothing but white space is left. */
  boolean isAtEnd() {
    while (at < json.length() && WHITE_SPACE.indexOf(json.charAt(at)) >= 0) {
      at++;
    }
    return at == json.length();
  }

  /** The first character of the lexeme that comes next; it is not taken. */
  char peek() throws CallerDataException {
    if (isAtEnd()) {
      throw endless();
    }
    return json.charAt(at);
  }

  /** Takes a structural character, if it is what comes next. */
  boolean takes(char structural) {
    boolean next = !isAtEnd() && json.charAt(at) == structural;
    if (next) {
      at++;
    }
    return next;
  }

  /** Takes a structural character, or says what is wrong. */
  void require(char structural, String otherwise) throws CallerDataException {
    if (peek() != structural) {
      throw malformed(otherwise);
    }
    at++;
  }

  /** Takes a literal. */
  void literal(String word) throws CallerDataException {
    if (!json.startsWith(word, at)) {
      throw malformed("a value is missing or malformed");
    }
    at += word.length();
  }

  /** Takes a number. */
  void number() throws CallerDataException {
    if (isHere('-')) {
      at++;
    }
    boolean zero = isHere('0');
    if (digits() > 1 && zero) {
      throw malformed("a number is malformed");
    }
    if (isHere('.')) {
      at++;
      digits();
    }
    if (isHere('e') || isHere('E')) {
      at++;
      if (isHere('+') || isHere('-')) {
        at++;
      }
      digits();
    }
  }

  /** Takes a text, its quotes and escapes off. */
  String text() throws CallerDataException {
    require('"', "a key is missing or not in double quotes");
    StringBuilder text = new StringBuilder();
    int run = at;
    for (char c = next(); c != '"'; c = next()) {
      if (c < ' ') {
        throw malformed("a text holds a control character that is not escaped");
      }
      if (c == '\\') {
        text.append(json, run, at - 1);
        escape(text);
        run = at;
      }
    }
    return text.append(json, run, at - 1).toString();
  }

  private void escape(StringBuilder text) throws CallerDataException {
    char c = next();
    if (c == 'u') {
      character(text);
      return;
    }
    int escape = ESCAPES.indexOf(c);
    if (escape < 0) {
      throw malformed("an escape is malformed");
    }
    text.append(ESCAPED.charAt(escape));
  }

  /** Two escapes, where the first is a high surrogate. What is left of a pair is no character. */
  private void character(StringBuilder text) throws CallerDataException {
    char unit = codeUnit();
    text.append(unit);
    if (Character.isHighSurrogate(unit) && json.startsWith("\\u", at)) {
      at += 2;
      char low = codeUnit();
      text.append(low);
      if (Character.isLowSurrogate(low)) {
        return;
      }
    }
    if (Character.isSurrogate(unit)) {
      throw new CallerDataException("holds half of a surrogate pair, which is no character");
    }
  }

  private char codeUnit() throws CallerDataException {
    int unit = 0;
    for (int i = 0; i < 4; i++) {
      char c = next();
      int digit = c < 0x80 ? Character.digit(c, 16) : -1;
      if (digit < 0) {
        throw malformed("an escape is malformed");
      }
      unit = unit * 16 + digit;
    }
    return (char) unit;
  }

  /** Takes the digits here, of which there is at least one, and counts them. */
  private int digits() throws CallerDataException {
    int start = at;
    while (at < json.length() && json.charAt(at) >= '0' && json.charAt(at) <= '9') {
      at++;
    }
    if (at == start) {
      throw malformed("a number is malformed");
    }
    return at - start;
  }

  private boolean isHere(char c) {
    return at < json.length() && json.charAt(at) == c;
  }

  private char next() throws CallerDataException {
    if (at == json.length()) {
      throw endless();
    }
    return json.charAt(at++);
  }

  private static CallerDataException endless() {
    return malformed("it ends too early");
  }

  static CallerDataException malformed(String what) {
    return new CallerDataException("is not JSON: " + what);
  }
}
