package io.letterhead.vertx;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * What the process can still take on: what is beyond is refused before it costs anything, so that
 * what is under way goes on. Safe for use by several event loops.
 */
final class Headroom {

  private final int most;
  private final AtomicInteger underWay = new AtomicInteger();
  private final BooleanSupplier shortOfMemory;

  /**
   * @param most how many requests may be under way
   * @param shortOfMemory whether memory runs out
   */
  Headroom(int most, BooleanSupplier shortOfMemory) {
    this.most = most;
    this.shortOfMemory = shortOfMemory;
  }

  /** One that all fits in: somebody else has seen to it. */
  static Headroom ample() {
    return new Headroom(Integer.MAX_VALUE, () -> false);
  }

  /** A request has come. */
  void arrived() {
    underWay.incrementAndGet();
  }

  /** A request has ended. */
  void ended() {
    underWay.decrementAndGet();
  }

  /** How many requests are under way. */
  AtomicInteger underWay() {
    return underWay;
  }

  /** Whether a request that has come is one too many. */
  boolean isExceeded() {
    return underWay.get() > most || isShortOfMemory();
  }

  /** Whether nothing new is to be begun, be it a connection. */
  boolean isShortOfMemory() {
    return shortOfMemory.getAsBoolean();
  }
}
