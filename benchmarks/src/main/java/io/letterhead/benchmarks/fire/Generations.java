package io.letterhead.benchmarks.fire;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Which generations of policy and secret may serve a request: none that was not written, and none
 * older than one that has answered before the request began. Safe for use by several threads.
 */
final class Generations {

  private final AtomicInteger written = new AtomicInteger(1);
  private final AtomicInteger seen = new AtomicInteger(1);

  /** The next one, which is about to be written. */
  int next() {
    return written.incrementAndGet();
  }

  int written() {
    return written.get();
  }

  /** The newest that has answered; to be asked before a request is sent. */
  int newestSeen() {
    return seen.get();
  }

  /**
   * Tells of an answer.
   *
   * @param before what was the newest before its request
   * @return whether that generation may have answered
   */
  boolean mayAnswer(int generation, int before) {
    boolean may = before <= generation && generation <= written.get();
    if (may) {
      seen.accumulateAndGet(generation, Math::max);
    }
    return may;
  }
}
