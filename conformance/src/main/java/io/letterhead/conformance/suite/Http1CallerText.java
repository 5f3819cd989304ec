package io.letterhead.conformance.suite;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.letterhead.conformance.WireField;
import java.util.List;
import java.util.Set;

/** A caller's request in the bytes of HTTP/1.1, whatever it holds, if there are bytes for it. */
final class Http1CallerText {
  private static final Set<String> WITH_CONTENT = Set.of("POST", "PUT", "PATCH");

  private final StringBuilder text = new StringBuilder();

  private Http1CallerText() {}

  /**
   * The bytes, one character each.
   *
   * @throws NoShapeException if they would mean something else: an LF ends a line, a length frames
   */
  static String of(CallerRequest request, GatewayRoute route) throws NoShapeException {
    Http1CallerText written = new Http1CallerText();
    written.head(request, route);
    written.framed(request);
    return written.text.toString();
  }

  private void head(CallerRequest request, GatewayRoute route) throws NoShapeException {
    text.append(bytes("a method", request.method())).append(' ').append(route.prefix());
    text.append(bytes("a target", request.target())).append(" HTTP/1.1\r\n");
    if (request.fields().stream().noneMatch(field -> field.isNamed("Host"))) {
      text.append("Host: ").append(route.authority()).append("\r\n");
    }
    lines(request.fields());
  }

  private void framed(CallerRequest request) throws NoShapeException {
    String content = request.content();
    if (!request.trailers().isEmpty()) {
      text.append("Transfer-Encoding: chunked\r\n\r\n");
      if (!content.isEmpty()) {
        text.append(Integer.toHexString(content.length())).append("\r\n");
        text.append(content).append("\r\n");
      }
      text.append("0\r\n");
      lines(request.trailers());
      text.append("\r\n");
      return;
    }
    if (!content.isEmpty() || WITH_CONTENT.contains(request.method())) {
      text.append("Content-Length: ").append(content.length()).append("\r\n");
    }
    text.append("\r\n").append(content);
  }

  private void lines(List<WireField> fields) throws NoShapeException {
    for (WireField field : fields) {
      if (field.isNamed("Content-Length") || field.isNamed("Transfer-Encoding")) {
        throw new NoShapeException("over HTTP/1.1 this field is the framing");
      }
      text.append(name(field.name())).append(": ");
      text.append(bytes("a value", field.value())).append("\r\n");
    }
  }

  private static String name(String name) throws NoShapeException {
    if (name.indexOf(':') > 0) {
      throw new NoShapeException("a name ends at its first colon");
    }
    return bytes("a name", inBytes(name));
  }

  /** A text; if it holds what is no byte, as UTF-8. */
  static String inBytes(String text) {
    return isBytes(text) ? text : new String(text.getBytes(UTF_8), ISO_8859_1);
  }

  private static String bytes(String what, String text) throws NoShapeException {
    if (text.indexOf('\n') >= 0) {
      throw new NoShapeException(what + " that holds the end of a line");
    }
    return onlyBytes(what, text);
  }

  /** A text that is bytes. */
  static String onlyBytes(String what, String text) throws NoShapeException {
    if (!isBytes(text)) {
      throw new NoShapeException(what + " that holds what is no byte");
    }
    return text;
  }

  private static boolean isBytes(String text) {
    return text.chars().allMatch(c -> c <= 0xFF);
  }
}
