package io.letterhead.conformance;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ServerSocketFactory;

/**
 * An HTTP/1.1 origin, on a free port of the loopback address unless told otherwise, that keeps
 * every byte it receives, taken out of TLS where it listens with that.
 *
 * <p>It reads with the strict grammar of RFC 9112 and its own code: whatever is not exactly one
 * request is listed as a malformed one with its bytes, and answered 400. Each connection has a
 * daemon thread of its own. All methods are safe for use by several threads.
 *
 * <p>It answers as its {@link Responder} says; see {@link Responders}.
 */
public final class RecordingOrigin implements AutoCloseable {
  static final String HOST = "127.0.0.1";
  private static final byte[] LOOPBACK = {127, 0, 0, 1};
  private static final int BACKLOG = 1024;

  private final String scheme;
  private final String host;
  private final ServerSocket server;
  private final Recording<OriginConnection, WireMessage> recording = new Recording<>();
  private final Map<Integer, OriginConnection> connections = new ConcurrentHashMap<>();
  private final Map<Integer, Thread> threads = new ConcurrentHashMap<>();
  private volatile Responder responder;
  private volatile boolean finishing;

  private RecordingOrigin(String scheme, String host, ServerSocket server, Responder responder) {
    this.scheme = scheme;
    this.host = host;
    this.server = server;
    this.responder = responder;
  }

  /**
   * An origin that answers 200 without a body.
   *
   * @throws UncheckedIOException if no port can be had
   */
  public static RecordingOrigin start() {
    return start(OriginAnswer.of(200));
  }

  /**
   * An origin that answers as the responder says.
   *
   * @throws UncheckedIOException if no port can be had
   */
  public static RecordingOrigin start(Responder responder) {
    return listen(HOST, 0, responder);
  }

  /**
   * An origin at a given address that answers as the responder says.
   *
   * @param host a host name or address of this machine
   * @param port the port; 0 for a free one
   * @throws UncheckedIOException if it cannot be had
   */
  public static RecordingOrigin listen(String host, int port, Responder responder) {
    return start("http", ServerSocketFactory.getDefault(), host, port, responder);
  }

  /**
   * An origin that listens with TLS, does not negotiate by ALPN, and answers as the responder says.
   * A handshake that fails is among the {@link #failures}.
   *
   * @param certificate what it shows; for other names than its own, clients should refuse it
   * @throws UncheckedIOException if no port can be had
   */
  public static RecordingOrigin startTls(OriginCertificate certificate, Responder responder) {
    return listenTls(HOST, 0, certificate, responder);
  }

  /**
   * The same at a given address.
   *
   * @param host a host name or address of this machine
   * @param port the port; 0 for a free one
   * @param certificate what it shows
   * @throws UncheckedIOException if it cannot be had
   */
  public static RecordingOrigin listenTls(
      String host, int port, OriginCertificate certificate, Responder responder) {
    ServerSocketFactory sockets = certificate.serverContext().getServerSocketFactory();
    return start("https", sockets, host, port, responder);
  }

  private static RecordingOrigin start(
      String scheme, ServerSocketFactory sockets, String host, int port, Responder responder) {
    requireNonNull(responder, "responder");
    try {
      ServerSocket server = sockets.createServerSocket(port, BACKLOG, address(host));
      RecordingOrigin origin = new RecordingOrigin(scheme, host, server, responder);
      daemon(origin::accept, "recording-origin").start();
      return origin;
    } catch (IOException noPort) {
      throw new UncheckedIOException(noPort);
    }
  }

  /** The port that it listens on. */
  public int port() {
    return server.getLocalPort();
  }

  /** Its host and port, as in a {@code Host} field. */
  public String authority() {
    return host + ":" + port();
  }

  /** Its URI without a path, such as {@code http://127.0.0.1:PORT}, or {@code https}. */
  public URI uri() {
    return URI.create(scheme + "://" + authority());
  }

  /** Answers as this responder says, from the next request on, over open connections too. */
  public void answerWith(Responder next) {
    responder = requireNonNull(next, "next");
  }

  /** What was received until now, in the order in which it was complete. */
  public List<WireMessage> requests() {
    return recording.requests();
  }

  /**
   * Waits until that many requests, well-formed or not, were received since the start or the last
   * {@link #forget}.
   *
   * @return all that were received
   * @throws IllegalStateException if fewer were received within the limit
   * @throws InterruptedException if the thread is interrupted
   */
  public List<WireMessage> awaitRequests(int count, Duration limit) throws InterruptedException {
    if (!recording.await(() -> recording.requests().size() >= count, limit)) {
      throw new IllegalStateException(
          "requests: %d after %s (expected: %d)".formatted(requests().size(), limit, count));
    }
    return requests();
  }

  /**
   * Waits until no connection is in the middle of a request: until each one that has begun is
   * listed, whole or broken off.
   *
   * @throws IllegalStateException if one is still in the middle of its body at the limit
   * @throws InterruptedException if the thread is interrupted
   */
  public void awaitQuiet(Duration limit) throws InterruptedException {
    if (!recording.await(recording::isQuiet, limit)) {
      throw new IllegalStateException("a request is half received after " + limit);
    }
  }

  /** Forgets the requests and failures until now; connections stay, and keep their numbers. */
  public void forget() {
    recording.forget();
  }

  /** How many connections were accepted. */
  public int connections() {
    return recording.accepted();
  }

  /** How many connections are open. */
  public int openConnections() {
    return recording.open().size();
  }

  /**
   * Waits until a connection has ended, on either side.
   *
   * @param connection its number
   * @throws IllegalStateException if it has not within the limit
   * @throws InterruptedException if the thread is interrupted
   */
  public void awaitConnectionEnd(int connection, Duration limit) throws InterruptedException {
    if (!recording.await(() -> recording.hasEnded(connection, OriginConnection::number), limit)) {
      throw new IllegalStateException(
          "connection %d is open after %s".formatted(connection, limit));
    }
  }

  /**
   * The bytes that a connection carried after an upgrade, as far as its responder has read them.
   *
   * @param connection its number
   * @throws IllegalArgumentException if there was no such connection
   */
  public byte[] tunnelled(int connection) {
    OriginConnection known = connections.get(connection);
    if (known == null) {
      throw new IllegalArgumentException(
          "connection: %d (expected: 1 to %d)".formatted(connection, connections()));
    }
    return known.tunnelled();
  }

  /**
   * What responders have thrown; among it the {@code IOException} of one whose peer left before the
   * answer was written.
   */
  public List<Exception> failures() {
    return recording.failures();
  }

  /**
   * Says goodbye on every connection, and waits until each has ended: all that was sent before, be
   * it over connections that were not yet accepted, has been received then. One more connection,
   * which carries nothing, is accepted for it.
   *
   * @throws IllegalStateException if a peer keeps a connection open at the limit
   * @throws InterruptedException if the thread is interrupted
   */
  public void finish(Duration limit) throws InterruptedException {
    finishing = true;
    recording.open().forEach(OriginConnection::sayGoodbye);
    int fence = fence(server.getInetAddress(), port());
    boolean ended =
        recording.await(
            () ->
                recording.isEmpty()
                    && connections.values().stream().anyMatch(c -> c.peerPort() == fence),
            limit);
    finishing = false;
    if (!ended) {
      throw new IllegalStateException("a connection is open after " + limit);
    }
  }

  /** Connections are accepted in their order: what comes after this one came after all others. */
  static int fence(InetAddress bound, int port) {
    try (Socket socket = new Socket(bound.isAnyLocalAddress() ? loopback() : bound, port)) {
      return socket.getLocalPort();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Ends all connections and their threads, and gives the port back. What was received stays. */
  @Override
  public void close() {
    recording.close();
    try {
      server.close();
      for (OriginConnection connection : recording.open()) {
        connection.close();
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } finally {
      threads.values().forEach(Thread::interrupt);
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        serve(server.accept());
      } catch (IOException failure) {
        recording.add(failure);
      }
    }
  }

  private void serve(Socket socket) throws IOException {
    int number = connections.size() + 1;
    OriginConnection connection = new OriginConnection(number, socket);
    connections.put(number, connection);
    recording.opened(connection);
    Thread thread =
        daemon(
            () -> {
              new OriginSession(connection, recording, () -> responder).run();
              threads.remove(number);
            },
            "recording-origin-" + number);
    threads.put(number, thread);
    thread.start();
    if (finishing) {
      connection.sayGoodbye();
    }
    if (server.isClosed()) {
      connection.close();
      thread.interrupt();
    }
  }

  private static InetAddress address(String host) throws IOException {
    return host.equals(HOST) ? loopback() : InetAddress.getByName(host);
  }

  static InetAddress loopback() throws IOException {
    return InetAddress.getByAddress(LOOPBACK);
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }
}
