package io.letterhead.conformance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A whole response: status, fields and body, framed by {@code Content-Length}.
 *
 * <p>Immutable. Names and values go out as they are, unchecked, in their order, so that an answer
 * can be malformed on purpose.
 *
 * @param status the status code
 * @param fields the fields, without {@code Content-Length}
 * @param body the body, one character a byte (ISO-8859-1)
 */
public record OriginAnswer(int status, List<WireField> fields, String body) implements Responder {
  public OriginAnswer {
    fields = List.copyOf(fields);
    requireNonNull(body, "body");
  }

  /** An answer without fields or body. */
  public static OriginAnswer of(int status) {
    return new OriginAnswer(status, List.of(), "");
  }

  /** The same with one more field, after the others. */
  public OriginAnswer with(String name, String value) {
    List<WireField> more = new ArrayList<>(fields);
    more.add(new WireField(name, value));
    return new OriginAnswer(status, more, body);
  }

  /** The same with that body. */
  public OriginAnswer withBody(String newBody) {
    return new OriginAnswer(status, fields, newBody);
  }

  /** The bytes of the answer. */
  public byte[] bytes() {
    return (head() + body).getBytes(ISO_8859_1);
  }

  /** The head of the answer, its empty line included; 1xx, 204 and 304 have no length. */
  String head() {
    StringBuilder head = new StringBuilder("HTTP/1.1 ").append(status).append(" Answer\r\n");
    for (WireField field : fields) {
      head.append(field.name()).append(": ").append(field.value()).append("\r\n");
    }
    if (status >= 200 && status != 204 && status != 304) {
      head.append("Content-Length: ").append(body.length()).append("\r\n");
    }
    return head.append("\r\n").toString();
  }

  /** Sends the answer; to a HEAD request, its head. */
  @Override
  public void respond(WireMessage request, OriginConnection connection) throws IOException {
    connection.write(request.method().equals("HEAD") ? head() : head() + body);
  }
}
