package io.letterhead.vertx;

import io.netty.channel.ChannelHandlerContext;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpClientConnection;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetSocket;
import java.security.SecureRandom;

/** One end of a tunnel: a caller, or an origin, to which we are the client. For one event loop. */
final class Peer {

  private static final SecureRandom MASKS = new SecureRandom();
  private static final byte LAST_CLOSE = (byte) 0x88;
  private static final byte MASKED = (byte) 0x80;

  private final NetSocket socket;
  private final ChannelHandlerContext below;
  private final boolean origin;
  private boolean left;
  private boolean gone;

  private Peer(NetSocket socket, ChannelHandlerContext below, boolean origin) {
    this.socket = socket;
    this.below = below;
    this.origin = origin;
  }

  static Peer caller(NetSocket socket) {
    return new Peer(socket, ((NetSocketInternal) socket).channelHandlerContext(), false);
  }

  /**
   * @param connection the connection that the socket was made of
   */
  static Peer origin(NetSocket socket, HttpConnection connection) {
    return new Peer(socket, ((HttpClientConnection) connection).channelHandlerContext(), true);
  }

  NetSocket socket() {
    return socket;
  }

  boolean isOrigin() {
    return origin;
  }

  /** Whether the connection stands, as far as that has been seen. */
  boolean isConnected() {
    return below.channel().isActive();
  }

  /** Whether so much is still to be written that no more should be: Vert.x lets more pile up. */
  boolean isBehind() {
    return !below.channel().isWritable();
  }

  /** Reads no more of it, at once: Vert.x alone would go on until it holds some mebibytes. */
  void pause() {
    socket.pause();
    below.channel().config().setAutoRead(false);
  }

  void resume() {
    below.channel().config().setAutoRead(true);
    socket.resume();
  }

  /** The connection has ended: whether that is news. */
  boolean goes() {
    boolean news = !gone;
    gone = true;
    return news;
  }

  /** Closes the connection, once, behind what was written. */
  void leave(Future<Void> written) {
    if (!left) {
      left = true;
      written.onComplete(
          done -> {
            var unused = socket.close();
          });
    }
  }

  /** Closes the connection, whatever is still to be written. */
  void cut() {
    left = true;
    // Not the channel itself: Vert.x would wait until the peer has read all.
    var unused = below.close();
  }

  /** A Close frame, masked as whatever a client sends (RFC 6455, sections 5.3 and 5.5.1). */
  Buffer closeFrame(int code) {
    byte[] payload = {(byte) (code >> Byte.SIZE), (byte) code};
    Buffer frame = Buffer.buffer().appendByte(LAST_CLOSE);
    if (!origin) {
      return frame.appendByte((byte) payload.length).appendBytes(payload);
    }
    byte[] mask = new byte[Integer.BYTES];
    MASKS.nextBytes(mask);
    frame.appendByte((byte) (MASKED | payload.length)).appendBytes(mask);
    for (int i = 0; i < payload.length; i++) {
      frame.appendByte((byte) (payload[i] ^ mask[i]));
    }
    return frame;
  }
}
