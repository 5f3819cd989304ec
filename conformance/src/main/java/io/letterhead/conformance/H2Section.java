package io.letterhead.conformance;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A header or trailer section of an HTTP/2 message: its field lines, pseudo-header fields included.
 *
 * @param fields the field lines in their order; none if the block cannot be expanded
 * @param block the header block as received, of HEADERS and CONTINUATION frames together, one
 *     character a byte (ISO-8859-1)
 */
public record H2Section(List<H2Field> fields, String block) {
  static final H2Section EMPTY = new H2Section(List.of(), "");

  public H2Section {
    fields = List.copyOf(fields);
    requireNonNull(block, "block");
  }

  /** The values of the fields of that name in their order, ASCII case-insensitively. */
  public List<String> values(String name) {
    return fields.stream().filter(f -> f.isNamed(name)).map(H2Field::value).toList();
  }

  /** The field names and how each line was written. */
  @Override
  public String toString() {
    return fields.toString();
  }
}
