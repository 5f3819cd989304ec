package io.letterhead.vertx.access;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How often a caller may call: that many requests at once, and as many again spread over each
 * period.
 *
 * <p>{@code 60/m} and {@code 1/s} are two rates: as much in the long run, but not at once.
 *
 * @param requests how many
 * @param period in how long
 */
public record Rate(long requests, Duration period) {

  /** More than a gateway serves; within it no arithmetic of buckets overflows. */
  private static final long MAX_REQUESTS = 1_000_000_000;

  private static final Duration MAX_PERIOD = Duration.ofDays(366);
  private static final Pattern TEXT = Pattern.compile("([1-9][0-9]{0,9})/([smhd])");

  /**
   * @throws NullPointerException if {@code period} is null
   * @throws IllegalArgumentException if there is no request in it, or the period is no positive
   *     one, or it is more than 1,000,000,000 requests, one each nanosecond, or 366 days
   */
  public Rate {
    requireNonNull(period, "period");
    if (requests < 1 || period.isNegative() || period.isZero()) {
      throw new IllegalArgumentException(
          "a rate without requests or time (expected: such as 60/m)");
    }
    if (requests > MAX_REQUESTS
        || period.compareTo(MAX_PERIOD) > 0
        || requests > period.toNanos()) {
      throw new IllegalArgumentException(
          "a rate that is no limit (expected: up to 1000000000 requests and 366 days)");
    }
  }

  /**
   * Reads {@code NUMBER/UNIT}: requests in each second, minute, hour or day, such as {@code 60/m}.
   *
   * @throws NullPointerException if {@code text} is null
   * @throws IllegalArgumentException if it is something else
   */
  public static Rate parse(String text) {
    Matcher matcher = TEXT.matcher(requireNonNull(text, "text"));
    if (!matcher.matches()) {
      throw new IllegalArgumentException("no rate (expected: such as 60/m; units: s, m, h, d)");
    }
    Duration period =
        switch (matcher.group(2)) {
          case "s" -> Duration.ofSeconds(1);
          case "m" -> Duration.ofMinutes(1);
          case "h" -> Duration.ofHours(1);
          default -> Duration.ofDays(1);
        };
    return new Rate(Long.parseLong(matcher.group(1)), period);
  }
}
