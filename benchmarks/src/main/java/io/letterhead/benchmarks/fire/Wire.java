package io.letterhead.benchmarks.fire;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2StreamFrameToHttpObjectCodec;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ApplicationProtocolNegotiationHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;

/** One side of the gateway as Netty speaks it: handlers see HTTP's objects, whatever is below. */
final class Wire {

  private static final Wire CLEAR = new Wire(Optional.empty(), Optional.empty());

  private final Optional<SslContext> served;
  private final Optional<SslContext> called;

  private Wire(Optional<SslContext> served, Optional<SslContext> called) {
    this.served = served;
    this.called = called;
  }

  /** HTTP/1.1 in clear. */
  static Wire clear() {
    return CLEAR;
  }

  /**
   * What a protocol is spoken with.
   *
   * @param folder where {@link StageFiles#CERTIFICATE} and {@link StageFiles#KEY} are
   */
  static Wire of(Protocol protocol, Path folder) throws SSLException {
    if (protocol == Protocol.H1) {
      return CLEAR;
    }
    var certificate = folder.resolve(StageFiles.CERTIFICATE).toFile();
    var key = folder.resolve(StageFiles.KEY).toFile();
    return new Wire(
        // Over HTTP/1.1 only WebSockets are asked for.
        Optional.of(
            SslContextBuilder.forServer(certificate, key)
                .applicationProtocolConfig(
                    alpn(ApplicationProtocolNames.HTTP_2, ApplicationProtocolNames.HTTP_1_1))
                .build()),
        Optional.of(
            SslContextBuilder.forClient()
                .trustManager(certificate)
                .applicationProtocolConfig(alpn(ApplicationProtocolNames.HTTP_2))
                .build()));
  }

  private static ApplicationProtocolConfig alpn(String... protocols) {
    return new ApplicationProtocolConfig(
        ApplicationProtocolConfig.Protocol.ALPN,
        SelectorFailureBehavior.NO_ADVERTISE,
        SelectedListenerFailureBehavior.ACCEPT,
        protocols);
  }

  /** Whether a connection carries many exchanges at once. */
  boolean isMultiplexed() {
    return called.isPresent();
  }

  /** Fills the pipeline of a connection that was accepted. */
  void serve(ChannelPipeline pipeline, Supplier<ChannelHandler> handler) {
    if (served.isEmpty()) {
      pipeline.addLast(new HttpServerCodec(), handler.get());
      return;
    }
    pipeline.addLast(served.get().newHandler(pipeline.channel().alloc()));
    pipeline.addLast(
        new ApplicationProtocolNegotiationHandler(ApplicationProtocolNames.HTTP_1_1) {
          @Override
          protected void configurePipeline(ChannelHandlerContext ctx, String protocol) {
            if (protocol.equals(ApplicationProtocolNames.HTTP_2)) {
              ctx.pipeline()
                  .addLast(
                      Http2FrameCodecBuilder.forServer().build(),
                      new Http2MultiplexHandler(stream(true, handler)),
                      new Broken());
            } else {
              ctx.pipeline().addLast(new HttpServerCodec(), handler.get());
            }
          }

          @Override
          public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            var unused = ctx.close();
          }
        });
  }

  /** Fills the pipeline of a connection that was made, and that streams will be opened on. */
  void multiplex(Channel connection, int port) {
    connection
        .pipeline()
        .addLast(
            called.orElseThrow().newHandler(connection.alloc(), FireOrigin.HOST, port),
            Http2FrameCodecBuilder.forClient().build(),
            new Http2MultiplexHandler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel pushed) {
                    var unused = pushed.close();
                  }
                }),
            new Broken());
  }

  /** Makes of the frames of one stream what HTTP/1.1 has on one connection. */
  static ChannelHandler stream(boolean server, Supplier<ChannelHandler> handler) {
    return new ChannelInitializer<>() {
      @Override
      protected void initChannel(Channel stream) {
        stream.pipeline().addLast(new Http2StreamFrameToHttpObjectCodec(server), handler.get());
      }
    };
  }

  /** Closes a connection that breaks: its streams tell of it. */
  private static final class Broken extends ChannelInboundHandlerAdapter {
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      var unused = ctx.close();
    }
  }
}
