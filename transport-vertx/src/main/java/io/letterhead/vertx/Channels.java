package io.letterhead.vertx;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.MaxMessagesRecvByteBufAllocator;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.util.AttributeKey;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpClientConnection;
import io.vertx.core.http.impl.HttpServerConnection;
import java.util.Optional;

/** The Netty channel below a caller's connection: Vert.x has no public way to it. */
final class Channels {

  /** Each of at most 64 KiB. */
  private static final int READS_A_TURN = 2;

  private static final AttributeKey<Boolean> LEAVING =
      AttributeKey.valueOf(Channels.class, "leaving");

  private Channels() {}

  static Channel of(HttpConnection connection) {
    return ((HttpServerConnection) connection).channelHandlerContext().channel();
  }

  /** Whether a caller's stream of HTTP/2 has ended with the head: no body follows. */
  static boolean hasSentAll(HttpServerRequest request) {
    Http2ConnectionHandler handler =
        of(request.connection()).pipeline().get(Http2ConnectionHandler.class);
    Http2Stream stream = handler.connection().stream((int) request.streamId());
    return stream == null || !stream.state().remoteSideOpen();
  }

  /**
   * Has fields sent so that the origin does not keep them in the table by which HTTP/2 shortens
   * them (RFC 7541, section 7.1): each would be a credential that outlives its request.
   */
  static void keepFieldsOutOfTables(HttpConnection connection) {
    Http2ConnectionHandler handler =
        ofOrigin(connection).pipeline().get(Http2ConnectionHandler.class);
    Runnable keepOut = () -> forgetFields(handler);
    keepOut.run();
    // The library takes over the size that the origin allows, whenever it says one.
    connection.remoteSettingsHandler(settings -> keepOut.run());
  }

  private static void forgetFields(Http2ConnectionHandler handler) {
    try {
      handler.encoder().configuration().headersConfiguration().maxHeaderTableSize(0);
    } catch (Http2Exception e) {
      throw new IllegalStateException("a table of no size is refused", e);
    }
  }

  /**
   * Has little read at once, so that little is held of what nobody takes: whether to go on is asked
   * between two turns only, and the usual one takes up to a mebibyte.
   */
  static void readLittleAtOnce(Channel channel) {
    if (channel.config().getRecvByteBufAllocator()
        instanceof MaxMessagesRecvByteBufAllocator read) {
      read.maxMessagesPerRead(READS_A_TURN);
    }
  }

  /** The channel below a connection to an origin. */
  static Channel ofOrigin(HttpConnection connection) {
    return ((HttpClientConnection) connection).channelHandlerContext().channel();
  }

  /** Puts the strict decoder in the place of the usual one; for a connection that is new. */
  static void beStrict(HttpConnection connection, Limits limits) {
    of(connection)
        .pipeline()
        .replace(
            StrictRequestDecoder.NAME, StrictRequestDecoder.NAME, new StrictRequestDecoder(limits));
  }

  /** The strict decoder of a connection, if it has one. */
  static Optional<StrictRequestDecoder> decoder(HttpConnection connection) {
    return Optional.ofNullable(of(connection).pipeline().get(StrictRequestDecoder.class));
  }

  /** From now on whatever else comes on the connection is not served. */
  static void leave(HttpConnection connection) {
    Channel channel = of(connection);
    if (!isLeaving(connection)) {
      channel.attr(LEAVING).set(true);
      channel.pipeline().addFirst(new LingeringClose());
    }
  }

  /** Whether nothing more is served on the connection. */
  static boolean isLeaving(HttpConnection connection) {
    return Boolean.TRUE.equals(of(connection).attr(LEAVING).get());
  }

  /** Breaks a connection so that the caller cannot take what it has got for the whole. */
  static void breakOff(HttpConnection connection) {
    Channel channel = of(connection);
    channel.config().setOption(ChannelOption.SO_LINGER, 0);
    var unused = channel.close();
  }
}
