package io.letterhead.vertx;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpClientConnection;

/**
 * Ends a connection to an origin where bytes come that belong to no request: else they would wait
 * in the decoder, and be read as the beginning of the next response, which may be another caller's
 * (RFC 9112, section 9.2).
 *
 * <p>The decoder does not tell what it holds. So behind each response it is given two line ends:
 * with nothing held it skips them, with anything held it puts a message out.
 */
final class ResponseBoundary extends ChannelDuplexHandler {

  private static final byte[] LINE_ENDS = {'\r', '\n', '\r', '\n'};

  private boolean asked;
  private boolean interim;
  private boolean ended;
  private boolean tunnel;

  private ResponseBoundary() {}

  /** Watches a connection that is new. */
  static void watch(HttpConnection connection) {
    ChannelPipeline pipeline =
        ((HttpClientConnection) connection).channelHandlerContext().pipeline();
    String codec = pipeline.context(HttpClientCodec.class).name();
    ResponseBoundary boundary = new ResponseBoundary();
    pipeline.addAfter(codec, null, boundary);
    pipeline.addBefore(codec, null, boundary.new Bytes());
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise)
      throws Exception {
    asked |= message instanceof HttpRequest;
    super.write(ctx, message, promise);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
    if (ended) {
      refuse(ctx, message);
      return;
    }
    if (message instanceof HttpResponse response) {
      int status = response.status().code();
      tunnel = status == 101;
      interim = status < 200;
    }
    if (message instanceof LastHttpContent && !interim) {
      ended = true;
      asked = false;
    }
    super.channelRead(ctx, message);
  }

  private static void refuse(ChannelHandlerContext ctx, Object message) {
    ReferenceCountUtil.release(message);
    var unused = ctx.close();
  }

  /** The same, before the decoder. */
  private final class Bytes extends ChannelInboundHandlerAdapter {

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
      if (tunnel || !(message instanceof ByteBuf)) {
        super.channelRead(ctx, message);
      } else if (!asked) {
        refuse(ctx, message);
      } else {
        super.channelRead(ctx, message);
        if (ended) {
          super.channelRead(ctx, Unpooled.wrappedBuffer(LINE_ENDS));
          ended = false;
        }
      }
    }
  }
}
