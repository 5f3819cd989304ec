package io.letterhead.conformance.suite;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Objects.requireNonNull;

import io.letterhead.conformance.WireField;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * What a caller got, read to its end. Immutable.
 *
 * @param status the status
 * @param fields the fields in their order
 * @param content the content, as far as it came
 * @param complete whether the content came to its proper end
 */
record Answered(int status, List<WireField> fields, String content, boolean complete) {
  Answered {
    fields = List.copyOf(fields);
    requireNonNull(content, "content");
  }

  /** Reads an answer; content that breaks off is kept as far as it came. */
  static Answered read(CallerAnswer answer) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    boolean complete;
    try (InputStream in = answer.content()) {
      in.transferTo(content);
      complete = true;
    } catch (IOException brokenOff) {
      complete = false;
    }
    return new Answered(answer.status(), answer.fields(), content.toString(ISO_8859_1), complete);
  }

  /** The fields whose folded names are that of {@code name}. */
  List<WireField> folded(String name) {
    String folded = WireField.fold(name);
    return fields.stream().filter(field -> field.foldedName().equals(folded)).toList();
  }

  /** Status, fields and content, as lines. */
  String lines() {
    StringBuilder lines = new StringBuilder("status " + status + "\r\n");
    fields.forEach(f -> lines.append(f.name()).append(": ").append(f.value()).append("\r\n"));
    return lines.append("\r\n").append(content).toString();
  }
}
