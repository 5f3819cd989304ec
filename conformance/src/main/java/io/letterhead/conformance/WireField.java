package io.letterhead.conformance;

import static java.util.Objects.requireNonNull;

/**
 * One field line of a message, as it was spelled on the wire (RFC 9112, section 5).
 *
 * <p>Each character stands for one byte (ISO-8859-1). The optional white space around the value is
 * not part of it. The value may be a credential: {@link #toString} leaves it out.
 *
 * @param name the name as spelled
 * @param value the value as spelled
 */
public record WireField(String name, String value) {
  public WireField {
    requireNonNull(name, "name");
    requireNonNull(value, "value");
  }

  /** Whether the name is {@code other}, ASCII letters being equal in either case. */
  public boolean isNamed(String other) {
    return lowerCase(name).equals(lowerCase(other));
  }

  /**
   * The name folded: ASCII letters in lower case, all that is no letter or digit as {@code -}.
   * Names that a CGI-like origin cannot tell apart fold to one.
   */
  public String foldedName() {
    return fold(name);
  }

  /**
   * A name folded: ASCII letters in lower case, all that is no letter or digit as {@code -}; by no
   * locale, and no letter beyond ASCII.
   */
  public static String fold(String name) {
    StringBuilder folded = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char c = lowerCase(name.charAt(i));
      boolean plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
      folded.append(plain ? c : '-');
    }
    return folded.toString();
  }

  /** A text with its ASCII letters in lower case, and all else as it is. */
  public static String lowerCase(String text) {
    StringBuilder lower = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      lower.append(lowerCase(text.charAt(i)));
    }
    return lower.toString();
  }

  private static char lowerCase(char c) {
    return c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
  }

  /** A value without the optional white space (SP and HTAB, nothing else) at both ends. */
  public static String trim(String value) {
    int start = 0;
    int end = value.length();
    while (start < end && isBlank(value.charAt(start))) {
      start++;
    }
    while (end > start && isBlank(value.charAt(end - 1))) {
      end--;
    }
    return value.substring(start, end);
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  /** The name alone. */
  @Override
  public String toString() {
    return name + ": …";
  }
}
