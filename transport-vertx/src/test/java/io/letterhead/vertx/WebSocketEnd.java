package io.letterhead.vertx;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.letterhead.conformance.OriginConnection;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.Optional;

/** One end of a WebSocket, byte by byte: a caller of the gateway, or an origin. */
final class WebSocketEnd implements Closeable {

  /** The nonce of every handshake, and what it is answered with. */
  static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

  static final String ACCEPT = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

  private static final int SMALL = 64 * 1024;

  private final InputStream in;
  private final Sink out;
  private final Closeable closed;
  private final Closeable broken;
  private final boolean masks;

  /** Where bytes go. */
  @FunctionalInterface
  interface Sink {
    void write(byte[] bytes) throws IOException;
  }

  private WebSocketEnd(
      InputStream in, Sink out, Closeable closed, Closeable broken, boolean masks) {
    this.in = in;
    this.out = out;
    this.closed = closed;
    this.broken = broken;
    this.masks = masks;
  }

  /** A caller whose handshake the origin has accepted. */
  static WebSocketEnd caller(int port) throws IOException {
    WebSocketEnd caller = asking(port);
    caller.readHead();
    return caller;
  }

  /** A caller that has sent its handshake. */
  static WebSocketEnd asking(int port) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(SMALL);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    socket.setTcpNoDelay(true);
    socket.setSoTimeout((int) Running.LIMIT.toMillis());
    OutputStream out = socket.getOutputStream();
    Closeable broken =
        () -> {
          socket.setSoLinger(true, 0);
          socket.close();
        };
    WebSocketEnd caller =
        new WebSocketEnd(socket.getInputStream(), out::write, socket, broken, true);
    caller.write(handshake().getBytes(US_ASCII));
    return caller;
  }

  static String handshake(String... more) {
    StringBuilder fields = new StringBuilder();
    for (String field : more) {
      fields.append(field).append("\r\n");
    }
    return Running.lines(
            "GET /anthropic/v1/realtime HTTP/1.1",
            "Host: localhost",
            "Connection: Upgrade",
            "Upgrade: websocket",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: " + KEY)
        + fields
        + "\r\n";
  }

  /** An origin whose handshake is done. */
  static WebSocketEnd origin(OriginConnection connection) {
    return new WebSocketEnd(
        new Tunnelled(connection), connection::write, connection, connection::reset, false);
  }

  void readHead() throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("no answer to the handshake: " + head);
      }
      head.append((char) next);
    }
    if (head.indexOf("HTTP/1.1 101 ") != 0) {
      throw new IOException("not accepted: " + head);
    }
  }

  void write(byte... bytes) throws IOException {
    out.write(bytes);
  }

  void sendText(String text) throws IOException {
    write(WebSocketFrame.text(masks, text).bytes());
  }

  void sendClose(int code) throws IOException {
    write(WebSocketFrame.close(masks, code).bytes());
  }

  /** The next frame; nothing at the end of the connection, however that came. */
  Optional<WebSocketFrame> receive() throws IOException {
    try {
      return WebSocketFrame.read(in);
    } catch (SocketException reset) {
      return Optional.empty();
    }
  }

  /** The next frame as text; {@code end} at the end of the connection. */
  String next() throws IOException {
    return receive().map(WebSocketFrame::toString).orElse("end");
  }

  /** Bytes, up to the end. */
  byte[] read(int count) throws IOException {
    return in.readNBytes(count);
  }

  /** Reads and drops to the end of the connection. */
  void readToEnd() throws IOException {
    try {
      in.transferTo(OutputStream.nullOutputStream());
    } catch (SocketException reset) {
      // That is an end, too.
      in.close();
    }
  }

  /** Breaks the connection off by a reset. */
  void reset() throws IOException {
    broken.close();
  }

  @Override
  public void close() throws IOException {
    closed.close();
  }

  /** What an origin reads, as a stream. */
  private static final class Tunnelled extends InputStream {

    private final OriginConnection connection;
    private ByteArrayInputStream read = new ByteArrayInputStream(new byte[0]);

    Tunnelled(OriginConnection connection) {
      this.connection = connection;
    }

    @Override
    public int read() throws IOException {
      return fill() ? read.read() : -1;
    }

    @Override
    public int read(byte[] to, int at, int count) throws IOException {
      return count == 0 ? 0 : fill() ? read.read(to, at, count) : -1;
    }

    private boolean fill() throws IOException {
      if (read.available() == 0) {
        read = new ByteArrayInputStream(connection.readTunnel());
      }
      return read.available() > 0;
    }
  }
}
