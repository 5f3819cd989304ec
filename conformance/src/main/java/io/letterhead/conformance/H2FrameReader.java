package io.letterhead.conformance;

import java.util.function.Consumer;

/** Cuts what a client sends over one connection into frames; for one thread. */
final class H2FrameReader {
  /** What a client sends before its first frame (RFC 9113, section 3.4). */
  static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

  private static final int HEAD = 9;
  private static final int TYPE = 3;
  private static final int FLAGS = 4;
  private static final int STREAM = 5;

  private final int connection;
  private final Consumer<H2Frame> frames;
  private final StringBuilder pending = new StringBuilder();
  private boolean prefaceSeen;
  private boolean noHttp2;

  /** A reader of a connection that begins with the preface. */
  H2FrameReader(int connection, Consumer<H2Frame> frames) {
    this.connection = connection;
    this.frames = frames;
  }

  /** Takes what came next, one character a byte; calls for each frame that is complete by it. */
  void read(String bytes) {
    pending.append(bytes);
    if (!prefaceSeen) {
      readPreface();
    }
    while (prefaceSeen && pending.length() >= HEAD) {
      int end = HEAD + number(0, TYPE);
      if (pending.length() < end) {
        return;
      }
      int stream = number(STREAM, HEAD) & Integer.MAX_VALUE;
      String payload = pending.substring(HEAD, end);
      H2Frame frame =
          new H2Frame(connection, pending.charAt(TYPE), pending.charAt(FLAGS), stream, payload);
      pending.delete(0, end);
      frames.accept(frame);
    }
  }

  /** Without the preface nothing is a frame, whatever follows. */
  private void readPreface() {
    int length = Math.min(pending.length(), PREFACE.length());
    noHttp2 = noHttp2 || !PREFACE.startsWith(pending.substring(0, length));
    if (noHttp2) {
      pending.setLength(0);
    } else if (length == PREFACE.length()) {
      pending.delete(0, length);
      prefaceSeen = true;
    }
  }

  private int number(int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      number = (number << 8) | pending.charAt(i);
    }
    return number;
  }
}
