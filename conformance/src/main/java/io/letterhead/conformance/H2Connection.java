package io.letterhead.conformance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Objects.requireNonNull;

import io.letterhead.conformance.H2Frame.FrameType;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One accepted connection: all that comes is recorded here before it reaches the session. */
final class H2Connection extends ChannelInboundHandlerAdapter {
  private final int number;
  private final H2Recording recording;
  private final Function<H2Connection, H2Session> sessions;
  private final ByteArrayOutputStream received = new ByteArrayOutputStream();
  private final H2FrameReader frames;
  private final H2SectionReader sections = new H2SectionReader();
  private final Map<Integer, H2Stream> streams = new LinkedHashMap<>();
  private volatile @Nullable ChannelHandlerContext context;
  private volatile int peerPort;

  H2Connection(int number, H2Recording recording, Function<H2Connection, H2Session> sessions) {
    this.number = number;
    this.recording = recording;
    this.sessions = sessions;
    this.frames = new H2FrameReader(number, this::record);
  }

  int number() {
    return number;
  }

  /** Every byte that has come so far, taken out of TLS. */
  byte[] received() {
    synchronized (received) {
      return received.toByteArray();
    }
  }

  /** What has come on the stream so far; for the connection's thread. */
  H2Message message(int stream) {
    H2Stream known = streams.get(stream);
    if (known == null) {
      throw new IllegalArgumentException("no frame has come on stream " + stream);
    }
    return known.message();
  }

  /** The port that the peer has connected from. */
  int peerPort() {
    return peerPort;
  }

  /** Ends the connection when all that the peer has sent before has come. */
  void sayGoodbye() {
    ChannelHandlerContext known = requireNonNull(context);
    known
        .executor()
        .execute(
            () -> {
              H2Session session = known.pipeline().get(H2Session.class);
              if (session == null) {
                var unused = known.close();
              } else {
                session.sayGoodbye(known.pipeline().context(session));
              }
            });
  }

  /** Ends the connection without a frame. */
  void close() {
    ChannelHandlerContext known = context;
    if (known != null) {
      var unused = known.close();
    }
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    context = ctx;
    peerPort = ((InetSocketAddress) ctx.channel().remoteAddress()).getPort();
    recording.opened(this);
    if (ctx.pipeline().get(SslHandler.class) == null) {
      ctx.pipeline().addLast(sessions.apply(this));
    }
  }

  /** Only who has agreed on HTTP/2 is served. */
  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof SslHandshakeCompletionEvent handshake && handshake.isSuccess()) {
      String protocol = ctx.pipeline().get(SslHandler.class).applicationProtocol();
      if (ApplicationProtocolNames.HTTP_2.equals(protocol)) {
        ctx.pipeline().addLast(sessions.apply(this));
      } else {
        recording.add(new IOException("connection %d has not asked for h2".formatted(number)));
        var unused = ctx.close();
      }
    }
    ctx.fireUserEventTriggered(event);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    byte[] bytes = ByteBufUtil.getBytes((ByteBuf) message);
    synchronized (received) {
      received.writeBytes(bytes);
    }
    frames.read(new String(bytes, ISO_8859_1));
    ctx.fireChannelRead(message);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    for (H2Stream stream : streams.values()) {
      if (!stream.isListed()) {
        stream.list(recording, true);
      }
    }
    recording.ended(this);
    ctx.fireChannelInactive();
  }

  /** The peer has broken the connection, or TLS has failed: nothing can be said to it any more. */
  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    recording.add(cause instanceof Exception failure ? failure : new IllegalStateException(cause));
    var unused = ctx.close();
  }

  private void record(H2Frame frame) {
    recording.add(frame);
    H2Stream stream = streams.get(frame.stream());
    if (stream == null && frame.type() == FrameType.HEADERS) {
      stream = new H2Stream(number, frame.stream(), sections);
      streams.put(frame.stream(), stream);
      recording.begun(stream);
    }
    if (stream != null) {
      try {
        stream.add(frame);
      } catch (Http2Exception notExpanded) {
        recording.add(notExpanded);
      }
      stream.list(recording, false);
    }
  }
}
