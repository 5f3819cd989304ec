package io.letterhead.benchmarks.fire;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpServerCodec;
import java.util.function.Supplier;

/** One side of the gateway as Netty speaks it: handlers see HTTP's objects, whatever is below. */
final class Wire {

  private static final Wire CLEAR = new Wire();

  private Wire() {}

  /** HTTP/1.1 in clear. */
  static Wire clear() {
    return CLEAR;
  }

  /**
   * @param args the protocol
   */
  static Wire of(String... args) {
    if (Protocol.of(args[0]) != Protocol.H1) {
      throw new IllegalArgumentException(args[0] + " is not spoken yet");
    }
    return CLEAR;
  }

  /** Fills the pipeline of a connection that was accepted. */
  void serve(ChannelPipeline pipeline, Supplier<ChannelHandler> handler) {
    pipeline.addLast(new HttpServerCodec(), handler.get());
  }

  /** Fills the pipeline of a connection that was made. */
  void call(ChannelPipeline pipeline, ChannelHandler handler) {
    pipeline.addLast(new HttpClientCodec(), handler);
  }
}
