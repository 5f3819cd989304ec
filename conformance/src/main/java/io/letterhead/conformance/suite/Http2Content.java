package io.letterhead.conformance.suite;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.letterhead.conformance.H2Frame;
import io.letterhead.conformance.H2Frame.FrameType;
import io.letterhead.conformance.H2RawClient;
import io.letterhead.conformance.WireField;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** The content of a response over HTTP/2, as it comes. That it breaks off is an exception. */
final class Http2Content extends InputStream {
  private static final String STATUS = ":status=";
  private static final int FIRST_FINAL = 200;

  private final H2RawClient client;
  private final int stream;
  private final Runnable atEnd;
  private InputStream piece = InputStream.nullInputStream();
  private boolean last;
  private boolean ended;

  private Http2Content(H2RawClient client, int stream, boolean last, Runnable atEnd) {
    this.client = client;
    this.stream = stream;
    this.last = last;
    this.atEnd = atEnd;
  }

  /**
   * The final response on a stream, whose content is still to come.
   *
   * @param atEnd what is to be done once at its proper end
   * @throws IOException if the stream is reset, or the connection ends, without one
   */
  static CallerAnswer answer(H2RawClient client, int stream, Runnable atEnd) throws IOException {
    while (true) {
      H2Frame frame = client.next(stream);
      if (frame.type() == FrameType.RST_STREAM) {
        throw new IOException("the stream is reset without an answer");
      }
      List<String> section = client.lines(frame);
      if (section.isEmpty() || !section.get(0).startsWith(STATUS)) {
        throw new IOException("a response without a status");
      }
      int status = Integer.parseInt(section.get(0).substring(STATUS.length()));
      if (status >= FIRST_FINAL) {
        return new CallerAnswer(
            status,
            fields(section.subList(1, section.size())),
            new Http2Content(client, stream, frame.isEndStream(), atEnd));
      }
    }
  }

  private static List<WireField> fields(List<String> lines) {
    List<WireField> fields = new ArrayList<>();
    for (String line : lines) {
      int end = line.indexOf('=', 1);
      fields.add(new WireField(line.substring(0, end), line.substring(end + 1)));
    }
    return fields;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = piece.read(buffer, offset, length);
    while (read < 0 && !last) {
      next();
      read = piece.read(buffer, offset, length);
    }
    if (read < 0 && !ended) {
      ended = true;
      atEnd.run();
    }
    return read;
  }

  private void next() throws IOException {
    H2Frame frame = client.next(stream);
    if (frame.type() == FrameType.RST_STREAM) {
      throw new EOFException("the answer breaks off");
    }
    if (frame.type() == FrameType.DATA) {
      piece = new ByteArrayInputStream(frame.content().getBytes(ISO_8859_1));
      allow(frame.payload().length());
    } else if (frame.type() == FrameType.HEADERS) {
      client.lines(frame);
    }
    last = frame.isEndStream();
  }

  /** Gives back what the content has taken of the windows (RFC 9113, section 6.9). */
  private void allow(int bytes) throws IOException {
    if (bytes > 0) {
      String increment = H2RawClient.number(bytes);
      client.send(
          H2RawClient.frame(FrameType.WINDOW_UPDATE, 0, 0, increment)
              + H2RawClient.frame(FrameType.WINDOW_UPDATE, 0, stream, increment));
    }
  }
}
