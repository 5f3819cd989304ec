package io.letterhead.conformance;

import static java.util.Objects.requireNonNull;

/**
 * One field line of an HTTP/2 message with how it was written (RFC 7541, section 6).
 *
 * <p>Each character stands for one byte (ISO-8859-1). The value may be a credential: {@link
 * #toString} leaves it out.
 *
 * @param name the name as spelled; that of a pseudo-header field begins with a colon
 * @param value the value as spelled
 * @param form how it was written
 */
public record H2Field(String name, String value, Form form) {

  /** How a field line is written into a header block. */
  public enum Form {
    /** A reference to an entry of a table: an earlier message's, unless the entry is static. */
    INDEXED,
    /** A literal that becomes an entry of the dynamic table: it outlives its message. */
    INCREMENTAL,
    /** A literal that becomes none, but may on a later hop. */
    WITHOUT_INDEXING,
    /** A literal that may become an entry on no hop. */
    NEVER_INDEXED
  }

  public H2Field {
    requireNonNull(name, "name");
    requireNonNull(value, "value");
    requireNonNull(form, "form");
  }

  /** Whether it is a pseudo-header field (RFC 9113, section 8.3). */
  public boolean isPseudo() {
    return name.startsWith(":");
  }

  /** Whether the name is {@code other}, ASCII letters being equal in either case. */
  public boolean isNamed(String other) {
    return field().isNamed(other);
  }

  /** The name and the value. */
  public WireField field() {
    return new WireField(name, value);
  }

  /** The name and the form. */
  @Override
  public String toString() {
    return name + ": … " + form;
  }
}
