package io.letterhead.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A connection that is left ends, whatever the caller does. */
final class LingeringCloseTest {

  /** What is written is never taken, as by a caller that does not read. */
  private static final class Unread extends ChannelOutboundHandlerAdapter {

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
      ReferenceCountUtil.release(message);
    }
  }

  @Test
  void whatComesBehindTheAnswerIsDroppedForASecond() {
    EmbeddedChannel channel = new EmbeddedChannel(new LingeringClose());
    channel.freezeTime();
    var unused = channel.pipeline().close();
    assertThat(channel.writeInbound(Unpooled.copyInt(1))).isFalse();
    channel.advanceTimeBy(999, TimeUnit.MILLISECONDS);
    channel.runScheduledPendingTasks();
    assertThat(channel.isOpen()).isTrue();
    channel.advanceTimeBy(1, TimeUnit.MILLISECONDS);
    channel.runScheduledPendingTasks();
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void aCallerThatDoesNotReadTheAnswerIsLeftAllTheSame() {
    EmbeddedChannel channel = new EmbeddedChannel(new Unread(), new LingeringClose());
    channel.freezeTime();
    var unused = channel.pipeline().close();
    channel.advanceTimeBy(59, TimeUnit.SECONDS);
    channel.runScheduledPendingTasks();
    var again = channel.pipeline().close();
    assertThat(channel.isOpen()).isTrue();
    channel.advanceTimeBy(1, TimeUnit.SECONDS);
    channel.runScheduledPendingTasks();
    assertThat(channel.isOpen()).isFalse();
    assertThat(again.isSuccess()).isTrue();
  }
}
