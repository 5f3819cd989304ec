package io.letterhead.vertx;

import io.vertx.core.buffer.Buffer;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * A frame of a WebSocket (RFC 6455, section 5.2), read and written by code of the tests' own.
 *
 * @param first its first octet: whether it is the last of its message, and what it is
 * @param masked whether it was masked, or is to be
 * @param payload its payload, without the mask
 */
record WebSocketFrame(int first, boolean masked, Buffer payload) {

  static final int CLOSE = 8;

  private static final int TEXT = 1;
  private static final int LAST = 0x80;

  private static final byte[] MASK = {0x37, (byte) 0xfa, 0x21, 0x3d};

  static WebSocketFrame text(boolean masked, String text) {
    return new WebSocketFrame(LAST | TEXT, masked, Buffer.buffer(text));
  }

  static WebSocketFrame close(boolean masked, int code) {
    return new WebSocketFrame(LAST | CLOSE, masked, Buffer.buffer().appendUnsignedShort(code));
  }

  /** Reads one, whole; nothing where the connection has ended before it. */
  static Optional<WebSocketFrame> read(InputStream from) throws IOException {
    DataInputStream in = new DataInputStream(from);
    int first = in.read();
    if (first < 0) {
      return Optional.empty();
    }
    int second = in.readUnsignedByte();
    boolean masked = (second & 0x80) != 0;
    long length = second & 0x7f;
    if (length == 126) {
      length = in.readUnsignedShort();
    } else if (length == 127) {
      length = in.readLong();
    }
    byte[] mask = masked ? in.readNBytes(4) : new byte[4];
    byte[] payload = in.readNBytes(Math.toIntExact(length));
    if (payload.length < length) {
      throw new EOFException("within a frame");
    }
    for (int i = 0; i < payload.length; i++) {
      payload[i] ^= mask[i % mask.length];
    }
    return Optional.of(new WebSocketFrame(first, masked, Buffer.buffer(payload)));
  }

  int opcode() {
    return first & 0x0f;
  }

  byte[] bytes() {
    Buffer out = Buffer.buffer().appendByte((byte) first);
    int mark = masked ? 0x80 : 0;
    int length = payload.length();
    if (length < 126) {
      out.appendByte((byte) (mark | length));
    } else if (length < 65536) {
      out.appendByte((byte) (mark | 126)).appendUnsignedShort(length);
    } else {
      out.appendByte((byte) (mark | 127)).appendLong(length);
    }
    if (!masked) {
      return out.appendBuffer(payload).getBytes();
    }
    byte[] bytes = payload.getBytes();
    for (int i = 0; i < length; i++) {
      bytes[i] ^= MASK[i % MASK.length];
    }
    return out.appendBytes(MASK).appendBytes(bytes).getBytes();
  }

  /** The status code of a Close frame, or 1005 where it has none. */
  int closeCode() {
    return payload.length() < Short.BYTES ? 1005 : payload.getUnsignedShort(0);
  }

  /** As tests compare it: {@code text a} or {@code close 1001}, with {@code masked} before it. */
  @Override
  public String toString() {
    String what =
        switch (opcode()) {
          case CLOSE -> "close " + closeCode();
          case TEXT -> "text " + payload;
          default -> "opcode " + opcode() + " of " + payload.length();
        };
    return (masked ? "masked " : "") + what;
  }
}
