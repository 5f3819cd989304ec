package io.letterhead.benchmarks.fire;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * The origin: streams, floods, echoes and faults, as the path says ({@link OriginPaths}). It
 * listens twice on the loopback address: for the gateway, and in clear for the run itself. One
 * event loop serves all.
 */
final class FireOrigin implements AutoCloseable {

  static final String HOST = "127.0.0.1";
  private static final int BACKLOG = 4096;

  private final EventLoopGroup loop =
      new MultiThreadIoEventLoopGroup(
          1, new DefaultThreadFactory("fire-origin", true), NioIoHandler.newFactory());
  private final Channel served;
  private final Channel asked;

  private FireOrigin(Wire wire) {
    OriginState state = new OriginState();
    served =
        listen(
            channel -> {
              state.opened(channel);
              wire.serve(channel.pipeline(), () -> new OriginPaths(state));
            });
    asked = listen(channel -> Wire.clear().serve(channel.pipeline(), () -> new OriginPaths(state)));
  }

  /**
   * Serves until its standard input ends. Prints the port for the gateway and the one for the run.
   *
   * @param args what is spoken with the gateway, and the folder of a certificate for it
   */
  public static void main(String[] args) throws IOException {
    try (FireOrigin origin = new FireOrigin(Wire.of(Protocol.of(args[0]), Path.of(args[1])))) {
      System.out.println(port(origin.served));
      System.out.println(port(origin.asked));
      while (System.in.read() >= 0) {
        // The one who started it has ended when this ends.
      }
    }
  }

  private Channel listen(Consumer<Channel> pipeline) {
    ChannelHandler accepted =
        new ChannelInitializer<>() {
          @Override
          protected void initChannel(Channel channel) {
            pipeline.accept(channel);
          }
        };
    return new ServerBootstrap()
        .group(loop)
        .channel(NioServerSocketChannel.class)
        .option(io.netty.channel.ChannelOption.SO_BACKLOG, BACKLOG)
        .childHandler(accepted)
        .bind(HOST, 0)
        .syncUninterruptibly()
        .channel();
  }

  private static int port(Channel server) {
    return ((InetSocketAddress) server.localAddress()).getPort();
  }

  @Override
  public void close() {
    loop.shutdownGracefully().syncUninterruptibly();
  }
}
