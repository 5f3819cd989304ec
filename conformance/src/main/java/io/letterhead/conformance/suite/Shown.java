package io.letterhead.conformance.suite;

import io.letterhead.conformance.WireField;
import java.util.Locale;

/** Bytes as people read them: what does not print is escaped, nothing is left out. */
final class Shown {
  private Shown() {}

  static String text(String bytes) {
    StringBuilder shown = new StringBuilder(bytes.length());
    for (int i = 0; i < bytes.length(); i++) {
      shown.append(character(bytes.charAt(i)));
    }
    return shown.toString();
  }

  static String field(WireField field) {
    return text(field.name()) + ": " + text(field.value());
  }

  static String character(char c) {
    return switch (c) {
      case '\r' -> "\\r";
      case '\n' -> "\\n";
      case '\t' -> "\\t";
      case '\\' -> "\\\\";
      default -> {
        if (c >= 0x20 && c < 0x7F) {
          yield String.valueOf(c);
        }
        yield c > 0xFF
            ? String.format(Locale.ROOT, "\\u%04x", (int) c)
            : String.format(Locale.ROOT, "\\x%02x", (int) c);
      }
    };
  }
}
