package io.letterhead.benchmarks.fire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.concurrent.TimeUnit;

/** A stream of events at even times; for the event loop of its connection. */
@SuppressWarnings("FutureReturnValueIgnored") // what cannot be written has lost its reader
final class EventSource {

  private final ChannelHandlerContext to;
  private final int stream;
  private final int count;
  private final long everyNanos;
  private long began;
  private int sequence;

  /**
   * @param count how many events there are before the end
   */
  EventSource(ChannelHandlerContext to, int stream, int count, long everyMillis) {
    this.to = to;
    this.stream = stream;
    this.count = count;
    this.everyNanos = TimeUnit.MILLISECONDS.toNanos(everyMillis);
  }

  /** Sends the head and the first event now. */
  void start() {
    HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
    head.headers().set("Content-Type", "text/event-stream").set("Transfer-Encoding", "chunked");
    to.write(head, to.voidPromise());
    began = System.nanoTime();
    send();
  }

  private void send() {
    if (!to.channel().isActive()) {
      return;
    }
    Event event = new Event(stream, sequence, began + sequence * everyNanos);
    to.write(
        new DefaultHttpContent(Unpooled.wrappedBuffer(event.text().getBytes(US_ASCII))),
        to.voidPromise());
    sequence++;
    if (sequence == count) {
      to.write(LastHttpContent.EMPTY_LAST_CONTENT, to.voidPromise());
    } else {
      long next = began + sequence * everyNanos - System.nanoTime();
      var unused = to.executor().schedule(this::send, Math.max(next, 0), TimeUnit.NANOSECONDS);
    }
    to.flush();
  }
}
