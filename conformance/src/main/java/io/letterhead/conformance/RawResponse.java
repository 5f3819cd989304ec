package io.letterhead.conformance;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A response as a {@link RawClient} read it.
 *
 * <p>Immutable; text is ISO-8859-1, one character a byte.
 *
 * @param interim the statuses of the 1xx responses before it, in their order
 * @param head the head as received, its empty line included
 * @param status the status code
 * @param fields the fields in their order, as spelled
 * @param body the body without its transfer coding, as far as it came
 * @param trailers the trailer fields in their order
 * @param complete whether the body came to its proper end; false if the connection ended before
 */
public record RawResponse(
    List<Integer> interim,
    String head,
    int status,
    List<WireField> fields,
    String body,
    List<WireField> trailers,
    boolean complete) {
  public RawResponse {
    interim = List.copyOf(interim);
    requireNonNull(head, "head");
    fields = List.copyOf(fields);
    requireNonNull(body, "body");
    trailers = List.copyOf(trailers);
  }

  /** The values of the fields of that name in their order, ASCII case-insensitively. */
  public List<String> values(String name) {
    return fields.stream().filter(f -> f.isNamed(name)).map(WireField::value).toList();
  }

  /** The status and the field names: no value and no body. */
  @Override
  public String toString() {
    return "response %d %s, %s%d bytes of body"
        .formatted(
            status,
            fields.stream().map(WireField::name).toList(),
            complete ? "" : "broken off after ",
            body.length());
  }
}
