package io.letterhead.vertx;

/**
 * What a request may cost before anything is sent for it.
 *
 * @param fields how many field lines a head may have; more are answered with 431
 * @param headBytes how long a head may be; longer ones are answered with 431, a request line with
 *     414
 * @param bodyBytes how long a body may be; longer ones are answered with 413
 * @param connections how many callers' connections may be open; others are closed at once
 */
public record Limits(int fields, int headBytes, long bodyBytes, int connections) {

  /**
   * @throws IllegalArgumentException if a limit is below 1
   */
  public Limits {
    if (fields < 1 || headBytes < 1 || bodyBytes < 1 || connections < 1) {
      throw new IllegalArgumentException("a limit below 1 (expected: >= 1)");
    }
  }

  /** 100 fields, a head of 32 KiB, a body of 10 MiB, 10,000 connections. */
  public static Limits defaults() {
    return new Limits(100, 32 * 1024, 10L * 1024 * 1024, 10_000);
  }
}
