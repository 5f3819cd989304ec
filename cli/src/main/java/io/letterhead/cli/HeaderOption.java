package io.letterhead.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A field of {@code -H 'Name: value'}, as its bytes would be on the wire: UTF-8, one character for
 * each byte. White space around the value is no part of it (RFC 9112, section 5).
 *
 * @param name the name
 * @param value the value
 */
record HeaderOption(String name, String value) {

  /** The white space that may stand around a value. */
  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  static HeaderOption parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      throw new TypeConversionException("a field is written as 'Name: value'");
    }
    int start = colon + 1;
    int end = text.length();
    while (start < end && isBlank(text.charAt(start))) {
      start++;
    }
    while (end > start && isBlank(text.charAt(end - 1))) {
      end--;
    }
    return new HeaderOption(bytes(text.substring(0, colon)), bytes(text.substring(start, end)));
  }

  private static String bytes(String text) {
    return new String(text.getBytes(UTF_8), ISO_8859_1);
  }

  /** For picocli. */
  static final class Converter implements ITypeConverter<HeaderOption> {
    Converter() {}

    @Override
    public HeaderOption convert(String text) {
      return parse(text);
    }
  }
}
