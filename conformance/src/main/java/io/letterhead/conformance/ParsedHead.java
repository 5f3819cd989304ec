package io.letterhead.conformance;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The head of a request by the strict grammar of RFC 9112, beside its bytes. */
record ParsedHead(
    String raw, String startLine, String method, String target, List<WireField> fields) {

  private static final String TOKEN = "[-!#$%&'*+.^_`|~0-9A-Za-z]+";
  private static final Pattern START_LINE =
      Pattern.compile("(" + TOKEN + ") ([\\x21-\\x7E]+) HTTP/1\\.[01]");
  private static final Pattern NAME = Pattern.compile(TOKEN);
  private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7E\\x80-\\xFF]*");

  ParsedHead {
    fields = List.copyOf(fields);
  }

  /** A head of which nothing but its bytes is known. */
  static ParsedHead unparsed(String raw) {
    return new ParsedHead(raw, "", "", "", List.of());
  }

  /** Reads a head up to its empty line. */
  static ParsedHead read(WireReader in) throws IOException, WireDefect {
    String startLine = in.line();
    Matcher parts = START_LINE.matcher(startLine);
    if (!parts.matches()) {
      throw WireDefect.malformed("the start line is none of HTTP/1");
    }
    List<WireField> fields = fields(in);
    return new ParsedHead(in.take(), startLine, parts.group(1), parts.group(2), fields);
  }

  /** Reads field lines up to an empty line. */
  static List<WireField> fields(WireReader in) throws IOException, WireDefect {
    List<WireField> fields = new ArrayList<>();
    for (String line = in.line(); !line.isEmpty(); line = in.line()) {
      fields.add(field(line));
    }
    return fields;
  }

  private static WireField field(String line) throws WireDefect {
    if (line.charAt(0) == ' ' || line.charAt(0) == '\t') {
      throw WireDefect.malformed("a folded line");
    }
    int colon = line.indexOf(':');
    if (colon < 0) {
      throw WireDefect.malformed("a field line without a colon");
    }
    String name = line.substring(0, colon);
    if (!NAME.matcher(name).matches()) {
      throw WireDefect.malformed("a field name that is no token");
    }
    String value = WireField.trim(line.substring(colon + 1));
    if (!VALUE.matcher(value).matches()) {
      throw WireDefect.malformed("a control character in a field value");
    }
    return new WireField(name, value);
  }

  List<String> values(String name) {
    return fields.stream().filter(f -> f.isNamed(name)).map(WireField::value).toList();
  }

  /** Leaves out the bytes, the target and all values. */
  @Override
  public String toString() {
    return method + " " + fields;
  }
}
