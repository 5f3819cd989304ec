package io.letterhead.conformance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.letterhead.conformance.H2Frame.FrameType;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A caller that sends exact HTTP/2 frames in clear, and reads those that come back. */
final class H2RawClient implements Closeable {
  static final int END_STREAM = 0x1;
  static final int END_HEADERS = 0x4;

  private final Socket socket;
  private final DataInputStream in;
  private final H2SectionReader sections = new H2SectionReader();

  H2RawClient(int port, Duration limit) throws IOException {
    socket = new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
    socket.setSoTimeout((int) limit.toMillis());
    in = new DataInputStream(socket.getInputStream());
  }

  /** A client that has sent its preface and empty settings. */
  static H2RawClient open(int port, Duration limit) throws IOException {
    H2RawClient client = new H2RawClient(port, limit);
    client.send(H2FrameReader.PREFACE + frame(FrameType.SETTINGS, 0, 0, ""));
    return client;
  }

  static String frame(FrameType type, int flags, int stream, String payload) {
    int code = List.of(FrameType.values()).indexOf(type);
    return "\0"
        + (char) (payload.length() >> 8)
        + (char) (payload.length() & 0xFF)
        + (char) code
        + (char) flags
        + "\0\0\0"
        + (char) stream
        + payload;
  }

  /** A literal with a new name, none of it compressed; the first byte says what becomes of it. */
  static String literal(int first, String name, String value) {
    return "" + (char) first + (char) name.length() + name + (char) value.length() + value;
  }

  /** A block of {@code GET /path}, {@code https} and no authority, then the rest. */
  static String get(String path, String rest) {
    return "\u0082\u0087" + literal(0, ":path", path) + rest;
  }

  void send(String bytes) throws IOException {
    socket.getOutputStream().write(bytes.getBytes(ISO_8859_1));
    socket.getOutputStream().flush();
  }

  /** The next frame. */
  H2Frame next() throws IOException {
    int length = (in.readUnsignedByte() << 16) | in.readUnsignedShort();
    int code = in.readUnsignedByte();
    int flags = in.readUnsignedByte();
    int stream = in.readInt();
    return new H2Frame(1, code, flags, stream, new String(in.readNBytes(length), ISO_8859_1));
  }

  /** The next frame of the stream; of 0, but settings. */
  H2Frame next(int stream) throws IOException {
    H2Frame frame = next();
    while (frame.stream() != stream || frame.type() == FrameType.SETTINGS) {
      frame = next();
    }
    return frame;
  }

  /** The next frame of the stream, which is HEADERS: its lines. */
  List<String> nextSection(int stream) throws Exception {
    List<String> lines = new ArrayList<>();
    for (H2Field field : sections.read(stream, next(stream).content()).fields()) {
      lines.add(field.name() + "=" + field.value());
    }
    return lines;
  }

  /** Whether the peer has ended the connection after what was read. */
  boolean isEnded() throws IOException {
    return in.read() < 0;
  }

  void endOutput() throws IOException {
    socket.shutdownOutput();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
