package io.letterhead.cli.child;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What happens to a server under supervision, in order. Safe for use by several threads. */
public final class Events {

  private final BlockingQueue<Event> queue = new LinkedBlockingQueue<>();

  /** Without any, so far. */
  public Events() {}

  /** An operator asks for the end, as by SIGTERM; asked again, for a faster one. */
  public void tellToEnd() {
    add(new Event.Told());
  }

  void add(Event event) {
    queue.add(event);
  }

  /** Whether an operator has asked for the end, and nobody has taken that yet. */
  boolean isToldToEnd() {
    return queue.contains(new Event.Told());
  }

  /** The next one, once it is there. */
  Event next() throws InterruptedException {
    return queue.take();
  }

  /** The next one, if it comes within a time. */
  Optional<Event> next(Duration limit) throws InterruptedException {
    return Optional.ofNullable(queue.poll(limit.toNanos(), TimeUnit.NANOSECONDS));
  }
}
