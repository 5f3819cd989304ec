package io.letterhead.benchmarks.fire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.google.common.collect.ImmutableMap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2StreamFrameToHttpObjectCodec;
import java.util.Objects;
import java.util.Optional;

/**
 * An {@link OriginFault} as it is over HTTP/2, where there is one.
 *
 * @param head the status that is sent; 0 where there is no head
 * @param length the {@code content-length}
 * @param body what is sent of the body
 * @param end what comes then
 */
@SuppressWarnings("FutureReturnValueIgnored") // what cannot be written has lost its reader
record H2Fault(int head, int length, String body, End end) {

  private enum End {
    OPEN,
    RESET_STREAM,
    END_STREAM,
    CLOSE,
    GARBAGE
  }

  private static final ImmutableMap<OriginFault, H2Fault> ALL =
      ImmutableMap.of(
          OriginFault.RESET, new H2Fault(0, 0, "", End.RESET_STREAM),
          OriginFault.CLOSE, new H2Fault(0, 0, "", End.CLOSE),
          OriginFault.IN_BODY, new H2Fault(200, 1000, "abc", End.RESET_STREAM),
          OriginFault.IN_CHUNK, new H2Fault(200, 1000, "abc", End.CLOSE),
          OriginFault.STALL, new H2Fault(0, 0, "", End.OPEN),
          OriginFault.STALL_IN_BODY, new H2Fault(200, 1000, "abc", End.OPEN),
          OriginFault.GARBAGE, new H2Fault(0, 0, "", End.GARBAGE),
          OriginFault.EARLY, new H2Fault(429, 4, "slow", End.END_STREAM));

  static Optional<H2Fault> of(OriginFault fault) {
    return Optional.ofNullable(ALL.get(fault));
  }

  /** Goes wrong on a stream, in place of answering. */
  void happen(ChannelHandlerContext ctx) {
    // From where the codec stands, so that it does not see these frames.
    ChannelHandlerContext codec =
        Objects.requireNonNull(ctx.pipeline().context(Http2StreamFrameToHttpObjectCodec.class));
    if (head > 0) {
      codec.write(
          new DefaultHttp2HeadersFrame(
              new DefaultHttp2Headers()
                  .status(Integer.toString(head))
                  .addInt("content-length", length)));
      codec
          .write(new DefaultHttp2DataFrame(bytes(body), end == End.END_STREAM))
          .addListener(written -> end(ctx));
    } else {
      end(ctx);
    }
    if (end == End.RESET_STREAM) {
      codec.write(new DefaultHttp2ResetFrame(Http2Error.INTERNAL_ERROR));
    }
    codec.flush();
  }

  private void end(ChannelHandlerContext ctx) {
    ChannelHandlerContext connection =
        Objects.requireNonNull(ctx.channel().parent().pipeline().context(Http2FrameCodec.class));
    if (end == End.GARBAGE) {
      connection.writeAndFlush(bytes("220 mail.example ESMTP\r\n\r\n"));
    } else if (end == End.CLOSE) {
      connection.close(); // not by HTTP/2, which would say GOAWAY and wait
    }
  }

  private static ByteBuf bytes(String text) {
    return Unpooled.wrappedBuffer(text.getBytes(ISO_8859_1));
  }
}
