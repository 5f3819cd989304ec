package io.letterhead.benchmarks.fire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Callers that each read one stream of events; one event loop serves all. */
final class StreamCallers implements AutoCloseable {

  private final EventLoopGroup loop =
      new MultiThreadIoEventLoopGroup(
          1, new DefaultThreadFactory("stream-callers", true), NioIoHandler.newFactory());
  private final Arrivals.Tally tally;
  private final Lines lines;

  StreamCallers(Wire wire, int port, long lateMillis) {
    this.tally = new Arrivals.Tally(lateMillis);
    this.lines = new Lines(loop.next(), wire, port);
  }

  /** Asks for a stream of so many events, one each so many milliseconds. */
  void open(int stream, int count, long everyMillis) {
    Arrivals arrivals = new Arrivals(tally, stream, count);
    String path = "/model/v1/events/" + stream + "/" + count + "/" + everyMillis;
    lines.open(new Caller(arrivals, path), () -> arrivals.began(0));
  }

  /** Reads the tally, on the thread that writes it. */
  <T> T read(Callable<T> reading) throws InterruptedException {
    try {
      return loop.submit(reading).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Reads the tally, on that thread, in so many seconds. */
  <T> Future<T> readAfter(int seconds, Callable<T> reading) {
    return loop.schedule(reading, seconds, TimeUnit.SECONDS);
  }

  /** What has come; only to be looked at within {@link #read}, or when nothing comes any more. */
  Arrivals.Tally tally() {
    return tally;
  }

  @Override
  public void close() {
    loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }

  @SuppressWarnings(
      "FutureReturnValueIgnored") // what cannot be written ends the channel, which tells
  private static final class Caller extends SimpleChannelInboundHandler<HttpObject> {
    private final Arrivals arrivals;
    private final String path;
    private boolean began;

    Caller(Arrivals arrivals, String path) {
      this.arrivals = arrivals;
      this.path = path;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
      DefaultFullHttpRequest request =
          new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, path);
      request.headers().set("Host", "localhost").set("Accept", "text/event-stream");
      ctx.writeAndFlush(request, ctx.voidPromise());
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, HttpObject message) {
      long now = System.nanoTime();
      if (message instanceof HttpResponse head) {
        began = true;
        arrivals.began(head.decoderResult().isSuccess() ? head.status().code() : 0);
      }
      if (message instanceof HttpContent content) {
        arrivals.came(content.content().toString(ISO_8859_1), now);
      }
      if (message instanceof LastHttpContent) {
        arrivals.ended(message.decoderResult().isSuccess());
        var unused = ctx.close();
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
      end();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      end();
      var unused = ctx.close();
    }

    private void end() {
      if (!began) {
        began = true;
        arrivals.began(0);
      }
      arrivals.ended(false);
    }
  }
}
