package io.letterhead.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** A socket's input, all of whose reads together end at one deadline. */
final class DeadlineInput extends InputStream {
  private final Socket socket;
  private final InputStream in;
  private final long deadline;

  DeadlineInput(Socket socket, Duration limit) throws IOException {
    this.socket = socket;
    this.in = socket.getInputStream();
    this.deadline = System.nanoTime() + limit.toNanos();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  /**
   * {@inheritDoc}
   *
   * @throws SocketTimeoutException at the deadline
   */
  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    long millis = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
    if (millis <= 0) {
      throw new SocketTimeoutException("the deadline has passed");
    }
    socket.setSoTimeout((int) Math.min(millis, Integer.MAX_VALUE));
    return in.read(buffer, offset, length);
  }
}
