package io.letterhead.conformance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.letterhead.conformance.H2Answer.Close;
import io.letterhead.conformance.H2Answer.GoAway;
import io.letterhead.conformance.H2Answer.Reset;
import io.letterhead.conformance.H2Answer.Response;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http2.DefaultHttp2Connection;
import io.netty.handler.codec.http2.DefaultHttp2ConnectionDecoder;
import io.netty.handler.codec.http2.DefaultHttp2ConnectionEncoder;
import io.netty.handler.codec.http2.DefaultHttp2FrameReader;
import io.netty.handler.codec.http2.DefaultHttp2FrameWriter;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2FrameAdapter;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** The server's side of one HTTP/2 connection: it lets Netty keep the protocol, and answers. */
@SuppressWarnings("FutureReturnValueIgnored") // the promise given with each frame reports
final class H2Session extends Http2ConnectionHandler {
  private static final long MAX_HEADER_LIST = 1 << 20;

  private final H2Connection connection;
  private final H2Recording recording;
  private final Supplier<H2Responder> responder;
  private final Executor responders;

  private H2Session(
      Http2ConnectionDecoder decoder,
      Http2ConnectionEncoder encoder,
      H2Connection connection,
      H2Recording recording,
      Supplier<H2Responder> responder,
      Executor responders) {
    super(decoder, encoder, new Http2Settings());
    this.connection = connection;
    this.recording = recording;
    this.responder = responder;
    this.responders = responders;
    gracefulShutdownTimeoutMillis(0);
    decoder.frameListener(new Requests());
  }

  /** A session whose responders run on the executor. */
  static H2Session of(
      H2Connection connection,
      H2Recording recording,
      Supplier<H2Responder> responder,
      Executor responders) {
    DefaultHttp2Connection state = new DefaultHttp2Connection(true);
    Http2ConnectionEncoder encoder =
        new DefaultHttp2ConnectionEncoder(state, new DefaultHttp2FrameWriter());
    Http2ConnectionDecoder decoder =
        new DefaultHttp2ConnectionDecoder(
            state,
            encoder,
            new DefaultHttp2FrameReader(new DefaultHttp2HeadersDecoder(true, MAX_HEADER_LIST)));
    return new H2Session(decoder, encoder, connection, recording, responder, responders);
  }

  /** Lists what breaks the protocol, and lets Netty tell the peer. */
  @Override
  public void onError(ChannelHandlerContext ctx, boolean outbound, Throwable cause) {
    fail(cause);
    super.onError(ctx, outbound, cause);
  }

  private void fail(Throwable cause) {
    recording.add(cause instanceof Exception failure ? failure : new IllegalStateException(cause));
  }

  private void ask(ChannelHandlerContext ctx, H2Message request) {
    responders.execute(
        () -> {
          try {
            H2Answer answer = responder.get().answer(request);
            ctx.executor().execute(() -> send(ctx, request, answer));
          } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
          } catch (RuntimeException failure) {
            recording.add(failure);
            ctx.close();
          }
        });
  }

  private void send(ChannelHandlerContext ctx, H2Message request, H2Answer answer) {
    if (answer instanceof Response response) {
      respond(ctx, request, response);
    } else if (answer instanceof Reset reset) {
      resetStream(ctx, request.stream(), reset.errorCode(), reported(ctx));
    } else if (answer instanceof GoAway goAway) {
      int before = Math.max(request.stream() - 2, 0);
      goAway(ctx, before, goAway.errorCode(), Unpooled.EMPTY_BUFFER, reported(ctx));
    }
    flush(ctx); // with what waits for the peer's window
    if (answer instanceof GoAway || answer instanceof Close) {
      ctx.close();
    }
  }

  private void respond(ChannelHandlerContext ctx, H2Message request, Response response) {
    int stream = request.stream();
    boolean headOnly = request.method().equals("HEAD");
    boolean hasBody = !headOnly && !response.body().isEmpty();
    boolean hasTrailers = !headOnly && !response.trailers().isEmpty();
    Http2Headers head = headers(response.fields()).status(Integer.toString(response.status()));
    encoder().writeHeaders(ctx, stream, head, 0, !hasBody && !hasTrailers, reported(ctx));
    if (hasBody) {
      ByteBuf body = Unpooled.wrappedBuffer(response.body().getBytes(ISO_8859_1));
      encoder().writeData(ctx, stream, body, 0, !hasTrailers, reported(ctx));
    }
    if (hasTrailers) {
      Http2Headers trailers = headers(response.trailers());
      encoder().writeHeaders(ctx, stream, trailers, 0, true, reported(ctx));
    }
  }

  private ChannelPromise reported(ChannelHandlerContext ctx) {
    ChannelPromise promise = ctx.newPromise();
    promise.addListener(
        (ChannelFuture written) -> {
          if (written.cause() != null) {
            fail(written.cause());
          }
        });
    return promise;
  }

  private static Http2Headers headers(List<WireField> fields) {
    Http2Headers headers = new DefaultHttp2Headers(false);
    fields.forEach(f -> headers.add(f.name(), f.value()));
    return headers;
  }

  /** Asks for an answer to each request that has ended. */
  private final class Requests extends Http2FrameAdapter {
    @Override
    public int onDataRead(
        ChannelHandlerContext ctx, int stream, ByteBuf data, int padding, boolean last) {
      if (last) {
        ask(ctx, connection.message(stream));
      }
      return data.readableBytes() + padding;
    }

    @Override
    public void onHeadersRead(
        ChannelHandlerContext ctx, int stream, Http2Headers headers, int padding, boolean last) {
      if (last) {
        ask(ctx, connection.message(stream));
      } else if (headers.contains("expect")) {
        Http2Headers go = new DefaultHttp2Headers().status("100");
        encoder().writeHeaders(ctx, stream, go, 0, false, reported(ctx));
        flush(ctx);
      }
    }

    @Override
    public void onHeadersRead(
        ChannelHandlerContext ctx,
        int stream,
        Http2Headers headers,
        int dependency,
        short weight,
        boolean exclusive,
        int padding,
        boolean last) {
      onHeadersRead(ctx, stream, headers, padding, last);
    }
  }
}
