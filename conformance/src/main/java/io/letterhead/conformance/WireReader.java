package io.letterhead.conformance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.net.SocketTimeoutException;

/**
 * Reads from a connection and keeps every byte that it read until it is taken. A connection that
 * breaks has ended, as far as the message goes.
 */
final class WireReader {
  private static final int BUFFER = 8192;

  private final InputStream in;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

  WireReader(InputStream in) {
    this.in = in;
  }

  /** The bytes read since this was last called. */
  String take() {
    String bytes = kept.toString(ISO_8859_1);
    kept.reset();
    return bytes;
  }

  /**
   * Reads one line and its CRLF.
   *
   * @return the line without its CRLF
   * @throws WireDefect at the end of the connection, or at a CR or an LF on its own
   */
  String line() throws IOException, WireDefect {
    StringBuilder line = new StringBuilder();
    while (true) {
      int c = next();
      if (c == '\n') {
        throw WireDefect.malformed("a bare LF");
      }
      if (c == '\r') {
        if (next() != '\n') {
          throw WireDefect.malformed("a bare CR");
        }
        return line.toString();
      }
      line.append((char) c);
    }
  }

  /**
   * Reads that many bytes into {@code content}, which has those that came even if this fails.
   *
   * @throws WireDefect if the connection ends before
   */
  void bytes(int count, StringBuilder content) throws IOException, WireDefect {
    byte[] buffer = new byte[BUFFER];
    for (int left = count; left > 0; ) {
      int read = next(buffer, Math.min(buffer.length, left));
      content.append(new String(buffer, 0, read, ISO_8859_1));
      left -= read;
    }
  }

  /** Reads what comes until the connection is closed properly into {@code content}. */
  void rest(StringBuilder content) throws IOException, WireDefect {
    byte[] buffer = new byte[BUFFER];
    int read = nextOrEnd(buffer, BUFFER);
    while (read >= 0) {
      content.append(new String(buffer, 0, read, ISO_8859_1));
      read = nextOrEnd(buffer, BUFFER);
    }
  }

  /** Reads until the connection ends, or falls silent for as long as its read timeout. */
  void drain() throws IOException {
    byte[] buffer = new byte[BUFFER];
    try {
      while (true) {
        next(buffer, buffer.length);
      }
    } catch (WireDefect | SocketTimeoutException end) {
      return;
    }
  }

  private int next() throws IOException, WireDefect {
    byte[] one = new byte[1];
    next(one, 1);
    return one[0] & 0xFF;
  }

  private int next(byte[] buffer, int count) throws IOException, WireDefect {
    int read = nextOrEnd(buffer, count);
    if (read < 0) {
      throw WireDefect.truncated();
    }
    return read;
  }

  private int nextOrEnd(byte[] buffer, int count) throws IOException, WireDefect {
    try {
      int read = in.read(buffer, 0, count);
      kept.write(buffer, 0, Math.max(read, 0));
      return read;
    } catch (SocketException broken) {
      throw WireDefect.truncated();
    }
  }
}
