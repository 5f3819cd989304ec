package io.letterhead.vertx.access;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How often a caller may call: that many requests at once, and as many again spread over each
 * period.
 *
 * @param requests how many
 * @param period in how long
 */
public record Rate(long requests, Duration period) {

  /**
   * @throws NullPointerException if {@code period} is null
   * @throws IllegalArgumentException if there is no request in it, or the period is no positive one
   */
  public Rate {
    requireNonNull(period, "period");
    if (requests < 1 || period.isNegative() || period.isZero()) {
      throw new IllegalArgumentException(
          "a rate without requests or time (expected: such as 60/m)");
    }
  }
}
