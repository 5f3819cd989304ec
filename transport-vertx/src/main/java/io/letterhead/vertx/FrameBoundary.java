package io.letterhead.vertx;

import io.vertx.core.buffer.Buffer;

/**
 * Follows the frames of one direction of a WebSocket (RFC 6455, section 5.2), wherever the bytes
 * are cut, to know where each ends. Keeps no payload and unmasks none. For one event loop.
 */
final class FrameBoundary {

  private static final int CLOSE = 0x8;
  private static final int MOST_OF_CONTROL = 125;
  private static final int TWO_BYTES = 126;
  private static final int MASK_BYTES = 4;

  private enum Part {
    FIRST,
    SECOND,
    LENGTH,
    MASK,
    PAYLOAD
  }

  private Part part = Part.FIRST;
  private int opcode;
  private boolean masked;
  private int headLeft;
  private long left;
  private boolean broken;
  private boolean closed;

  /** Whether no frame has been begun that has not ended. */
  boolean isReached() {
    return part == Part.FIRST && !broken;
  }

  /** Whether something came that is no frame, since it cannot be as long as it says. */
  boolean isBroken() {
    return broken;
  }

  /** Whether a Close frame has ended: nothing that comes behind it counts (section 5.5.1). */
  boolean isClosed() {
    return closed;
  }

  /**
   * Follows bytes to the end of a frame, or as far as they go.
   *
   * @param from where in {@code bytes} to go on
   * @return where the frame ends; or the number of bytes; or, at what is no frame, {@code from}
   */
  int follow(Buffer bytes, int from) {
    int at = from;
    do {
      if (broken || at == bytes.length()) {
        return broken ? from : at;
      }
      if (part == Part.PAYLOAD) {
        int step = (int) Math.min(left, bytes.length() - at);
        at += step;
        left -= step;
        endIfWhole();
      } else {
        head(bytes.getByte(at++) & 0xff);
      }
    } while (part != Part.FIRST);
    return at;
  }

  private void head(int octet) {
    switch (part) {
      case FIRST -> {
        opcode = octet & 0x0f;
        part = Part.SECOND;
      }
      case SECOND -> second(octet);
      case LENGTH -> {
        left = left << 8 | octet;
        headLeft--;
        if (headLeft == 0) {
          broken = left < 0;
          behindLength();
        }
      }
      case MASK -> {
        headLeft--;
        if (headLeft == 0) {
          part = Part.PAYLOAD;
          endIfWhole();
        }
      }
      default -> throw new IllegalStateException("a payload has no head");
    }
  }

  private void second(int octet) {
    masked = (octet & 0x80) != 0;
    int length = octet & 0x7f;
    if (length <= MOST_OF_CONTROL) {
      left = length;
      behindLength();
    } else {
      // Control frames are short, or a Close could take forever (section 5.5).
      broken = (opcode & CLOSE) != 0;
      left = 0;
      headLeft = length == TWO_BYTES ? Short.BYTES : Long.BYTES;
      part = Part.LENGTH;
    }
  }

  private void behindLength() {
    if (masked) {
      headLeft = MASK_BYTES;
      part = Part.MASK;
    } else {
      part = Part.PAYLOAD;
      endIfWhole();
    }
  }

  private void endIfWhole() {
    if (left == 0 && !broken) {
      closed |= opcode == CLOSE;
      part = Part.FIRST;
    }
  }
}
