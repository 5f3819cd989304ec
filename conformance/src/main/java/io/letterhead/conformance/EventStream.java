package io.letterhead.conformance;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A {@code text/event-stream} answer whose events another thread sends, one by one, when it likes.
 *
 * <p>Each event is one chunk of the chunked coding and goes out at once. An instance answers one
 * request. Safe for use by several threads.
 */
public final class EventStream implements Responder {
  static final String HEAD =
      "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";
  static final String LAST_CHUNK = "0\r\n\r\n";
  private static final long LOOK_MILLIS = 10;

  /** What to do next with the connection. */
  private interface Step {
    /** Does it; false if nothing follows. */
    boolean take(OriginConnection connection) throws IOException;
  }

  private final BlockingQueue<Step> steps = new LinkedBlockingQueue<>();
  private final CountDownLatch peerLeft = new CountDownLatch(1);

  /** A stream whose head goes out at once, and whose events are still to be sent. */
  public static EventStream open() {
    return new EventStream();
  }

  private EventStream() {}

  /** Sends an event with that data, which must be one line. */
  public void send(String data) {
    sendRaw("data: " + data + "\n\n");
  }

  /** Sends text as one chunk: a comment, a part of an event. */
  public void sendRaw(String text) {
    steps.add(
        connection -> {
          connection.writeChunk(text);
          return true;
        });
  }

  /** Ends the stream properly. */
  public void end() {
    steps.add(
        connection -> {
          connection.write(LAST_CHUNK);
          return false;
        });
  }

  /** Ends the stream properly, after trailers. */
  public void endWithTrailer(WireField trailer) {
    steps.add(
        connection -> {
          connection.write("0\r\n" + trailer.name() + ": " + trailer.value() + "\r\n\r\n");
          return false;
        });
  }

  /** Breaks the stream off: the peer gets a TCP reset and no last chunk. */
  public void breakOff() {
    steps.add(
        connection -> {
          connection.reset();
          return false;
        });
  }

  /**
   * Waits until the peer has left before the end of the stream.
   *
   * @return whether it has within the limit
   * @throws InterruptedException if the thread is interrupted
   */
  public boolean awaitPeerLeft(Duration limit) throws InterruptedException {
    return peerLeft.await(limit.toNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public void respond(WireMessage request, OriginConnection connection)
      throws IOException, InterruptedException {
    connection.write(HEAD);
    while (true) {
      Step step = steps.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      if (step == null) {
        if (connection.peerLeft()) {
          peerLeft.countDown();
          connection.close();
          return;
        }
      } else if (!step.take(connection)) {
        return;
      }
    }
  }
}
