package io.letterhead.conformance.suite;

import io.letterhead.conformance.RawResponse;
import io.letterhead.conformance.WireField;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * The content of a response over HTTP/1.1, as it comes (RFC 9112, section 6.3). That it breaks off
 * is an exception.
 */
final class Http1Content extends InputStream {
  private static final int LONGEST_LINE = 65_536;
  private static final int UNTIL_CLOSED = -1;
  private static final int HEXADECIMAL = 16;

  private final InputStream in;
  private final boolean chunked;
  private final Runnable atEnd;
  private long left;
  private boolean begun;
  private boolean ended;

  private Http1Content(InputStream in, boolean chunked, long left, Runnable atEnd) {
    this.in = in;
    this.chunked = chunked;
    this.left = left;
    this.atEnd = atEnd;
  }

  /**
   * The content that follows a head.
   *
   * @param in what comes after the head
   * @param empty whether there is none, whatever the head says
   * @param atEnd what is to be done once at its proper end, if something may follow it
   */
  static Http1Content of(InputStream in, RawResponse head, boolean empty, Runnable atEnd)
      throws IOException {
    List<String> codings = head.values("Transfer-Encoding");
    List<String> lengths = head.values("Content-Length");
    int status = head.status();
    if (empty || status == 204 || status == 304) {
      return new Http1Content(in, false, 0, atEnd);
    }
    if (status == 101 || (codings.isEmpty() && lengths.isEmpty())) {
      return new Http1Content(in, false, UNTIL_CLOSED, () -> {});
    }
    if (!codings.isEmpty()) {
      if (!WireField.lowerCase(String.join(", ", codings)).equals("chunked")) {
        throw new IOException("a transfer coding other than chunked");
      }
      return new Http1Content(in, true, 0, atEnd);
    }
    try {
      return new Http1Content(in, false, Long.parseLong(lengths.get(0)), atEnd);
    } catch (NumberFormatException noLength) {
      throw new IOException("a Content-Length that is no number", noLength);
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (chunked && left == 0 && !ended) {
      nextChunk();
    }
    if (left == 0 && !ended) {
      end();
    }
    if (ended) {
      return -1;
    }
    int most = left == UNTIL_CLOSED ? length : (int) Math.min(length, left);
    int read = in.read(buffer, offset, most);
    if (read < 0 && left == UNTIL_CLOSED) {
      end();
      return -1;
    }
    if (read < 0) {
      throw new EOFException("the answer breaks off");
    }
    left -= left == UNTIL_CLOSED ? 0 : read;
    return read;
  }

  private void end() {
    ended = true;
    atEnd.run();
  }

  private void nextChunk() throws IOException {
    if (begun && !line().isEmpty()) {
      throw new IOException("a chunk longer than its size");
    }
    begun = true;
    try {
      left = Long.parseLong(line().replaceFirst("[ \t]*(;.*)?$", ""), HEXADECIMAL);
    } catch (NumberFormatException noSize) {
      throw new IOException("a chunk without a size", noSize);
    }
    if (left == 0) {
      boolean more = true;
      while (more) {
        more = !line().isEmpty();
      }
    }
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0 || line.length() == LONGEST_LINE) {
        throw new EOFException("the answer breaks off");
      }
      line.append((char) c);
    }
    int end = line.length() - 1;
    return end >= 0 && line.charAt(end) == '\r' ? line.substring(0, end) : line.toString();
  }
}
