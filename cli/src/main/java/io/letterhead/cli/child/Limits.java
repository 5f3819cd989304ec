package io.letterhead.cli.child;

import java.time.Duration;

/**
 * How long a server may take.
 *
 * @param ready from its start until it is up
 * @param interval from one question whether it is up to the next
 * @param notice from one line about the wait to the next
 * @param stop from being asked to end until it is ended by force
 */
public record Limits(Duration ready, Duration interval, Duration notice, Duration stop) {

  private static final Duration INTERVAL = Duration.ofSeconds(1);
  private static final Duration NOTICE = Duration.ofSeconds(10);

  /** With a question each second, and a line each ten. */
  public static Limits of(Duration ready, Duration stop) {
    return new Limits(ready, INTERVAL, NOTICE, stop);
  }
}
