package io.letterhead.policy;

import org.jspecify.annotations.Nullable;

/** What a field's value may hold (RFC 9110, section 5.5). */
final class FieldValue {

  private static final int LAST_BYTE = 0xFF;

  /** What is found in a value. */
  enum Content {
    /** HTAB, SP and visible ASCII only. */
    PLAIN,
    /** Also bytes from 0x80 to 0xFF, whose meaning no two servers agree on. */
    OPAQUE,
    /** A control character, or a character that is no byte. */
    MALFORMED
  }

  private FieldValue() {}

  /** What the value holds. */
  static Content content(String value) {
    boolean opaque = false;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c >= ' ' && c < 0x7F) {
        continue;
      }
      if (c > LAST_BYTE || (c < 0x80 && c != '\t')) {
        return Content.MALFORMED;
      }
      opaque |= c >= 0x80;
    }
    return opaque ? Content.OPAQUE : Content.PLAIN;
  }

  /** Whether nothing is left of the value where a recipient takes the white space off its edges. */
  static boolean isBlank(String value) {
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) != ' ' && value.charAt(i) != '\t') {
        return false;
      }
    }
    return true;
  }

  /**
   * Checks a value that a policy fixes.
   *
   * @throws IllegalArgumentException if it is empty, holds anything but visible ASCII and inner
   *     spaces or tabs, or has white space at an edge
   */
  static void requireFixed(String value) {
    String fault = fault(value);
    if (fault != null) {
      throw new IllegalArgumentException(fault);
    }
  }

  /** Whether a policy may fix a value. */
  static boolean isFixed(String value) {
    return fault(value) == null;
  }

  private static @Nullable String fault(String value) {
    if (value.isEmpty()) {
      return "a fixed value is not empty";
    }
    if (content(value) != Content.PLAIN) {
      return "a fixed value holds visible ASCII, spaces and tabs only";
    }
    return isEdge(value.charAt(0)) || isEdge(value.charAt(value.length() - 1))
        ? "a fixed value has no white space at its edges"
        : null;
  }

  private static boolean isEdge(char c) {
    return c == ' ' || c == '\t';
  }
}
