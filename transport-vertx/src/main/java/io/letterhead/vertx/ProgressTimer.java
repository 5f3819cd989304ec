package io.letterhead.vertx;

import io.vertx.core.Vertx;
import java.time.Duration;

/** Fires once nothing has moved for as long as a limit that may change. For one event loop. */
final class ProgressTimer {

  private final Vertx vertx;
  private final Runnable expired;
  private long limitNanos;
  private long lastNanos = System.nanoTime();
  private long timer = -1;

  ProgressTimer(Vertx vertx, Duration limit, Runnable expired) {
    this.vertx = vertx;
    this.expired = expired;
    allow(limit);
  }

  /** From now on that long. */
  void allow(Duration limit) {
    stop();
    limitNanos = limit.toNanos();
    moved();
    await(limitNanos);
  }

  /** Something has moved. */
  void moved() {
    lastNanos = System.nanoTime();
  }

  void stop() {
    if (timer >= 0) {
      vertx.cancelTimer(timer);
      timer = -1;
    }
  }

  private void await(long nanos) {
    timer = vertx.setTimer(Math.max(1, Duration.ofNanos(nanos).toMillis()), fired -> look());
  }

  private void look() {
    timer = -1;
    long left = limitNanos - (System.nanoTime() - lastNanos);
    if (left > 0) {
      await(left);
    } else {
      expired.run();
    }
  }
}
