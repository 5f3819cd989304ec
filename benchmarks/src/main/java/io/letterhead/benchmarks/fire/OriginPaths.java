package io.letterhead.benchmarks.fire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;
import io.netty.util.ReferenceCountUtil;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an origin does with the requests of one connection, or with that of one stream, by the
 * segments of their paths:
 *
 * <ul>
 *   <li>{@code /v1/events/STREAM/COUNT/MILLIS}: that many events, one each so many milliseconds;
 *   <li>{@code /v1/flood/READER}: bytes without end;
 *   <li>{@code /v1/echo/ID}: {@link Echo};
 *   <li>{@code /v1/gather/KIND/COUNT}: nothing before that many have come, then an echo of each;
 *   <li>{@code /v1/fault/NAME}: {@link OriginFault};
 *   <li>{@code /v1/socket}: a WebSocket that sends back each frame;
 *   <li>{@code /control/…}: {@link OriginState#told}.
 * </ul>
 */
@SuppressWarnings("FutureReturnValueIgnored") // what cannot be written has lost its reader
final class OriginPaths extends ChannelInboundHandlerAdapter {

  private final OriginState state;
  private final ByteBuf body = Unpooled.buffer();
  private @Nullable HttpRequest request;
  private @Nullable Flood flood;

  OriginPaths(OriginState state) {
    this.state = state;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof WebSocketFrame frame) {
      ctx.writeAndFlush(frame, ctx.voidPromise());
      return;
    }
    try {
      if (message instanceof HttpRequest head) {
        request = head;
        body.clear();
        if (head.uri().equals("/v1/fault/" + OriginFault.EARLY)) {
          OriginFault.EARLY.happen(ctx);
        }
      }
      if (message instanceof HttpContent content) {
        body.writeBytes(content.content());
      }
      if (message instanceof LastHttpContent) {
        answer(ctx, Objects.requireNonNull(request));
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void answer(ChannelHandlerContext ctx, HttpRequest asked) {
    String[] path = asked.uri().split("/", -1);
    if (path[1].equals("control")) {
      send(ctx, text(state.told(path)));
      return;
    }
    state.asked();
    switch (path[2]) {
      case "events" ->
          new EventSource(ctx, number(path[3]), number(path[4]), number(path[5])).start();
      case "flood" -> {
        flood = new Flood(ctx, state.flood(path[3]));
        flood.start();
      }
      case "echo" -> send(ctx, Echo.of(asked, body));
      case "gather" -> {
        FullHttpResponse echo = Echo.of(asked, body);
        state.gather(path[3], number(path[4]), () -> send(ctx, echo));
      }
      case "fault" -> {
        if (OriginFault.of(path[3]) != OriginFault.EARLY) {
          OriginFault.of(path[3]).happen(ctx);
        }
      }
      case "socket" -> upgrade(ctx, asked);
      default -> throw new IllegalArgumentException("no such path");
    }
  }

  private static void upgrade(ChannelHandlerContext ctx, HttpRequest asked) {
    WebSocketServerHandshaker handshaker =
        new WebSocketServerHandshakerFactory("ws://" + FireOrigin.HOST, null, false)
            .newHandshaker(asked);
    handshaker.handshake(
        ctx.channel(),
        new DefaultFullHttpRequest(
            asked.protocolVersion(),
            asked.method(),
            asked.uri(),
            Unpooled.EMPTY_BUFFER,
            asked.headers(),
            EmptyHttpHeaders.INSTANCE));
  }

  static FullHttpResponse text(String text) {
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.OK,
            Unpooled.wrappedBuffer(text.getBytes(ISO_8859_1)));
    response.headers().set("Content-Length", response.content().readableBytes());
    return response;
  }

  private static void send(ChannelHandlerContext ctx, FullHttpResponse response) {
    ctx.writeAndFlush(response, ctx.voidPromise());
  }

  private static int number(String segment) {
    return Integer.parseInt(segment);
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (flood != null) {
      flood.goOn();
    }
    ctx.fireChannelWritabilityChanged();
  }

  /** The gateway has broken a connection: it does so for callers that have left. */
  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (!(cause instanceof java.io.IOException)) {
      System.err.println("origin: " + cause);
    }
    var unused = ctx.close();
  }
}
