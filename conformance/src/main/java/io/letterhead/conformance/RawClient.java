package io.letterhead.conformance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

/**
 * A caller that sends exact bytes over one connection and reads what comes back.
 *
 * <p>All reads together end at one deadline, with a {@link SocketTimeoutException}. Text is
 * ISO-8859-1, one character a byte. For one thread.
 */
public final class RawClient implements Closeable {
  private final Socket socket;
  private final InputStream in;
  private final WireReader reader;
  private volatile boolean sentAll;

  private RawClient(Socket socket, Duration limit) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(new DeadlineInput(socket, limit));
    this.reader = new WireReader(in);
  }

  /**
   * Connects.
   *
   * @param host a host name or address
   * @param limit how long all that is done with this client may take
   * @throws IOException if nothing listens there
   */
  public static RawClient connect(String host, int port, Duration limit) throws IOException {
    Socket socket = new Socket();
    try {
      InetAddress address = InetAddress.getAllByName(host)[0];
      socket.connect(new InetSocketAddress(address, port), (int) limit.toMillis());
      socket.setTcpNoDelay(true);
      return new RawClient(socket, limit);
    } catch (IOException failure) {
      socket.close();
      throw failure;
    }
  }

  /**
   * Connects to a port of the loopback address with TLS, and asks for no other protocol than
   * HTTP/1.1.
   *
   * @param trust whom to trust there
   * @param limit how long all that is done with this client may take
   * @throws IOException if nothing listens there, or the handshake fails
   */
  public static RawClient connectTls(int port, SSLContext trust, Duration limit)
      throws IOException {
    return connectTls(RecordingOrigin.HOST, port, trust, limit);
  }

  /**
   * Connects with TLS, and asks for no other protocol than HTTP/1.1. A host name is asked for by
   * SNI; whether the certificate is for it is not looked at.
   *
   * @param host a host name or address
   * @param trust whom to trust there
   * @param limit how long all that is done with this client may take
   * @throws IOException if nothing listens there, or the handshake fails
   */
  public static RawClient connectTls(String host, int port, SSLContext trust, Duration limit)
      throws IOException {
    SSLSocket socket = (SSLSocket) trust.getSocketFactory().createSocket(host, port);
    try {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout((int) limit.toMillis());
      socket.startHandshake();
      return new RawClient(socket, limit);
    } catch (IOException failure) {
      socket.close();
      throw failure;
    }
  }

  /**
   * Sends text at once.
   *
   * @throws IOException if the peer has left
   */
  public void send(String text) throws IOException {
    send(text.getBytes(ISO_8859_1));
  }

  /**
   * Sends bytes at once.
   *
   * @throws IOException if the peer has left
   */
  public void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
  }

  /**
   * Sends bytes from a thread of its own, so that an answer can be read that comes before all of
   * them are taken. That the peer takes no more is no error: {@link #sentAll} tells.
   */
  public void sendInBackground(byte[] bytes) {
    byte[] copy = bytes.clone();
    sentAll = false;
    Thread sender =
        new Thread(
            () -> {
              try {
                send(copy);
                sentAll = true;
              } catch (IOException peerTakesNoMore) {
                sentAll = false;
              }
            },
            "raw-client-sender");
    sender.setDaemon(true);
    sender.start();
  }

  /** Whether all that was sent in the background has gone out. */
  public boolean sentAll() {
    return sentAll;
  }

  /**
   * Says that nothing more will be sent, and stays open for answers.
   *
   * @throws IOException if the connection is broken
   */
  public void endOutput() throws IOException {
    socket.shutdownOutput();
  }

  /**
   * Reads one final response to any request but HEAD, with the interim ones before it. If the
   * connection ends within the body, what came of it is returned as an incomplete response.
   *
   * @return the response, or nothing if the connection ended before its head was complete
   * @throws IOException if what comes is no response, or the deadline passes
   */
  public Optional<RawResponse> receive() throws IOException {
    return new ResponseReader(reader).read(true);
  }

  /**
   * Reads the head of one final response; its body stays to be read.
   *
   * @return the response without a body, or nothing if the connection ended before
   * @throws IOException if what comes is no response, or the deadline passes
   */
  public Optional<RawResponse> receiveHead() throws IOException {
    return new ResponseReader(reader).read(false);
  }

  /**
   * Reads until the bytes read by this call end with {@code end}, or the connection ends.
   *
   * @return what was read
   * @throws IOException if the connection breaks, or the deadline passes
   */
  public String readUntil(String end) throws IOException {
    StringBuilder read = new StringBuilder();
    while (read.length() < end.length()
        || !read.substring(read.length() - end.length()).equals(end)) {
      int c = in.read();
      if (c < 0) {
        return read.toString();
      }
      read.append((char) c);
    }
    return read.toString();
  }

  /**
   * Reads until the peer ends the connection, be it by closing or by breaking it.
   *
   * @return what still came, and how the connection ended
   * @throws IOException if the socket cannot be read; not at the deadline, which is {@link
   *     End#OPEN}
   */
  public Rest readRest() throws IOException {
    ByteArrayOutputStream rest = new ByteArrayOutputStream();
    End end;
    try {
      in.transferTo(rest);
      end = End.CLOSED;
    } catch (SocketTimeoutException stillOpen) {
      end = End.OPEN;
    } catch (SocketException | SSLException broken) {
      end = End.RESET;
    }
    return new Rest(rest.toString(ISO_8859_1), end);
  }

  /**
   * Reads until the peer ends the connection, and finds the final responses in what came.
   *
   * @throws IOException if the socket cannot be read; not at the deadline, which is {@link
   *     End#OPEN}
   */
  public Conversation receiveAll() throws IOException {
    Rest rest = readRest();
    WireReader bytes = new WireReader(new ByteArrayInputStream(rest.bytes().getBytes(ISO_8859_1)));
    List<RawResponse> responses = new ArrayList<>();
    try {
      Optional<RawResponse> next = new ResponseReader(bytes).read(true);
      while (next.isPresent()) {
        responses.add(next.get());
        next = new ResponseReader(bytes).read(true);
      }
    } catch (IOException noResponse) {
      return new Conversation(responses, rest);
    }
    return new Conversation(responses, rest);
  }

  /** What still comes, as it comes; all reads end at the deadline. */
  public InputStream input() {
    return in;
  }

  /**
   * All that came back over a connection.
   *
   * @param responses the final responses, in their order, each with its content
   * @param rest the bytes that these are read from, and others; and how the connection ended
   */
  public record Conversation(List<RawResponse> responses, Rest rest) {
    public Conversation {
      responses = List.copyOf(responses);
    }
  }

  /** How a connection ended. */
  public enum End {
    /** The peer closed it. */
    CLOSED,
    /** The peer broke it with a TCP reset. */
    RESET,
    /** It has not ended at the deadline. */
    OPEN
  }

  /**
   * The rest of a connection.
   *
   * @param bytes what still came
   * @param end how it ended
   */
  public record Rest(String bytes, End end) {
    /** How it ended, and how much came. */
    @Override
    public String toString() {
      return "%s after %d bytes".formatted(end, bytes.length());
    }
  }

  /** Closes the connection. */
  @Override
  public void close() throws IOException {
    socket.close();
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
}
