package io.letterhead.benchmarks.fire;

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
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Callers that ask for a flood, read its head, and then read no more. */
final class SlowReaders implements AutoCloseable {

  /** One of them. */
  @SuppressWarnings("FutureReturnValueIgnored") // a request that cannot be sent is never begun
  static final class Reader extends SimpleChannelInboundHandler<HttpObject> {
    private final int number;
    private volatile boolean begun;
    private volatile boolean ended;
    private final AtomicLong read = new AtomicLong();
    private volatile int port;

    Reader(int number) {
      this.number = number;
    }

    int number() {
      return number;
    }

    /** Whether the head has come. */
    boolean hasBegun() {
      return begun;
    }

    boolean hasEnded() {
      return ended;
    }

    /** How many bytes have been read behind the head. */
    long read() {
      return read.get();
    }

    /** The port of its end. */
    int port() {
      return port;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
      port = ((InetSocketAddress) ctx.channel().localAddress()).getPort();
      DefaultFullHttpRequest request =
          new DefaultFullHttpRequest(
              HttpVersion.HTTP_1_1, HttpMethod.GET, "/model/v1/flood/" + number);
      request.headers().set("Host", "localhost");
      ctx.writeAndFlush(request, ctx.voidPromise());
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, HttpObject message) {
      if (message instanceof HttpResponse) {
        ctx.channel().config().setAutoRead(false);
        begun = true;
      }
      if (message instanceof HttpContent content) {
        read.addAndGet(content.content().readableBytes());
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
      ended = true;
    }
  }

  private final EventLoopGroup loop =
      new MultiThreadIoEventLoopGroup(
          1, new DefaultThreadFactory("slow-readers", true), NioIoHandler.newFactory());
  private final List<Reader> readers = new ArrayList<>();

  SlowReaders(Wire wire, int port, int count) {
    Lines lines = new Lines(loop.next(), wire, port);
    for (int i = 0; i < count; i++) {
      Reader reader = new Reader(i);
      readers.add(reader);
      lines.open(reader, () -> reader.ended = true);
    }
  }

  List<Reader> all() {
    return List.copyOf(readers);
  }

  @Override
  public void close() {
    loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }
}
