package io.letterhead.vertx.access;

import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;

/** A rate in the words of Bucket4j. */
final class TokenBucket {

  /**
   * How much longer than until it is full a bucket is kept: more than passes between finding it and
   * taking from it.
   */
  static final Duration KEPT_FULL = Duration.ofSeconds(10);

  private TokenBucket() {}

  static BucketConfiguration of(Rate rate) {
    return BucketConfiguration.builder()
        .addLimit(
            limit -> limit.capacity(rate.requests()).refillGreedy(rate.requests(), rate.period()))
        .build();
  }

  static Verdict verdict(ConsumptionProbe probe) {
    // Bucket4j leaves out what is less than a nanosecond: then one would come too early.
    return probe.isConsumed()
        ? new Verdict.Granted()
        : new Verdict.Exhausted(Duration.ofNanos(probe.getNanosToWaitForRefill() + 1));
  }
}
