package io.letterhead.conformance;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Locale;

/**
 * One HTTP/2 frame as it was received (RFC 9113, section 4.1).
 *
 * <p>Immutable. The payload may hold credentials: {@link #toString} leaves it out.
 *
 * @param connection the number of its connection, from 1
 * @param code the code of its type
 * @param flags its flags
 * @param stream its stream; 0 is the connection itself
 * @param payload the payload, one character a byte (ISO-8859-1), padding included
 */
public record H2Frame(int connection, int code, int flags, int stream, String payload) {

  /** The types of RFC 9113, section 6, in the order of their codes. */
  public enum FrameType {
    DATA,
    HEADERS,
    PRIORITY,
    RST_STREAM,
    SETTINGS,
    PUSH_PROMISE,
    PING,
    GOAWAY,
    WINDOW_UPDATE,
    CONTINUATION,
    /** Any other. */
    UNKNOWN
  }

  private static final List<FrameType> TYPES = List.of(FrameType.values());
  private static final int END_STREAM = 0x1;
  private static final int END_HEADERS = 0x4;
  private static final int PADDED = 0x8;
  private static final int PRIORITY = 0x20;
  private static final int PRIORITY_LENGTH = 5;

  public H2Frame {
    requireNonNull(payload, "payload");
  }

  /** Its type. */
  public FrameType type() {
    return code < TYPES.size() ? TYPES.get(code) : FrameType.UNKNOWN;
  }

  /** Whether its sender ends the stream with it. */
  public boolean isEndStream() {
    return (type() == FrameType.DATA || type() == FrameType.HEADERS) && (flags & END_STREAM) != 0;
  }

  /** Whether a header block ends with it. */
  public boolean isEndHeaders() {
    return (type() == FrameType.HEADERS || type() == FrameType.CONTINUATION)
        && (flags & END_HEADERS) != 0;
  }

  /**
   * The data of a DATA frame or the piece of a header block in a HEADERS frame, without padding and
   * priority; the payload of any other.
   */
  public String content() {
    if (type() != FrameType.DATA && type() != FrameType.HEADERS) {
      return payload;
    }
    int from = 0;
    int to = payload.length();
    if ((flags & PADDED) != 0 && to > 0) {
      from = 1;
      to -= payload.charAt(0);
    }
    if (type() == FrameType.HEADERS && (flags & PRIORITY) != 0) {
      from += PRIORITY_LENGTH;
    }
    return from < to ? payload.substring(from, to) : "";
  }

  /** The error code of an RST_STREAM or GOAWAY frame; -1 if there is none. */
  public long errorCode() {
    return type() == FrameType.GOAWAY ? number(4) : type() == FrameType.RST_STREAM ? number(0) : -1;
  }

  private long number(int at) {
    if (payload.length() < at + 4) {
      return -1;
    }
    return ((long) payload.charAt(at) << 24)
        | (payload.charAt(at + 1) << 16)
        | (payload.charAt(at + 2) << 8)
        | payload.charAt(at + 3);
  }

  /** Its place, type, flags and length: nothing of its payload. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s on %d.%d, flags 0x%x, %d bytes",
        type(),
        connection,
        stream,
        flags,
        payload.length());
  }
}
