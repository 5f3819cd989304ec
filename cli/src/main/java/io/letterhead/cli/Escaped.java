package io.letterhead.cli;

/** Text of strangers as a terminal may show it: no control character acts. */
final class Escaped {

  private static final int DELETE = 0x7F;
  private static final int LAST_C1 = 0x9F;

  private Escaped() {}

  /** On one line: a control character, format or line separator shows as its escape. */
  static String line(String text) {
    StringBuilder shown = new StringBuilder(text.length());
    text.codePoints().forEach(c -> append(shown, c));
    return shown.toString();
  }

  private static void append(StringBuilder shown, int c) {
    if (c < 0x20 || (c >= DELETE && c <= LAST_C1)) {
      shown.append(String.format("\\x%02x", c));
    } else if (isInvisible(c)) {
      shown.append(String.format("\\u{%x}", c));
    } else {
      shown.appendCodePoint(c);
    }
  }

  private static boolean isInvisible(int c) {
    return switch (Character.getType(c)) {
      case Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }
}
