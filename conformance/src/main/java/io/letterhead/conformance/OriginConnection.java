package io.letterhead.conformance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.Arrays;

/**
 * One accepted connection of a {@link RecordingOrigin}, as its {@link Responder} sees it.
 *
 * <p>For the connection's own thread, except {@link #close} and {@link #reset}.
 */
public final class OriginConnection implements Closeable {
  private static final int PEEK_MILLIS = 1;

  private final int number;
  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private final ByteArrayOutputStream tunnelled = new ByteArrayOutputStream();

  OriginConnection(int number, Socket socket) throws IOException {
    this.number = number;
    this.socket = socket;
    socket.setTcpNoDelay(true);
    this.in = new BufferedInputStream(socket.getInputStream());
    this.out = socket.getOutputStream();
  }

  /** Its number, from 1, in the order of accepting. */
  public int number() {
    return number;
  }

  /** Where the origin listens: its host and port. */
  public String authority() {
    return RecordingOrigin.HOST + ":" + socket.getLocalPort();
  }

  /**
   * Sends text at once, one byte a character (ISO-8859-1).
   *
   * @throws IOException if the peer has left
   */
  public void write(String text) throws IOException {
    write(text.getBytes(ISO_8859_1));
  }

  /**
   * Sends bytes at once.
   *
   * @throws IOException if the peer has left
   */
  public void write(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
  }

  /**
   * Sends text as one chunk of the chunked coding; empty text sends nothing, for it would end the
   * body.
   *
   * @throws IOException if the peer has left
   */
  public void writeChunk(String text) throws IOException {
    if (!text.isEmpty()) {
      write(Integer.toHexString(text.length()) + "\r\n" + text + "\r\n");
    }
  }

  /**
   * Reads what comes after an upgrade: some bytes, at least one. They are kept for {@link
   * RecordingOrigin#tunnelled}.
   *
   * @return the bytes, or none at the end of the connection
   * @throws IOException if the connection breaks
   */
  public byte[] readTunnel() throws IOException {
    byte[] buffer = new byte[8192];
    int read = in.read(buffer);
    byte[] bytes = Arrays.copyOf(buffer, Math.max(read, 0));
    synchronized (tunnelled) {
      tunnelled.writeBytes(bytes);
    }
    return bytes;
  }

  /**
   * Whether the peer has closed or broken the connection, as far as it can be seen now. Takes a
   * millisecond if not; a byte that came meanwhile stays to be read.
   *
   * @throws IOException if the socket cannot be asked
   */
  public boolean peerLeft() throws IOException {
    if (socket.isClosed()) {
      return true;
    }
    socket.setSoTimeout(PEEK_MILLIS);
    try {
      in.mark(1);
      int next = in.read();
      in.reset();
      return next < 0;
    } catch (SocketTimeoutException silent) {
      return false;
    } catch (SocketException broken) {
      return true;
    } finally {
      if (!socket.isClosed()) {
        socket.setSoTimeout(0);
      }
    }
  }

  /** Waits until the peer has closed or broken the connection, and drops what it still sends. */
  public void awaitPeerLeft() {
    byte[] dropped = new byte[8192];
    int read;
    do {
      try {
        read = in.read(dropped);
      } catch (IOException broken) {
        read = -1;
      }
    } while (read >= 0);
  }

  /**
   * Breaks the connection: the peer gets a TCP reset.
   *
   * @throws IOException if the socket cannot be closed
   */
  public void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  /** Ends the connection. */
  @Override
  public void close() throws IOException {
    socket.close();
  }

  /** The port that the peer has connected from. */
  int peerPort() {
    return socket.getPort();
  }

  /** Says that nothing more will be sent; who has nothing more to say either, ends it. */
  void sayGoodbye() {
    try {
      socket.shutdownOutput();
    } catch (IOException broken) {
      // Nothing can be said any more: reading will find the end.
    }
  }

  boolean isClosed() {
    return socket.isClosed();
  }

  InputStream input() {
    return in;
  }

  Socket socket() {
    return socket;
  }

  byte[] tunnelled() {
    synchronized (tunnelled) {
      return tunnelled.toByteArray();
    }
  }
}
