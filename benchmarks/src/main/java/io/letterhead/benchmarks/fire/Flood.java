package io.letterhead.benchmarks.fire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.net.InetSocketAddress;

/** A response without end, as fast as it is taken; for the event loop of its connection. */
@SuppressWarnings("FutureReturnValueIgnored") // what cannot be written has lost its reader
final class Flood {

  /** What has gone out of one flood. */
  static final class Level {
    long bytes;
    int port;
  }

  /** What is not known of a flood: a block that is half taken counts as not taken. */
  static final int BLOCK = 4096;

  private static final long LENGTH = 1L << 40;
  private static final ByteBuf ZEROS =
      Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(new byte[BLOCK]));

  private final ChannelHandlerContext to;
  private final Level level;

  Flood(ChannelHandlerContext to, Level level) {
    this.to = to;
    this.level = level;
  }

  /** Sends the head, and all that is taken at once. */
  void start() {
    level.port = port();
    HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
    head.headers().set("Content-Type", "application/octet-stream").set("Content-Length", LENGTH);
    to.writeAndFlush(head, to.voidPromise());
    goOn();
  }

  /** The other end of the connection; a stream's is its connection's. */
  private int port() {
    return to.channel().remoteAddress() instanceof InetSocketAddress other ? other.getPort() : 0;
  }

  /** Sends what is taken. */
  void goOn() {
    while (to.channel().isActive() && to.channel().isWritable()) {
      to.writeAndFlush(new DefaultHttpContent(ZEROS.duplicate()))
          .addListener(
              written -> {
                if (written.isSuccess()) {
                  level.bytes += BLOCK;
                }
              });
    }
  }
}
