package io.letterhead.vertx.access;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/** Whether a caller may make a request now, as its rate says. */
public sealed interface Verdict {

  /** It may. */
  record Granted() implements Verdict {}

  /**
   * It has made all that its rate allows.
   *
   * @param retryAfter when one more is allowed, if nothing else asks before; positive
   */
  record Exhausted(Duration retryAfter) implements Verdict {

    /**
     * @throws NullPointerException if {@code retryAfter} is null
     */
    public Exhausted {
      requireNonNull(retryAfter, "retryAfter");
    }
  }

  /** Nobody knows: what counts does not answer. */
  record Unavailable() implements Verdict {}
}
