package io.letterhead.conformance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;

/**
 * One request, byte for byte as an origin's socket received it.
 *
 * <p>Immutable. Text is ISO-8859-1: one character for each byte. Fields keep their order, spelling
 * and duplicates. Nothing that was received is ever missing: bytes that are no request are a
 * message too, of form {@link Form#MALFORMED}, whose {@link #head head} and {@link #body body} hold
 * them.
 */
public final class WireMessage {

  /** Whether the bytes are one request. */
  public enum Form {
    /** One complete request by the strict grammar of RFC 9112. */
    WELL_FORMED,
    /** The beginning of a request: the connection ended before its end. */
    TRUNCATED,
    /** Bytes that are no request, or whose length is ambiguous. */
    MALFORMED
  }

  /** How the end of the body was told (RFC 9112, section 6.3). */
  public enum Framing {
    NONE,
    CONTENT_LENGTH,
    CHUNKED
  }

  private final int connection;
  private final int sequence;
  private final Form form;
  private final String defect;
  private final ParsedHead head;
  private final FramedBody body;

  WireMessage(
      int connection, int sequence, Form form, String defect, ParsedHead head, FramedBody body) {
    this.connection = connection;
    this.sequence = sequence;
    this.form = form;
    this.defect = defect;
    this.head = head;
    this.body = body;
  }

  /** The number of the connection that it came over, from 1, in the order of accepting. */
  public int connection() {
    return connection;
  }

  /** Its number on its connection, from 1. */
  public int sequence() {
    return sequence;
  }

  /** Whether it is one complete request. */
  public Form form() {
    return form;
  }

  /** Whether it is one complete request by the strict grammar. */
  public boolean isWellFormed() {
    return form == Form.WELL_FORMED;
  }

  /** What is wrong with it, without any of its bytes; empty for a well-formed one. */
  public String defect() {
    return defect;
  }

  /** The head as received: from the start line to the empty line, its CRLF included. */
  public String head() {
    return head.raw();
  }

  /** The bytes of {@link #head()}. */
  public byte[] headBytes() {
    return head.raw().getBytes(ISO_8859_1);
  }

  /** The body as framed on the wire: chunk sizes, extensions and trailers included. */
  public String body() {
    return body.raw();
  }

  /** The bytes of {@link #body()}. */
  public byte[] bodyBytes() {
    return body.raw().getBytes(ISO_8859_1);
  }

  /** All bytes: head and body as received. */
  public byte[] bytes() {
    return (head.raw() + body.raw()).getBytes(ISO_8859_1);
  }

  /** The body with its transfer coding taken off. */
  public String content() {
    return body.content();
  }

  /** The bytes of {@link #content()}. */
  public byte[] contentBytes() {
    return body.content().getBytes(ISO_8859_1);
  }

  /** How the end of the body was told. */
  public Framing framing() {
    return body.framing();
  }

  /** The start line without its CRLF; empty if the head is malformed. */
  public String startLine() {
    return head.startLine();
  }

  /** The method as spelled; empty if the head is malformed. */
  public String method() {
    return head.method();
  }

  /** The request target as spelled; empty if the head is malformed. */
  public String target() {
    return head.target();
  }

  /** The fields in their order; none if the head is malformed. */
  public List<WireField> fields() {
    return head.fields();
  }

  /** The trailer fields in their order. */
  public List<WireField> trailers() {
    return body.trailers();
  }

  /** The values of the fields of that name in their order, ASCII case-insensitively. */
  public List<String> values(String name) {
    return head.fields().stream().filter(f -> f.isNamed(name)).map(WireField::value).toList();
  }

  /**
   * The values of the fields whose folded names are that of {@code name}, in their order: what an
   * origin finds that reads {@code X_Api_Key} as {@code x-api-key}.
   */
  public List<String> valuesFolded(String name) {
    String folded = WireField.fold(name);
    return head.fields().stream()
        .filter(f -> f.foldedName().equals(folded))
        .map(WireField::value)
        .toList();
  }

  /** Its place, form, method and field names: no target, value or body. */
  @Override
  public String toString() {
    return "request %d.%d %s%s: %s %s, %d bytes of body"
        .formatted(
            connection,
            sequence,
            form,
            defect.isEmpty() ? "" : " (" + defect + ")",
            head.method(),
            head.fields().stream().map(WireField::name).toList(),
            body.raw().length());
  }
}
