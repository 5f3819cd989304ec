package io.letterhead.vertx.access;

import static java.util.Objects.requireNonNull;

import io.github.bucket4j.TimeMeter;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.util.function.Consumer;

/**
 * The counts of callers' requests: for each caller and rate a bucket of tokens, which holds as many
 * as the rate has requests, is full at first, and gets that many again spread evenly over each
 * period.
 *
 * <p>The counts belong to callers and rates, not to a config: after a reload they go on, and a rate
 * that has changed begins with a full bucket. Safe for any number of threads.
 */
public interface RateLimits extends AutoCloseable {

  /**
   * Takes one request from a caller's bucket. Never blocks and never fails; what is returned
   * completes on the Vert.x context of the thread that asks.
   *
   * @throws NullPointerException if an argument is null
   */
  Future<Verdict> take(String callerId, Rate rate);

  /** Whether what counts has answered when it was last asked. */
  boolean isReachable();

  /** Gives up all connections and threads, without waiting for it; from then on nothing counts. */
  @Override
  void close();

  /**
   * Counts of this process alone.
   *
   * <p>A bucket is forgotten when it must be full again, so that forgetting grants nothing. Of one
   * rate, not more than 100,000 buckets are kept: beyond, the one that was used least recently
   * begins anew.
   */
  static RateLimits inProcess() {
    return new ProcessRates(TimeMeter.SYSTEM_NANOTIME);
  }

  /**
   * Counts that are kept in a Redis, one for all gateways that share it.
   *
   * <p>Nothing is waited for here: the connection is opened in the background, and again whenever
   * it is lost. While there is none, or when the Redis takes more than 250 milliseconds, a take is
   * {@link Verdict.Unavailable}, and the request has to be refused. To let it pass would lift every
   * limit just when a Redis is overrun, and anyone who can make it slow could do that; to count in
   * the process meanwhile would grant the rate once for each gateway.
   *
   * <p>Keys begin with {@code letterhead:rate:} and hold a digest of the caller's id; each expires
   * soon after its bucket is full. The clocks of the gateways are used, and have to agree; one that
   * is behind grants less, never more. The credentials of the address are neither logged nor part
   * of any message; only Lettuce's own log at the level of traces, off unless a program turns it
   * on, shows all bytes that are sent.
   *
   * @param address {@code redis://HOST:PORT} or {@code rediss://HOST:PORT}, which is TLS with the
   *     certificate and name verified; optionally {@code USER:PASSWORD@}, {@code :PASSWORD@} or
   *     {@code PASSWORD@}, and the number of a database as path
   * @param log told in one line when the connection is lost, refused or there again; from any
   *     thread
   * @throws NullPointerException if an argument is null
   * @throws IllegalArgumentException if the address is none of a Redis
   */
  static RateLimits redis(Vertx vertx, URI address, Consumer<String> log) {
    return new RedisRates(
        requireNonNull(vertx, "vertx"),
        RedisSettings.of(requireNonNull(address, "address")),
        requireNonNull(log, "log"));
  }
}
