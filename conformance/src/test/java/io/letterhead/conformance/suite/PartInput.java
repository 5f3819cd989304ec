package io.letterhead.conformance.suite;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Content that comes in parts: each can be read as soon as it is there. */
final class PartInput extends InputStream {
  private final Parts parts;
  private byte @Nullable [] part = new byte[0];
  private int at;

  PartInput(Parts parts) {
    this.parts = parts;
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
    byte[] now = part;
    while (now != null && at == now.length) {
      now = parts.next();
      part = now;
      at = 0;
    }
    if (now == null) {
      return -1;
    }
    int count = Math.min(length, now.length - at);
    System.arraycopy(now, at, buffer, offset, count);
    at += count;
    return count;
  }

  /** Where parts come from. */
  @FunctionalInterface
  interface Parts {
    /** The next part, which may be empty; null at the proper end. */
    byte @Nullable [] next() throws IOException;
  }
}
