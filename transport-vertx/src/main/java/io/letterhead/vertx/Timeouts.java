package io.letterhead.vertx;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How long each part of an exchange may take.
 *
 * @param connect until the origin has accepted a connection, TLS included
 * @param firstByte without any progress, before the head of the response has come
 * @param idle without any progress, after that; also how long a caller's connection may stay unused
 * @param drain how long exchanges under way may still take once the gateway stops
 */
public record Timeouts(Duration connect, Duration firstByte, Duration idle, Duration drain) {

  private static final Duration LONGEST = Duration.ofDays(1);

  /**
   * @throws NullPointerException if an argument is null
   * @throws IllegalArgumentException if one is shorter than a millisecond or longer than a day
   */
  public Timeouts {
    requireUsable(connect, "connect");
    requireUsable(firstByte, "firstByte");
    requireUsable(idle, "idle");
    requireUsable(drain, "drain");
  }

  /** 10 s to connect, 300 s to the first byte, 900 s idle, 30 s to drain. */
  public static Timeouts defaults() {
    return new Timeouts(
        Duration.ofSeconds(10),
        Duration.ofSeconds(300),
        Duration.ofSeconds(900),
        Duration.ofSeconds(30));
  }

  private static void requireUsable(Duration timeout, String name) {
    requireNonNull(timeout, name);
    if (timeout.toMillis() < 1 || timeout.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(name + ": " + timeout + " (expected: 1 ms to 1 day)");
    }
  }
}
