package io.letterhead.vertx.callers;

import com.google.common.collect.ImmutableList;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import com.nimbusds.jose.jwk.JWK;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An issuer's key set, as it was last read, and read again in time: when someone asks for a key and
 * it is no longer fresh, or has no such key. One request at a time is under way, whoever waits.
 *
 * <ul>
 *   <li>Fresh for as long as the response said, between 30 seconds and an hour, else five minutes.
 *   <li>Asked for when it has just gone stale, it serves while it is read again; when it has been
 *       stale for five minutes, for nobody asked, those who ask wait for the new one.
 *   <li>A key that it does not have is asked for at once, but once in 30 seconds.
 *   <li>While it cannot be read again, it serves for 24 hours from when it was read, and is asked
 *       for every 30 seconds, every 5 while there is none.
 * </ul>
 */
final class RemoteKeySet {

  static final Duration FRESH = Duration.ofMinutes(5);
  static final Duration MIN_FRESH = Duration.ofSeconds(30);
  static final Duration MAX_FRESH = Duration.ofHours(1);
  static final Duration SERVES_STALE = Duration.ofMinutes(5);
  static final Duration KEPT = Duration.ofHours(24);
  static final Duration COOLDOWN = Duration.ofSeconds(30);
  static final Duration FIRST_COOLDOWN = Duration.ofSeconds(5);

  private final Supplier<Future<KeySetClient.Fetched>> fetch;
  private final LongSupplier millis;
  private final Consumer<String> log;

  @GuardedBy("this")
  private @Nullable KeySet last;

  @GuardedBy("this")
  private long readAt;

  @GuardedBy("this")
  private long staleAt;

  @GuardedBy("this")
  private @Nullable Future<KeySet> underWay;

  @GuardedBy("this")
  private @Nullable Long failedAt;

  @GuardedBy("this")
  private String failure = "it was not asked for";

  @GuardedBy("this")
  private @Nullable Long askedForKeyAt;

  private volatile boolean ready;

  RemoteKeySet(
      Supplier<Future<KeySetClient.Fetched>> fetch, LongSupplier millis, Consumer<String> log) {
    this.fetch = fetch;
    this.millis = millis;
    this.log = log;
  }

  /** Whether it was ever read; asks for it, in time, where it was not. */
  boolean isReady() {
    if (!ready) {
      current();
    }
    return ready;
  }

  /** The keys of an id, none if the issuer has none; fails if that cannot be said. */
  Future<ImmutableList<JWK>> withId(String id) {
    return current()
        .compose(
            set -> {
              ImmutableList<JWK> found = set.withId(id);
              return found.isEmpty()
                  ? again().map(newer -> newer.withId(id))
                  : Future.succeededFuture(found);
            });
  }

  private synchronized Future<KeySet> current() {
    long now = millis.getAsLong();
    KeySet set = last;
    if (set == null || now - readAt >= KEPT.toMillis()) {
      return mayAsk(now, FIRST_COOLDOWN) ? ask() : failed();
    }
    if (now < staleAt || !mayAsk(now, COOLDOWN)) {
      return Future.succeededFuture(set);
    }
    boolean unasked = failedAt == null && now - staleAt >= SERVES_STALE.toMillis();
    Future<KeySet> newer = ask();
    return unasked ? newer.otherwise(set) : Future.succeededFuture(set);
  }

  /** For a key that the last one does not have. */
  private synchronized Future<KeySet> again() {
    long now = millis.getAsLong();
    KeySet set = last;
    if (underWay == null
        && askedForKeyAt != null
        && now - askedForKeyAt < COOLDOWN.toMillis()
        && set != null) {
      return failedAt == null ? Future.succeededFuture(set) : failed();
    }
    askedForKeyAt = now;
    return ask();
  }

  @GuardedBy("this")
  private boolean mayAsk(long now, Duration cooldown) {
    return underWay != null || failedAt == null || now - failedAt >= cooldown.toMillis();
  }

  @GuardedBy("this")
  private Future<KeySet> failed() {
    return Future.failedFuture(new KeySetException(failure));
  }

  @GuardedBy("this")
  private Future<KeySet> ask() {
    if (underWay != null) {
      return underWay;
    }
    Promise<KeySet> promise = Promise.promise();
    Future<KeySet> asked = promise.future();
    underWay = asked;
    Future.<Void>succeededFuture()
        .compose(nothing -> fetch.get())
        .onSuccess(
            fetched -> {
              Optional<String> news = have(fetched);
              try {
                news.ifPresent(log);
              } finally {
                promise.complete(fetched.keys());
              }
            })
        .onFailure(
            e -> {
              Optional<String> news = haveNot(KeySetException.reason(e));
              try {
                news.ifPresent(log);
              } finally {
                promise.fail(e);
              }
            });
    return asked;
  }

  private synchronized Optional<String> have(KeySetClient.Fetched fetched) {
    Duration fresh = fetched.maxAge().orElse(FRESH);
    fresh = fresh.compareTo(MIN_FRESH) < 0 ? MIN_FRESH : fresh;
    fresh = fresh.compareTo(MAX_FRESH) > 0 ? MAX_FRESH : fresh;
    boolean isNews = failedAt != null;
    last = fetched.keys();
    readAt = millis.getAsLong();
    staleAt = readAt + fresh.toMillis();
    failedAt = null;
    underWay = null;
    ready = true;
    return isNews ? Optional.of("jwks: the issuer's keys were read again") : Optional.empty();
  }

  private synchronized Optional<String> haveNot(String reason) {
    boolean isNews = failedAt == null || !reason.equals(failure);
    failedAt = millis.getAsLong();
    failure = reason;
    underWay = null;
    return isNews
        ? Optional.of("jwks: the issuer's keys were not read: " + reason)
        : Optional.empty();
  }
}
