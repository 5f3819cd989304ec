package io.letterhead.conformance.suite;

import static java.util.Objects.requireNonNull;

import io.letterhead.conformance.WireField;
import java.util.ArrayList;
import java.util.List;

/**
 * What a caller asks the transport to send. Immutable.
 *
 * <p>Names, values, method and target may hold whatever a hostile caller can put there; a transport
 * refuses what it cannot send, by an exception. A character above U+00FF is no byte: only who takes
 * strings can be given one.
 *
 * @param method the method
 * @param target the path, with its query, below the provider's base path; begins with {@code /}
 *     unless it is hostile
 * @param fields the fields, in their order
 * @param content the content, one character a byte; empty for none
 * @param trailers the trailer fields; for a transport with {@link Feature#TRAILERS} alone
 */
public record CallerRequest(
    String method,
    String target,
    List<WireField> fields,
    String content,
    List<WireField> trailers) {
  public CallerRequest {
    requireNonNull(method, "method");
    requireNonNull(target, "target");
    fields = List.copyOf(fields);
    requireNonNull(content, "content");
    trailers = List.copyOf(trailers);
  }

  /** A GET of {@code /v1/models} without fields. */
  public static CallerRequest get() {
    return new CallerRequest("GET", "/v1/models", List.of(), "", List.of());
  }

  /** A POST of that JSON content to {@code /v1/messages}. */
  public static CallerRequest post(String content) {
    return new CallerRequest("POST", "/v1/messages", List.of(), content, List.of())
        .with("Content-Type", "application/json");
  }

  /** The same with one more field, after the others. */
  public CallerRequest with(String name, String value) {
    return new CallerRequest(method, target, more(fields, name, value), content, trailers);
  }

  /** The same with another method. */
  public CallerRequest method(String other) {
    return new CallerRequest(other, target, fields, content, trailers);
  }

  /** The same to another target. */
  public CallerRequest to(String other) {
    return new CallerRequest(method, other, fields, content, trailers);
  }

  /** The same with one more trailer field, after the others. */
  public CallerRequest withTrailer(String name, String value) {
    return new CallerRequest(method, target, fields, content, more(trailers, name, value));
  }

  private static List<WireField> more(List<WireField> fields, String name, String value) {
    List<WireField> more = new ArrayList<>(fields);
    more.add(new WireField(name, value));
    return more;
  }

  /** All of it, values too, as lines: what it holds is the suite's own. */
  String lines() {
    StringBuilder lines = new StringBuilder(method).append(' ').append(target).append("\r\n");
    fields.forEach(field -> line(field, lines));
    lines.append("\r\n").append(content);
    if (!trailers.isEmpty()) {
      lines.append("\r\n");
      trailers.forEach(field -> line(field, lines));
    }
    return lines.toString();
  }

  private static void line(WireField field, StringBuilder lines) {
    lines.append(field.name()).append(": ").append(field.value()).append("\r\n");
  }
}
