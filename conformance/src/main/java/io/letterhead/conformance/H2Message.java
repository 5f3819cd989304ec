package io.letterhead.conformance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.letterhead.conformance.H2Frame.FrameType;
import java.util.List;
import java.util.OptionalLong;

/**
 * One request, frame by frame as an origin's connection received it on one stream.
 *
 * <p>Immutable: it is what was known when it was asked for; a later list may know of more frames on
 * the stream, such as an RST_STREAM after the request was whole. Text is ISO-8859-1: one character
 * for each byte. Fields keep their order, spelling and duplicates.
 */
public final class H2Message {
  private final int connection;
  private final int stream;
  private final List<H2Frame> frames;
  private final List<H2Section> sections;

  H2Message(int connection, int stream, List<H2Frame> frames, List<H2Section> sections) {
    this.connection = connection;
    this.stream = stream;
    this.frames = List.copyOf(frames);
    this.sections = List.copyOf(sections);
  }

  /** The number of the connection that it came over, from 1, in the order of accepting. */
  public int connection() {
    return connection;
  }

  /** Its stream. */
  public int stream() {
    return stream;
  }

  /** All frames that came on the stream, in their order, frames for flow control included. */
  public List<H2Frame> frames() {
    return frames;
  }

  /** Whether its sender has ended it: it is no beginning of a request. */
  public boolean isWhole() {
    return frames.stream().anyMatch(H2Frame::isEndStream);
  }

  /** Whether its sender has reset the stream. */
  public boolean isReset() {
    return resetCode().isPresent();
  }

  /** The error code with which its sender has reset the stream. */
  public OptionalLong resetCode() {
    return frames.stream()
        .filter(f -> f.type() == FrameType.RST_STREAM)
        .mapToLong(H2Frame::errorCode)
        .findFirst();
  }

  /** Its header section: pseudo-header fields and fields as they came. */
  public H2Section header() {
    return sections.isEmpty() ? H2Section.EMPTY : sections.get(0);
  }

  /** The trailer section: what came in further HEADERS frames; empty if there were none. */
  public H2Section trailer() {
    return sections.size() < 2 ? H2Section.EMPTY : sections.get(1);
  }

  /** All sections: more than two break RFC 9113, section 8.1. */
  public List<H2Section> sections() {
    return sections;
  }

  /** The header section's fields in their order, without the pseudo-header fields. */
  public List<H2Field> fields() {
    return header().fields().stream().filter(f -> !f.isPseudo()).toList();
  }

  /** The trailer section's fields in their order. */
  public List<H2Field> trailers() {
    return trailer().fields();
  }

  /** The values of the header section's fields of that name, ASCII case-insensitively. */
  public List<String> values(String name) {
    return header().values(name);
  }

  /** The header block as received. */
  public byte[] headerBlockBytes() {
    return header().block().getBytes(ISO_8859_1);
  }

  /** The first {@code :method}; empty if there is none. */
  public String method() {
    return pseudo(":method");
  }

  /** The first {@code :scheme}; empty if there is none. */
  public String scheme() {
    return pseudo(":scheme");
  }

  /** The first {@code :authority}; empty if there is none. */
  public String authority() {
    return pseudo(":authority");
  }

  /** The first {@code :path}; empty if there is none. */
  public String path() {
    return pseudo(":path");
  }

  /** The data of its DATA frames. */
  public String body() {
    StringBuilder body = new StringBuilder();
    frames.stream().filter(f -> f.type() == FrameType.DATA).forEach(f -> body.append(f.content()));
    return body.toString();
  }

  /** The bytes of {@link #body()}. */
  public byte[] bodyBytes() {
    return body().getBytes(ISO_8859_1);
  }

  private String pseudo(String name) {
    return values(name).stream().findFirst().orElse("");
  }

  /** Its place, method, field names and length: no target, value or body. */
  @Override
  public String toString() {
    return "request %d.%d%s%s: %s %s, %d bytes of body"
        .formatted(
            connection,
            stream,
            isWhole() ? "" : " TRUNCATED",
            isReset() ? " RESET" : "",
            method(),
            sections,
            body().length());
  }
}
