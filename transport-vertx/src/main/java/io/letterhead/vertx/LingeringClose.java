package io.letterhead.vertx;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.TimeUnit;

/**
 * Closes a connection in the way of RFC 9112, section 9.6: first our half, then, once the caller
 * has closed its own or a second later, the rest. What comes meanwhile is read and dropped, so that
 * no TCP reset can take the answer away before the caller has read it. A caller that does not read
 * the answer either is left after a minute.
 */
final class LingeringClose extends ChannelDuplexHandler {

  private static final long MOST_MILLIS = 1000;
  private static final long MOST_MILLIS_UNREAD = 60_000;

  private boolean closing;

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object dropped) {
    ReferenceCountUtil.release(dropped);
  }

  @Override
  public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
    ctx.channel().closeFuture().addListener(closed -> promise.trySuccess());
    if (closing) {
      return;
    }
    closing = true;
    ctx.channel().config().setAutoRead(true);
    closeAfter(ctx, MOST_MILLIS_UNREAD);
    ChannelFuture flushed = ctx.writeAndFlush(Unpooled.EMPTY_BUFFER);
    flushed.addListener((ChannelFutureListener) written -> closeOurHalf(ctx));
  }

  private static void closeOurHalf(ChannelHandlerContext ctx) {
    if (ctx.channel() instanceof DuplexChannel duplex) {
      var unused = duplex.shutdownOutput();
    }
    closeAfter(ctx, MOST_MILLIS);
  }

  private static void closeAfter(ChannelHandlerContext ctx, long millis) {
    Runnable close =
        () -> {
          var unused = ctx.close();
        };
    var timer = ctx.executor().schedule(close, millis, TimeUnit.MILLISECONDS);
    ctx.channel().closeFuture().addListener(closed -> timer.cancel(false));
  }
}
