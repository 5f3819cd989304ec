package io.letterhead.conformance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.letterhead.conformance.H2Frame.FrameType;
import io.netty.handler.codec.http2.Http2Exception;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * A caller that sends exact HTTP/2 frames, whatever they break, and reads those that come back.
 *
 * <p>All texts are bytes, one character a byte (ISO-8859-1). Header blocks are written without
 * compression, so that each byte of them is the test's. For one thread.
 */
public final class H2RawClient implements Closeable {
  /** The flag of the last frame of a stream, of HEADERS and DATA. */
  public static final int END_STREAM = 0x1;

  /** The flag of the last frame of a header block, of HEADERS and CONTINUATION. */
  public static final int END_HEADERS = 0x4;

  private static final int SHORT_LENGTH = 0x7F;

  private final Socket socket;
  private final DataInputStream in;
  private final H2SectionReader sections = new H2SectionReader();

  private H2RawClient(Socket socket, Duration limit) throws IOException {
    this.socket = socket;
    socket.setSoTimeout((int) limit.toMillis());
    in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
  }

  /**
   * A client in clear that has sent nothing yet.
   *
   * @param limit how long a frame may be in coming
   * @throws IOException if nobody listens
   */
  public static H2RawClient connect(int port, Duration limit) throws IOException {
    return new H2RawClient(new Socket(loopback(), port), limit);
  }

  /**
   * A client in clear that has sent its preface and empty settings.
   *
   * @throws IOException if nobody listens
   */
  public static H2RawClient open(int port, Duration limit) throws IOException {
    return connect(port, limit).begin();
  }

  /**
   * A client over TLS that has agreed on {@code h2} by ALPN, and has sent its preface and empty
   * settings.
   *
   * @param certificate what the peer must show
   * @throws IOException if nobody listens, the handshake fails, or the peer does not take {@code
   *     h2}
   */
  public static H2RawClient openTls(int port, OriginCertificate certificate, Duration limit)
      throws IOException {
    return openTls(port, certificate.clientContext(), limit);
  }

  /**
   * A client over TLS with whom the context trusts, agreed on {@code h2}, that has sent its preface
   * and empty settings.
   *
   * @throws IOException if nobody listens, or the handshake fails
   */
  public static H2RawClient openTls(int port, SSLContext trust, Duration limit) throws IOException {
    return openTls(RecordingOrigin.HOST, port, trust, limit);
  }

  /**
   * The same to another host. Whether the certificate is for it is not looked at.
   *
   * @throws IOException if nobody listens, or the handshake fails
   */
  public static H2RawClient openTls(String host, int port, SSLContext trust, Duration limit)
      throws IOException {
    SSLSocket socket = (SSLSocket) trust.getSocketFactory().createSocket(host, port);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setApplicationProtocols(new String[] {"h2"});
    socket.setSSLParameters(parameters);
    socket.setSoTimeout((int) limit.toMillis());
    socket.startHandshake();
    if (!"h2".equals(socket.getApplicationProtocol())) {
      socket.close();
      throw new IOException("the peer does not take h2");
    }
    return new H2RawClient(socket, limit).begin();
  }

  private static InetAddress loopback() throws IOException {
    return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
  }

  private H2RawClient begin() throws IOException {
    send(H2FrameReader.PREFACE + frame(FrameType.SETTINGS, 0, 0, ""));
    return this;
  }

  /** A frame. */
  public static String frame(FrameType type, int flags, int stream, String payload) {
    int code = List.of(FrameType.values()).indexOf(type);
    return ""
        + (char) (payload.length() >> 16)
        + (char) (payload.length() >> 8 & 0xFF)
        + (char) (payload.length() & 0xFF)
        + (char) code
        + (char) flags
        + number(stream)
        + payload;
  }

  /** Four bytes, as for a window or an error code. */
  public static String number(int value) {
    return ""
        + (char) (value >>> 24)
        + (char) (value >> 16 & 0xFF)
        + (char) (value >> 8 & 0xFF)
        + (char) (value & 0xFF);
  }

  /**
   * A field line with a new name, none of it compressed (RFC 7541, section 6.2).
   *
   * @param first what becomes of it: 0 for not indexed, 0x10 for never, 0x40 for indexed
   */
  public static String literal(int first, String name, String value) {
    return (char) first + text(name) + text(value);
  }

  /** Field lines, not indexed. */
  public static String fields(String... namesAndValues) {
    StringBuilder block = new StringBuilder();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      block.append(literal(0, namesAndValues[i], namesAndValues[i + 1]));
    }
    return block.toString();
  }

  /** A block of {@code GET /path}, {@code https} and no authority, then the rest. */
  public static String get(String path, String rest) {
    return "\u0082\u0087" + literal(0, ":path", path) + rest;
  }

  private static String text(String text) {
    StringBuilder coded = new StringBuilder();
    int rest = text.length();
    if (rest < SHORT_LENGTH) {
      coded.append((char) rest);
    } else {
      coded.append((char) SHORT_LENGTH);
      for (rest -= SHORT_LENGTH; rest > SHORT_LENGTH; rest >>= 7) {
        coded.append((char) ((rest & SHORT_LENGTH) | 0x80));
      }
      coded.append((char) rest);
    }
    return coded + text;
  }

  /**
   * Sends bytes.
   *
   * @throws IOException if they cannot be sent
   */
  public void send(String bytes) throws IOException {
    socket.getOutputStream().write(bytes.getBytes(ISO_8859_1));
    socket.getOutputStream().flush();
  }

  /**
   * The next frame.
   *
   * @throws IOException if none comes within the limit, or the connection ends
   */
  public H2Frame next() throws IOException {
    int length = (in.readUnsignedByte() << 16) | in.readUnsignedShort();
    int code = in.readUnsignedByte();
    int flags = in.readUnsignedByte();
    int stream = in.readInt();
    return new H2Frame(1, code, flags, stream, new String(in.readNBytes(length), ISO_8859_1));
  }

  /**
   * The next frame of the stream that is no window update; of 0, but settings.
   *
   * @throws IOException if none comes within the limit, or the connection ends
   */
  public H2Frame next(int stream) throws IOException {
    H2Frame frame = next();
    while (frame.stream() != stream
        || frame.type() == FrameType.SETTINGS
        || frame.type() == FrameType.WINDOW_UPDATE) {
      frame = next();
    }
    return frame;
  }

  /**
   * The next frame of the stream, which is HEADERS: its lines, as {@code name=value}.
   *
   * @throws IOException if none comes within the limit, or it is another frame, or none that can be
   *     read
   */
  public List<String> nextSection(int stream) throws IOException {
    return lines(next(stream));
  }

  /**
   * The lines of a frame of HEADERS, as {@code name=value}. Each such frame must be read in its
   * turn, for later ones refer to it.
   *
   * @throws IOException if it is another frame, or none that can be read
   */
  public List<String> lines(H2Frame frame) throws IOException {
    if (frame.type() != FrameType.HEADERS) {
      throw new IOException("a frame of another type: " + frame);
    }
    List<String> lines = new ArrayList<>();
    try {
      for (H2Field field : sections.read(frame.stream(), frame.content()).fields()) {
        lines.add(field.name() + "=" + field.value());
      }
    } catch (Http2Exception malformed) {
      throw new IOException(malformed);
    }
    return lines;
  }

  /**
   * A response with the interim ones before it, or what came of it; empty where the stream is reset
   * before its head.
   *
   * @throws IOException if no more comes within the limit, or what comes cannot be read
   */
  public Optional<RawResponse> receive(int stream) throws IOException {
    return H2ResponseReader.read(this, stream);
  }

  /**
   * Whether the peer has ended the connection after what was read.
   *
   * @throws IOException if nothing is known within the limit
   */
  public boolean isEnded() throws IOException {
    return in.read() < 0;
  }

  /**
   * Ends this side of the connection.
   *
   * @throws IOException if it cannot be
   */
  public void endOutput() throws IOException {
    socket.shutdownOutput();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
