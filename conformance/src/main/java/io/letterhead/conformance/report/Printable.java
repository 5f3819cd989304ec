package io.letterhead.conformance.report;

import java.util.Locale;

/** Text of strangers in which no character acts: on a terminal, or by turning the line round. */
final class Printable {
  private static final int DELETE = 0x7F;
  private static final int LAST_C1 = 0x9F;

  private Printable() {}

  /** On one line. */
  static String line(String text) {
    StringBuilder shown = new StringBuilder(text.length());
    text.codePoints().forEach(c -> append(shown, c));
    return shown.toString();
  }

  static void append(StringBuilder shown, int c) {
    if (c < ' ' || (c >= DELETE && c <= LAST_C1)) {
      shown.append(String.format(Locale.ROOT, "\\x%02x", c));
    } else if (isInvisible(c)) {
      shown.append(String.format(Locale.ROOT, "\\u{%x}", c));
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
