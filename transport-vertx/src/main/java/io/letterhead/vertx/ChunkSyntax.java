package io.letterhead.vertx;

import io.netty.buffer.ByteBuf;

/**
 * A chunked body's size lines, checked against the strict grammar of RFC 9112, section 7.1: digits,
 * then an extension or nothing. Netty takes spaces and more for the end of a size. For one body.
 */
final class ChunkSyntax {

  private enum State {
    SIZE,
    EXTENSION,
    SIZE_LF,
    DATA,
    DATA_CR,
    DATA_LF,
    TRAILERS
  }

  private static final int MOST_DIGITS = 8;

  private State state = State.SIZE;
  private int digits;
  private long left;

  /**
   * Goes on through bytes that were decoded.
   *
   * @return whether they are well-formed
   */
  boolean take(ByteBuf in, int from, int end) {
    for (int i = from; i < end; i++) {
      if (state == State.TRAILERS) {
        return true;
      }
      if (state == State.DATA) {
        int here = (int) Math.min(left, end - i);
        left -= here;
        i += here - 1;
        if (left == 0) {
          state = State.DATA_CR;
        }
      } else if (!takes(in.getByte(i))) {
        return false;
      }
    }
    return true;
  }

  private boolean takes(byte b) {
    return switch (state) {
      case SIZE -> takesSize(b);
      case EXTENSION -> takesExtension(b);
      case SIZE_LF -> goes(b == '\n', left == 0 ? State.TRAILERS : State.DATA);
      case DATA_CR -> goes(b == '\r', State.DATA_LF);
      case DATA_LF -> goes(b == '\n', State.SIZE);
      case DATA, TRAILERS -> throw new AssertionError(state);
    };
  }

  private boolean goes(boolean well, State next) {
    state = next;
    return well;
  }

  private boolean takesExtension(byte b) {
    if (b == '\r') {
      return goes(true, State.SIZE_LF);
    }
    return b == '\t' || b < 0 || (b >= ' ' && b != 0x7F);
  }

  private boolean takesSize(byte b) {
    int digit = b < 0 ? -1 : Character.digit(b, 16);
    if (digit >= 0) {
      left = digits == 0 ? digit : left * 16 + digit;
      digits++;
      return digits <= MOST_DIGITS;
    }
    boolean well = digits > 0 && (b == '\r' || b == ';');
    digits = 0;
    return goes(well, b == '\r' ? State.SIZE_LF : State.EXTENSION);
  }
}
