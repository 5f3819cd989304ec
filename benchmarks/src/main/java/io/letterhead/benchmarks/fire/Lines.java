package io.letterhead.benchmarks.fire;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http2.Http2StreamChannelBootstrap;
import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Callers' connections to the gateway: one for each exchange over HTTP/1.1, one for each hundred
 * over HTTP/2. For one event loop.
 */
final class Lines {

  /** How many a connection of the gateway may have under way. */
  private static final int STREAMS = 100;

  private final EventLoop loop;
  private final Wire wire;
  private final int port;
  private @Nullable Future<Channel> connection;
  private int streams;

  Lines(EventLoop loop, Wire wire, int port) {
    this.loop = loop;
    this.wire = wire;
    this.port = port;
  }

  /** Opens an exchange: the handler gets the channel when it may write its request. */
  void open(ChannelHandler handler, Runnable failed) {
    loop.execute(
        () -> {
          if (wire.isMultiplexed()) {
            openStream(handler, failed);
          } else {
            connect(initializer(handler)).addListener(done -> tell(done, failed));
          }
        });
  }

  private void openStream(ChannelHandler handler, Runnable failed) {
    if (connection == null || streams == STREAMS) {
      connection = connect(multiplexing());
      streams = 0;
    }
    streams++;
    connection.addListener(
        (Future<Channel> connected) -> {
          if (connected.isSuccess()) {
            new Http2StreamChannelBootstrap(connected.getNow())
                .handler(Wire.stream(false, () -> handler))
                .open()
                .addListener(done -> tell(done, failed));
          } else {
            failed.run();
          }
        });
  }

  private static void tell(Future<?> done, Runnable failed) {
    if (!done.isSuccess()) {
      failed.run();
    }
  }

  private Future<Channel> connect(ChannelHandler handler) {
    var connected =
        new Bootstrap()
            .group(loop)
            .channel(NioSocketChannel.class)
            .handler(handler)
            .connect(FireOrigin.HOST, port);
    var promise = loop.<Channel>newPromise();
    connected.addListener(
        done -> {
          if (done.isSuccess()) {
            promise.setSuccess(connected.channel());
          } else {
            promise.setFailure(done.cause());
          }
        });
    return promise;
  }

  private ChannelHandler multiplexing() {
    return new ChannelInitializer<>() {
      @Override
      protected void initChannel(Channel channel) {
        wire.multiplex(channel, port);
      }
    };
  }

  private static ChannelHandler initializer(ChannelHandler handler) {
    return new ChannelInitializer<>() {
      @Override
      protected void initChannel(Channel channel) {
        channel.pipeline().addLast(new HttpClientCodec(), handler);
      }
    };
  }
}
