package io.letterhead.vertx;

import com.google.common.primitives.Bytes;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Netty's request decoder, with each head checked by {@link HeadSyntax} before it is decoded.
 *
 * <p>Where a head begins is seen from what the decoder puts out, so the two cannot come to differ
 * about the framing, and pipelining works. What is refused comes out as an invalid message whose
 * cause is a {@link RefusedException}; nothing is decoded behind it. Behind a WebSocket handshake
 * nothing is decoded either: see {@link #takeHeld}.
 */
final class StrictRequestDecoder extends HttpRequestDecoder {

  /** What the handler is called in a pipeline: Vert.x removes it by this name at an upgrade. */
  static final String NAME = "httpDecoder";

  private static final int MOST_HELD = 64 * 1024;
  private static final long HEAD_MILLIS = 60_000;

  private final HeadSyntax syntax;
  private final long headMillis;
  private @Nullable Future<?> headTimer;
  private boolean inHead = true;
  private boolean refused;
  private boolean holding;
  private @Nullable ChunkSyntax chunks;
  private byte[] held = {};

  StrictRequestDecoder(Limits limits) {
    this(limits, HEAD_MILLIS);
  }

  /**
   * @param headMillis how long a head may take from its first byte to its last
   */
  StrictRequestDecoder(Limits limits, long headMillis) {
    super(
        new HttpDecoderConfig()
            .setMaxInitialLineLength(limits.headBytes())
            .setMaxHeaderSize(limits.headBytes())
            .setStrictLineParsing(true)
            .setUseRfc9112TransferEncoding(true)
            .setAllowDuplicateContentLengths(false));
    this.headMillis = headMillis;
    this.syntax = new HeadSyntax(limits.fields(), limits.headBytes());
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
    if (refused) {
      in.skipBytes(in.readableBytes());
    } else if (holding) {
      hold(ctx, in);
    } else if (!inHead) {
      decodeBody(ctx, in, out);
    } else if (accepts(in, out)) {
      decodeAndFollow(ctx, in, out);
      timeHead(ctx, in);
    }
  }

  /** A head that has begun must end in time, or callers could hold connections for nothing. */
  private void timeHead(ChannelHandlerContext ctx, ByteBuf in) {
    boolean begun = inHead && (syntax.begun() || in.isReadable());
    if (begun && headTimer == null) {
      Runnable close =
          () -> {
            var unused = ctx.close();
          };
      headTimer = ctx.executor().schedule(close, headMillis, TimeUnit.MILLISECONDS);
    } else if (!begun && headTimer != null) {
      headTimer.cancel(false);
      headTimer = null;
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) throws Exception {
    if (headTimer != null) {
      headTimer.cancel(false);
    }
    super.channelInactive(ctx);
  }

  private void decodeBody(ChannelHandlerContext ctx, ByteBuf in, List<Object> out)
      throws Exception {
    ChunkSyntax syntaxOfBody = chunks;
    int known = out.size();
    int from = in.readerIndex();
    decodeAndFollow(ctx, in, out);
    if (syntaxOfBody != null && !refused && !syntaxOfBody.take(in, from, in.readerIndex())) {
      refused = true;
      in.skipBytes(in.readableBytes());
      while (out.size() > known) {
        ReferenceCountUtil.release(out.remove(out.size() - 1));
      }
      LastHttpContent malformed = new DefaultLastHttpContent();
      malformed.setDecoderResult(
          DecoderResult.failure(new RefusedException(Refusal.MALFORMED_BODY)));
      out.add(malformed);
    }
  }

  private void decodeAndFollow(ChannelHandlerContext ctx, ByteBuf in, List<Object> out)
      throws Exception {
    int known = out.size();
    super.decode(ctx, in, out);
    for (int i = known; i < out.size(); i++) {
      follow((HttpObject) out.get(i));
    }
  }

  @Override
  protected void decodeLast(ChannelHandlerContext ctx, ByteBuf in, List<Object> out)
      throws Exception {
    super.decodeLast(ctx, in, out);
    out.removeIf(o -> inHead && o instanceof HttpRequest r && r.decoderResult().isFailure());
  }

  /**
   * What the caller sent behind a WebSocket handshake without waiting for the answer: bytes of the
   * tunnel.
   */
  byte[] takeHeld() {
    byte[] taken = held;
    held = new byte[0];
    return taken;
  }

  private boolean accepts(ByteBuf in, List<Object> out) {
    try {
      if (syntax.take(in)) {
        inHead = false;
      }
      return true;
    } catch (RefusedException e) {
      in.skipBytes(in.readableBytes());
      refused = true;
      DefaultHttpRequest request =
          new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/");
      request.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
      request.setDecoderResult(DecoderResult.failure(e));
      out.add(request);
      return false;
    }
  }

  private void follow(HttpObject decoded) {
    DecoderResult result = decoded.decoderResult();
    if (result.isFailure()) {
      refused = true;
      decoded.setDecoderResult(
          DecoderResult.failure(new RefusedException(refusal(decoded, result.cause()))));
    } else if (decoded instanceof HttpRequest request) {
      chunks = HttpUtil.isTransferEncodingChunked(request) ? new ChunkSyntax() : null;
      holding =
          WebSocketHandshake.isMeant(
              request.protocolVersion().equals(HttpVersion.HTTP_1_0),
              request.method().name(),
              request.headers()::getAll);
    }
    if (decoded instanceof LastHttpContent) {
      inHead = true;
      syntax.reset();
    }
  }

  private static Refusal refusal(HttpObject decoded, Throwable cause) {
    if (decoded instanceof HttpContent) {
      return Refusal.MALFORMED_BODY;
    }
    if (cause instanceof TooLongHttpLineException) {
      return Refusal.LINE_TOO_LONG;
    }
    return cause instanceof TooLongHttpHeaderException
        ? Refusal.HEAD_TOO_LARGE
        : Refusal.MALFORMED_HEAD;
  }

  private void hold(ChannelHandlerContext ctx, ByteBuf in) {
    byte[] more = ByteBufUtil.getBytes(in);
    in.skipBytes(more.length);
    if (held.length + more.length > MOST_HELD) {
      var unused = ctx.close();
    } else {
      held = Bytes.concat(held, more);
    }
  }
}
