package io.letterhead.conformance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.letterhead.conformance.H2Answer.Broken;
import io.letterhead.conformance.H2Answer.Close;
import io.letterhead.conformance.H2Answer.GoAway;
import io.letterhead.conformance.H2Answer.Interim;
import io.letterhead.conformance.H2Answer.Parts;
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
  private static final long GOODBYE = 0x6c65747465726864L;

  private final H2Connection connection;
  private final H2Recording recording;
  private final Supplier<H2Responder> responder;
  private final Executor responders;
  private boolean leaving;

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
            if (answer instanceof Parts parts) {
              sendParts(ctx, request, parts);
            }
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
      respond(ctx, request, response, true);
    } else if (answer instanceof Interim interim) {
      Http2Headers head = headers(interim.fields()).status(Integer.toString(interim.status()));
      encoder().writeHeaders(ctx, request.stream(), head, 0, false, reported(ctx));
      respond(ctx, request, interim.then(), true);
    } else if (answer instanceof Broken broken) {
      respond(ctx, request, broken.response(), false);
      resetStream(ctx, request.stream(), broken.errorCode(), reported(ctx));
    } else if (answer instanceof Parts parts) {
      respond(ctx, request, parts.response().withBody(""), false);
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

  private void respond(
      ChannelHandlerContext ctx, H2Message request, Response response, boolean ends) {
    int stream = request.stream();
    boolean headOnly = request.method().equals("HEAD");
    boolean hasBody = !headOnly && !response.body().isEmpty();
    boolean hasTrailers = !headOnly && !response.trailers().isEmpty();
    Http2Headers head = headers(response.fields()).status(Integer.toString(response.status()));
    encoder().writeHeaders(ctx, stream, head, 0, ends && !hasBody && !hasTrailers, reported(ctx));
    if (hasBody) {
      ByteBuf body = Unpooled.wrappedBuffer(response.body().getBytes(ISO_8859_1));
      encoder().writeData(ctx, stream, body, 0, ends && !hasTrailers, reported(ctx));
    }
    if (hasTrailers) {
      Http2Headers trailers = headers(response.trailers());
      encoder().writeHeaders(ctx, stream, trailers, 0, true, reported(ctx));
    }
  }

  private void sendParts(ChannelHandlerContext ctx, H2Message request, Parts parts)
      throws InterruptedException {
    int last = parts.parts().size() - 1;
    for (int i = 0; i <= last; i++) {
      parts.gate().pass(i);
      ByteBuf part = Unpooled.wrappedBuffer(parts.parts().get(i).getBytes(ISO_8859_1));
      boolean ends = i == last;
      ctx.executor()
          .execute(
              () -> {
                encoder().writeData(ctx, request.stream(), part, 0, ends, reported(ctx));
                flush(ctx);
              });
    }
  }

  /** Asks the peer for a sign that all before it has come, and ends the connection at it. */
  void sayGoodbye(ChannelHandlerContext ctx) {
    leaving = true;
    encoder().writePing(ctx, false, GOODBYE, reported(ctx));
    flush(ctx);
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
    public void onPingAckRead(ChannelHandlerContext ctx, long data) {
      if (leaving && data == GOODBYE) {
        ctx.close();
      }
    }

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
