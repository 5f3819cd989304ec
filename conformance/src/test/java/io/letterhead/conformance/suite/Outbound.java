package io.letterhead.conformance.suite;

import io.letterhead.conformance.WireField;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * A request as the reference transport writes it. Immutable.
 *
 * @param method the method
 * @param target the target
 * @param host the host and port
 * @param fields the fields, but for those of the framing
 * @param framing the fields of the framing
 * @param content the content
 * @param trailers the trailers
 */
record Outbound(
    String method,
    String target,
    String host,
    List<WireField> fields,
    List<WireField> framing,
    String content,
    List<WireField> trailers) {
  Outbound {
    fields = List.copyOf(fields);
    framing = List.copyOf(framing);
    trailers = List.copyOf(trailers);
  }

  Outbound method(String other) {
    return new Outbound(other, target, host, fields, framing, content, trailers);
  }

  Outbound target(String other) {
    return new Outbound(method, other, host, fields, framing, content, trailers);
  }

  Outbound host(String other) {
    return new Outbound(method, target, other, fields, framing, content, trailers);
  }

  Outbound fields(List<WireField> others) {
    return new Outbound(method, target, host, others, framing, content, trailers);
  }

  Outbound with(String name, String value) {
    List<WireField> more = new ArrayList<>(fields);
    more.add(new WireField(name, value));
    return fields(more);
  }

  /** With those fields of the caller too. */
  Outbound with(List<WireField> ofTheCaller) {
    List<WireField> more = new ArrayList<>(fields);
    more.addAll(ofTheCaller);
    return fields(more);
  }

  Outbound without(Predicate<WireField> such) {
    return fields(fields.stream().filter(such.negate()).toList());
  }

  Outbound framing(List<WireField> other) {
    return new Outbound(method, target, host, fields, other, content, trailers);
  }

  Outbound content(String other) {
    return new Outbound(method, target, host, fields, framing, other, trailers);
  }

  Outbound trailers(List<WireField> others) {
    return new Outbound(method, target, host, fields, framing, content, others);
  }
}
