package io.letterhead.conformance;

import static java.util.Objects.requireNonNull;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP/2 origin, on a free port of the loopback address unless told otherwise, that keeps every
 * frame it receives.
 *
 * <p>What comes is recorded from the bytes, before Netty looks at it: frames that break the
 * protocol are listed too, and what Netty says to them is among the {@link #failures}. All
 * connections share one daemon thread; responders have others. All methods are safe for use by
 * several threads.
 */
public final class H2RecordingOrigin implements AutoCloseable {
  private static final String THREADS = "h2-recording-origin";
  private static final int END_SECONDS = 10;

  private final H2Recording recording = new H2Recording();
  private final Map<Integer, H2Connection> connections = new ConcurrentHashMap<>();
  private final EventLoopGroup loop =
      new MultiThreadIoEventLoopGroup(
          1, new DefaultThreadFactory(THREADS, true), NioIoHandler.newFactory());
  private final ExecutorService responders =
      Executors.newCachedThreadPool(new DefaultThreadFactory(THREADS + "-responder", true));
  private final @Nullable SslContext tls;
  private final String host;
  private final Channel server;
  private volatile H2Responder responder;
  private volatile boolean finishing;

  private H2RecordingOrigin(
      @Nullable SslContext tls, String host, int port, H2Responder responder) {
    this.tls = tls;
    this.host = host;
    this.responder = requireNonNull(responder, "responder");
    ChannelFuture bound =
        new ServerBootstrap()
            .group(loop)
            .channel(NioServerSocketChannel.class)
            .childHandler(new Accepted())
            .bind(host, port)
            .awaitUninterruptibly();
    this.server = bound.channel();
    if (bound.cause() != null) {
      end();
      throw new UncheckedIOException(new IOException("no port can be had", bound.cause()));
    }
  }

  /**
   * An origin that listens with TLS, agrees on {@code h2} by ALPN and on nothing else, and answers
   * 200 without a body.
   *
   * @param certificate what it shows
   * @throws UncheckedIOException if no port can be had
   */
  public static H2RecordingOrigin startTls(OriginCertificate certificate) {
    return startTls(certificate, H2Answer.of(200));
  }

  /**
   * An origin that listens with TLS, agrees on {@code h2} by ALPN and on nothing else, and answers
   * as the responder says. A handshake that fails is among the {@link #failures}.
   *
   * @param certificate what it shows
   * @throws UncheckedIOException if no port can be had
   */
  public static H2RecordingOrigin startTls(OriginCertificate certificate, H2Responder responder) {
    return listenTls(RecordingOrigin.HOST, 0, certificate, responder);
  }

  /**
   * The same at a given address.
   *
   * @param host a host name or address of this machine
   * @param port the port; 0 for a free one
   * @param certificate what it shows
   * @throws UncheckedIOException if it cannot be had
   */
  public static H2RecordingOrigin listenTls(
      String host, int port, OriginCertificate certificate, H2Responder responder) {
    return new H2RecordingOrigin(H2Tls.context(certificate), host, port, responder);
  }

  /**
   * An origin that takes HTTP/2 in clear from clients that know beforehand (RFC 9113, section 3.3),
   * and answers 200 without a body.
   *
   * @throws UncheckedIOException if no port can be had
   */
  public static H2RecordingOrigin startClear() {
    return startClear(H2Answer.of(200));
  }

  /**
   * An origin that takes HTTP/2 in clear from clients that know beforehand, and answers as the
   * responder says.
   *
   * @throws UncheckedIOException if no port can be had
   */
  public static H2RecordingOrigin startClear(H2Responder responder) {
    return new H2RecordingOrigin(null, RecordingOrigin.HOST, 0, responder);
  }

  /** The port that it listens on. */
  public int port() {
    return ((InetSocketAddress) server.localAddress()).getPort();
  }

  /** Its host and port, as in {@code :authority}. */
  public String authority() {
    return host + ":" + port();
  }

  /** Its URI without a path, such as {@code https://127.0.0.1:PORT}, or {@code http} in clear. */
  public URI uri() {
    return URI.create((tls == null ? "http://" : "https://") + authority());
  }

  /** Answers as this responder says, from the next request on, over open connections too. */
  public void answerWith(H2Responder next) {
    responder = requireNonNull(next, "next");
  }

  /**
   * The requests that have ended until now, in the order in which they did: whole, reset by the
   * client, or broken off with their connection.
   */
  public List<H2Message> requests() {
    return recording.requests();
  }

  /**
   * Waits until that many requests have ended since the start or the last {@link #forget}.
   *
   * @return all that have ended
   * @throws IllegalStateException if fewer have within the limit
   * @throws InterruptedException if the thread is interrupted
   */
  public List<H2Message> awaitRequests(int count, Duration limit) throws InterruptedException {
    if (!recording.await(() -> recording.requests().size() >= count, limit)) {
      throw new IllegalStateException(
          "requests: %d after %s (expected: %d)".formatted(requests().size(), limit, count));
    }
    return requests();
  }

  /**
   * Waits until no connection is in the middle of a request: until each one that has begun has
   * ended.
   *
   * @throws IllegalStateException if one has not at the limit
   * @throws InterruptedException if the thread is interrupted
   */
  public void awaitQuiet(Duration limit) throws InterruptedException {
    if (!recording.await(recording::isQuiet, limit)) {
      throw new IllegalStateException("a request is half received after " + limit);
    }
  }

  /** The frames of all connections in the order in which they came, those for flow control too. */
  public List<H2Frame> frames() {
    return recording.frames();
  }

  /**
   * Waits for a frame, such as a GOAWAY, since the start or the last {@link #forget}.
   *
   * @return the first such frame
   * @throws IllegalStateException if none has come within the limit
   * @throws InterruptedException if the thread is interrupted
   */
  public H2Frame awaitFrame(Predicate<H2Frame> such, Duration limit) throws InterruptedException {
    recording.await(() -> recording.frames().stream().anyMatch(such), limit);
    return frames().stream()
        .filter(such)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no such frame after " + limit));
  }

  /** Forgets requests, frames and failures until now; connections stay, and keep their numbers. */
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
    if (!recording.await(() -> recording.hasEnded(connection, H2Connection::number), limit)) {
      throw new IllegalStateException(
          "connection %d is open after %s".formatted(connection, limit));
    }
  }

  /**
   * Waits until the peer has given up the last request that was received: has reset its stream, or
   * ended its connection.
   *
   * @throws IllegalStateException if it has not within the limit, or there is no request
   * @throws InterruptedException if the thread is interrupted
   */
  public void awaitGivenUp(Duration limit) throws InterruptedException {
    if (!recording.await(this::hasGivenUp, limit)) {
      throw new IllegalStateException("the last request is not given up after " + limit);
    }
  }

  private boolean hasGivenUp() {
    List<H2Message> all = requests();
    return !all.isEmpty()
        && (all.get(all.size() - 1).isReset()
            || recording.hasEnded(all.get(all.size() - 1).connection(), H2Connection::number));
  }

  /**
   * Every byte that a connection has carried here, the preface included, taken out of TLS.
   *
   * @param connection its number
   * @throws IllegalArgumentException if there was no such connection
   */
  public byte[] received(int connection) {
    H2Connection known = connections.get(connection);
    if (known == null) {
      throw new IllegalArgumentException(
          "connection: %d (expected: 1 to %d)".formatted(connection, connections()));
    }
    return known.received();
  }

  /**
   * What responders have thrown, what has broken the protocol, and TLS handshakes and answers that
   * have failed.
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
    recording.open().forEach(H2Connection::sayGoodbye);
    InetAddress bound = ((InetSocketAddress) server.localAddress()).getAddress();
    int fence = RecordingOrigin.fence(bound, port());
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

  /** Ends all connections and threads, and gives the port back. What was received stays. */
  @Override
  public void close() {
    recording.close();
    server.close().awaitUninterruptibly();
    recording.open().forEach(H2Connection::close);
    end();
  }

  private void end() {
    responders.shutdownNow();
    loop.shutdownGracefully(0, END_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  private final class Accepted extends ChannelInitializer<Channel> {
    @Override
    protected void initChannel(Channel channel) {
      int number = connections.size() + 1;
      H2Connection connection = new H2Connection(number, recording, this::session);
      connections.put(number, connection);
      if (tls != null) {
        channel.pipeline().addLast(tls.newHandler(channel.alloc()));
      }
      channel.pipeline().addLast(connection);
      if (finishing) {
        connection.sayGoodbye();
      }
    }

    private H2Session session(H2Connection connection) {
      return H2Session.of(connection, recording, () -> responder, responders);
    }
  }
}
