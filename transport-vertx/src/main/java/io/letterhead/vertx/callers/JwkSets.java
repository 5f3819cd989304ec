package io.letterhead.vertx.callers;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Vertx;
import io.vertx.core.net.TrustOptions;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The key sets of issuers (RFC 7517), by their URI: fetched, kept, and fetched again.
 *
 * <p>A gateway has one for as long as it lives, so that reading its configuration again loses no
 * keys. Create it outside of a verticle: it has an HTTP client, which would end with that. Safe for
 * use by several threads.
 *
 * <p>A set is fetched when the first {@link CallerAuthentication} for it is created. Later it is
 * fetched as tokens ask for it: five minutes after it was read, or as long as {@code Cache-Control:
 * max-age} says, up to an hour; at once for a key that it does not have, but once in 30 seconds.
 * The last good set serves while it cannot be read again, for up to 24 hours. A set is at most 1
 * MiB and 100 keys, comes with status 200, without redirect, within 10 seconds, by TLS or from
 * loopback.
 */
public final class JwkSets implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final Map<URI, RemoteKeySet> sets = new ConcurrentHashMap<>();
  private final KeySetClient client;
  private final LongSupplier millis;
  private final Consumer<String> log;

  private JwkSets(KeySetClient client, LongSupplier millis, Consumer<String> log) {
    this.client = client;
    this.millis = millis;
    this.log = log;
  }

  /**
   * No key sets yet.
   *
   * @param vertx what to fetch with
   * @param log who hears, when that changes, that a set could or could not be read, and why: text
   *     of ours, without a URI, and never what a library said. It must not block
   * @throws NullPointerException if an argument is null
   */
  public static JwkSets create(Vertx vertx, Consumer<String> log) {
    return create(
        vertx, log, () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()), TIMEOUT, null);
  }

  /**
   * @param millis a clock that only goes forward
   * @param timeout how long a fetch may take
   * @param trust who is trusted to vouch for issuers; null for whom the JDK trusts
   */
  static JwkSets create(
      Vertx vertx,
      Consumer<String> log,
      LongSupplier millis,
      Duration timeout,
      @Nullable TrustOptions trust) {
    requireNonNull(log, "log");
    return new JwkSets(new KeySetClient(vertx, timeout, trust), millis, log);
  }

  RemoteKeySet at(URI uri) {
    return sets.computeIfAbsent(
        uri, each -> new RemoteKeySet(() -> client.fetch(each), millis, log));
  }

  /** Something went wrong that should not. */
  void failed(Throwable failure) {
    log.accept("callers: " + failure.getClass().getName());
  }

  /** Closes its connections; no set can be fetched any more. */
  @Override
  public void close() {
    client.close();
  }

  /** Shows nothing of the sets. */
  @Override
  public String toString() {
    return "JwkSets";
  }
}
