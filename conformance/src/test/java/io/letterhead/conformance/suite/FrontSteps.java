package io.letterhead.conformance.suite;

import io.letterhead.conformance.WireField;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the reference gateway reads a request, step by step; a saboteur does one of them otherwise.
 */
class FrontSteps {
  static final int CHUNKED = -1;
  private static final Pattern START =
      Pattern.compile("([-!#$%&'*+.^_`|~0-9A-Za-z]+) ([\\x21-\\x7E]+) (HTTP/1\\.[01])");
  private static final Pattern NAME = Pattern.compile("[-!#$%&'*+.^_`|~0-9A-Za-z]+");

  /** How many bytes a head may have. */
  int largestHead() {
    return 32 * 1024;
  }

  /** The bytes of the next head, without its empty line; empty at the end of the connection. */
  String head(InputStream in) throws IOException, FrontRefusal {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n", Math.max(0, head.length() - 4)) < 0) {
      int octet = in.read();
      if (octet < 0) {
        return "";
      }
      head.append((char) octet);
      if (head.length() > largestHead()) {
        throw new FrontRefusal(431, "a head too large");
      }
    }
    return head.substring(0, head.length() - 4);
  }

  /** The start line. */
  void start(String line, FrontMessage message) throws FrontRefusal {
    Matcher parts = START.matcher(line);
    if (!parts.matches()) {
      throw new FrontRefusal(400, "no start line");
    }
    message.method = parts.group(1);
    message.target = parts.group(2);
    message.version = parts.group(3);
  }

  /** Another line of the head. */
  void line(String line, FrontMessage message) throws FrontRefusal {
    int colon = line.indexOf(':');
    boolean odd = line.chars().anyMatch(c -> c == 0 || c == '\r' || c == '\n');
    if (odd || colon < 0 || !NAME.matcher(line.substring(0, colon)).matches()) {
      throw new FrontRefusal(400, "no field line");
    }
    message.fields.add(new WireField(line.substring(0, colon), value(line, colon)));
  }

  /** White space around a value is SP and HTAB, nothing else. */
  private static String value(String line, int colon) {
    return line.substring(colon + 1).replaceAll("^[ \\t]+|[ \\t]+$", "");
  }

  /** Whom the request is for. */
  void host(FrontMessage message, String own) throws FrontRefusal {
    if (!message.values("Host").equals(List.of(own))) {
      throw new FrontRefusal(400, "another host");
    }
  }

  /** The target below the route. */
  void target(FrontMessage message, String own, String prefix) throws FrontRefusal {
    String absolute = "http://" + own;
    if (message.target.startsWith(absolute + "/")) {
      message.target = message.target.substring(absolute.length());
    }
    if (!message.target.startsWith(prefix + "/")) {
      throw new FrontRefusal(404, "no such route");
    }
    message.target = message.target.substring(prefix.length());
  }

  /** The length that the head tells, or {@link #CHUNKED}. */
  int framing(FrontMessage message) throws FrontRefusal {
    List<String> codings = message.values("Transfer-Encoding");
    List<String> lengths = message.values("Content-Length");
    if (!codings.isEmpty() && message.version.equals("HTTP/1.0")) {
      throw new FrontRefusal(400, "no coding in HTTP/1.0");
    }
    if (codings.size() + lengths.size() > 1) {
      throw new FrontRefusal(400, "more than one framing");
    }
    if (!codings.isEmpty()) {
      return coding(codings.get(0));
    }
    return lengths.isEmpty() ? 0 : length(lengths.get(0));
  }

  int coding(String coding) throws FrontRefusal {
    if (!WireField.lowerCase(coding).equals("chunked")) {
      throw new FrontRefusal(501, "another coding");
    }
    return CHUNKED;
  }

  int length(String length) throws FrontRefusal {
    if (!length.matches("[0-9]{1,9}")) {
      throw new FrontRefusal(400, "no length");
    }
    return Integer.parseInt(length);
  }

  /** The content. */
  void content(InputStream in, int framing, FrontMessage message) throws IOException, FrontRefusal {
    if (framing != CHUNKED) {
      message.content.append(bytes(in, framing));
      return;
    }
    String size = chunkLine(in);
    while (size(size) > 0) {
      message.content.append(bytes(in, size(size)));
      extension(size, message);
      if (!chunkLine(in).isEmpty()) {
        throw new FrontRefusal(400, "a chunk longer than its size");
      }
      size = chunkLine(in);
    }
    for (String line = chunkLine(in); !line.isEmpty(); line = chunkLine(in)) {
      trailer(line, message);
    }
  }

  int size(String line) throws FrontRefusal {
    String size = line.replaceFirst(";.*", "");
    if (!size.matches("[0-9A-Fa-f]{1,7}")) {
      throw new FrontRefusal(400, "no chunk size");
    }
    return Integer.parseInt(size, 16);
  }

  /** What is done about an extension: nothing. */
  void extension(String line, FrontMessage message) {}

  /** What is done about a trailer field: nothing. */
  void trailer(String line, FrontMessage message) {}

  /** Whether the connection ends after a refusal. */
  boolean endsAfterRefusal() {
    return true;
  }

  /** What leaves, of what was decided. */
  Outbound written(Outbound decided, FrontMessage message) {
    return decided.with(message.passedOn);
  }

  private static String bytes(InputStream in, int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new EOFException("the content breaks off");
    }
    return new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
  }

  private static String chunkLine(InputStream in) throws IOException, FrontRefusal {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\r'; c = in.read()) {
      if (c < 0 || c == '\n' || line.length() > 1000) {
        throw new FrontRefusal(400, "no line");
      }
      line.append((char) c);
    }
    if (in.read() != '\n') {
      throw new FrontRefusal(400, "a bare CR");
    }
    return line.toString();
  }
}
