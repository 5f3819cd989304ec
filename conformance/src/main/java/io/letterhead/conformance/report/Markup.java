package io.letterhead.conformance.report;

/** Text as HTML and SVG show it. */
final class Markup {
  private Markup() {}

  /** The text for an element or a quoted attribute; what no document may hold shows as its code. */
  static String escaped(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    text.codePoints().forEach(c -> append(escaped, c));
    return escaped.toString();
  }

  private static void append(StringBuilder escaped, int c) {
    switch (c) {
      case '&' -> escaped.append("&amp;");
      case '<' -> escaped.append("&lt;");
      case '>' -> escaped.append("&gt;");
      case '"' -> escaped.append("&quot;");
      case '\'' -> escaped.append("&#39;");
      case '\n', '\t' -> escaped.append((char) c);
      default -> Printable.append(escaped, c);
    }
  }
}
