package io.letterhead.apache;

import io.letterhead.conformance.WireField;
import io.letterhead.conformance.WireMessage;
import java.util.List;

/**
 * One request as an origin received it, whatever the version of HTTP.
 *
 * @param whole whether it is one complete request by the strict grammar
 * @param http2 whether it came over HTTP/2
 * @param method the method
 * @param target the request target; of HTTP/2, the path
 * @param authorities what it says of its host: {@code Host} fields or {@code :authority}
 * @param fields the fields in their order, without those of the start line
 * @param trailers the trailers in their order
 * @param head all of the head, as text
 * @param framing what frames the body and is no content, as text
 * @param content the body without its framing
 * @param connection the number of its connection
 */
record Seen(
    boolean whole,
    boolean http2,
    String method,
    String target,
    List<String> authorities,
    List<WireField> fields,
    List<WireField> trailers,
    String head,
    String framing,
    String content,
    int connection) {

  static Seen of(WireMessage message) {
    return new Seen(
        message.isWellFormed(),
        false,
        message.method(),
        message.target(),
        message.valuesFolded("Host"),
        message.fields(),
        message.trailers(),
        message.head(),
        message.content().isEmpty()
            ? message.body()
            : message.body().replace(message.content(), ""),
        message.content(),
        message.connection());
  }

  /** The values of the fields whose folded names are that of {@code name}. */
  List<String> valuesFolded(String name) {
    String folded = new WireField(name, "").foldedName();
    return fields.stream()
        .filter(f -> f.foldedName().equals(folded))
        .map(WireField::value)
        .toList();
  }

  /** The method and the names of the fields. */
  @Override
  public String toString() {
    return (whole ? "" : "BROKEN ") + method + " " + fields;
  }
}
