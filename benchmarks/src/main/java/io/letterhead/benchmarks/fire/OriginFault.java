package io.letterhead.benchmarks.fire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.google.common.collect.ImmutableSet;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http2.Http2StreamChannel;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/** A way in which an origin fails, as it is over HTTP/1.1. */
@SuppressWarnings("FutureReturnValueIgnored") // what cannot be written has lost its reader
enum OriginFault {
  /** A TCP reset in place of an answer. */
  RESET("", End.RESET, 502),
  /** The end of the connection in place of an answer. */
  CLOSE("", End.CLOSE, 502),
  /** The end within the head. */
  IN_HEAD("HTTP/1.1 200 OK\r\nContent-Le", End.CLOSE, 502),
  /** A reset within a body that has a length. */
  IN_BODY("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nabc", End.RESET),
  /** The end within a chunked body. */
  IN_CHUNK("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab", End.CLOSE),
  /** A chunk that is none. */
  BAD_CHUNK("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nZZ\r\n", End.OPEN),
  /** Never an answer. */
  STALL("", End.OPEN, 504),
  /** Never the rest of the body. */
  STALL_IN_BODY("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nabc", End.OPEN),
  /** No HTTP. */
  GARBAGE("220 mail.example ESMTP\r\n\r\n", End.OPEN, 502),
  /** Two lengths. */
  TWO_LENGTHS("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\na", End.OPEN, 502),
  /**
   * A whole response, and bytes behind it that would be taken for the next one. It ends the
   * connection, with the request that has just been put on it.
   */
  SURPLUS(
      "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nfineHTTP/1.1 200 OK\r\nX-Poison: 1\r\n",
      End.OPEN,
      200,
      502),
  /** A whole response before the body of the request has come. */
  EARLY("HTTP/1.1 429 Slow Down\r\nContent-Length: 4\r\n\r\nslow", End.OPEN, 429);

  private enum End {
    OPEN,
    CLOSE,
    RESET
  }

  /** Those that end by a timeout of the gateway's. */
  static final Set<OriginFault> SLOW = Set.of(STALL, STALL_IN_BODY);

  private final String bytes;
  private final End end;
  private final ImmutableSet<Integer> statuses;

  OriginFault(String bytes, End end, Integer... statuses) {
    this.bytes = bytes;
    this.end = end;
    this.statuses = ImmutableSet.copyOf(statuses);
  }

  static OriginFault of(String path) {
    return valueOf(path.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /** Whether a caller may get this: a whole answer, or where none can be whole, one that breaks. */
  boolean mayCause(Answer answer) {
    return statuses.isEmpty()
        ? !answer.whole() && answer.status() == 200
        : answer.whole()
            && statuses.contains(answer.status())
            && (answer.status() >= 500 || bytes.contains("\r\n\r\n" + answer.body()));
  }

  /** Whether there is such a fault in a protocol. */
  boolean happensOver(Protocol protocol) {
    return protocol == Protocol.H1 || H2Fault.of(this).isPresent();
  }

  /** Goes wrong on a connection, in place of answering. */
  void happen(ChannelHandlerContext ctx) {
    if (ctx.channel() instanceof Http2StreamChannel) {
      H2Fault.of(this).orElseThrow().happen(ctx);
      return;
    }
    // From where the codec stands, so that it does not see these bytes.
    ChannelHandlerContext codec =
        Objects.requireNonNull(ctx.pipeline().context(HttpServerCodec.class));
    codec
        .writeAndFlush(Unpooled.wrappedBuffer(bytes.getBytes(ISO_8859_1)))
        .addListener(written -> end(ctx));
  }

  private void end(ChannelHandlerContext ctx) {
    if (end == End.RESET) {
      ctx.channel().config().setOption(ChannelOption.SO_LINGER, 0);
    }
    if (end != End.OPEN) {
      var unused = ctx.close();
    }
  }

  /** Its segment of the path. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
