package io.letterhead.conformance.suite;

import static java.util.Objects.requireNonNull;

import io.letterhead.conformance.H2Field;
import io.letterhead.conformance.H2Message;
import io.letterhead.conformance.WireField;
import io.letterhead.conformance.WireMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One request as an origin received it, whichever version of HTTP it came by. Immutable.
 *
 * @param whole whether it is one whole, well-formed request
 * @param method its method; empty if it has none that can be read
 * @param target its target; empty if it has none that can be read
 * @param hosts each {@code Host}, or {@code :authority}
 * @param fields its fields in their order, without those
 * @param indexed the names of those that stand in a table of the connection's (RFC 7541), and
 *     outlive the request
 * @param trailers its trailer fields in their order
 * @param content its content, as far as it came
 * @param connection the number of its connection
 * @param bytes what came: over HTTP/1.1 the bytes, over HTTP/2 the lines of its sections
 */
public record Received(
    boolean whole,
    String method,
    String target,
    List<String> hosts,
    List<WireField> fields,
    Set<String> indexed,
    List<WireField> trailers,
    String content,
    int connection,
    String bytes) {
  private static final Set<H2Field.Form> OUTLIVING =
      Set.of(H2Field.Form.INDEXED, H2Field.Form.INCREMENTAL);

  public Received {
    requireNonNull(method, "method");
    requireNonNull(target, "target");
    hosts = List.copyOf(hosts);
    fields = List.copyOf(fields);
    indexed = Set.copyOf(indexed);
    trailers = List.copyOf(trailers);
    requireNonNull(content, "content");
    requireNonNull(bytes, "bytes");
  }

  static Received of(WireMessage message) {
    return new Received(
        message.isWellFormed(),
        message.method(),
        message.target(),
        message.values("Host"),
        message.fields().stream().filter(field -> !field.isNamed("Host")).toList(),
        Set.of(),
        message.trailers(),
        message.content(),
        message.connection(),
        message.head() + message.body());
  }

  static Received of(H2Message message) {
    List<String> hosts = new ArrayList<>(message.values(":authority"));
    hosts.addAll(message.values("host"));
    StringBuilder lines = new StringBuilder();
    message.sections().forEach(section -> section.fields().forEach(field -> line(field, lines)));
    return new Received(
        message.isWhole() && !message.isReset(),
        message.method(),
        message.path(),
        hosts,
        message.fields().stream()
            .map(H2Field::field)
            .filter(field -> !field.isNamed("host"))
            .toList(),
        message.fields().stream()
            .filter(field -> OUTLIVING.contains(field.form()))
            .map(H2Field::name)
            .collect(Collectors.toUnmodifiableSet()),
        message.trailers().stream().map(H2Field::field).toList(),
        message.body(),
        message.connection(),
        lines + "\r\n" + message.body());
  }

  private static void line(H2Field field, StringBuilder lines) {
    lines.append(field.name()).append(": ").append(field.value()).append("\r\n");
  }

  /** The fields whose folded names are that of {@code name}, in their order. */
  public List<WireField> folded(String name) {
    String folded = WireField.fold(name);
    return fields.stream().filter(field -> field.foldedName().equals(folded)).toList();
  }

  /** The values of {@link #folded}. */
  public List<String> values(String name) {
    return folded(name).stream().map(WireField::value).toList();
  }

  /** Its head's lines, without what they say: for texts that show no value. */
  @Override
  public String toString() {
    return method + (whole ? " " : " (broken) ") + fields;
  }
}
