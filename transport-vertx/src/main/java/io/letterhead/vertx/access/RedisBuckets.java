package io.letterhead.vertx.access;

import com.google.common.cache.CacheBuilder;
import com.google.common.cache.CacheLoader;
import com.google.common.cache.LoadingCache;
import com.google.common.hash.Hashing;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.distributed.AsyncBucketProxy;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.proxy.AsyncProxyManager;
import io.github.bucket4j.distributed.proxy.optimization.Optimizations;
import io.github.bucket4j.redis.lettuce.Bucket4jLettuce;
import io.lettuce.core.api.StatefulRedisConnection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The buckets behind one connection to a Redis.
 *
 * <p>Each is read, and written if nobody else wrote it meanwhile. Takes of one bucket that wait for
 * the Redis at the same time go there as one, so that those of one gateway never race each other.
 */
final class RedisBuckets {

  private static final String PREFIX = "letterhead:rate:";
  private static final long NOT_SILENT = 0;

  private final StatefulRedisConnection<String, byte[]> connection;
  private final AsyncProxyManager<String> inRedis;

  /** Those in use, for what takes together has to know of each other. Redis has the counts. */
  private final LoadingCache<Taker, AsyncBucketProxy> inUse =
      CacheBuilder.newBuilder()
          .maximumSize(10_000)
          .expireAfterAccess(Duration.ofMinutes(1))
          .build(CacheLoader.from(this::bucket));

  private final AtomicLong silentSince = new AtomicLong(NOT_SILENT);

  /** Whose bucket, and which. */
  private record Taker(String callerId, Rate rate) {

    /** A caller's id is its own word, of any length: no part of a key. */
    String key() {
      return PREFIX
          + rate.requests()
          + "/"
          + rate.period()
          + ":"
          + Hashing.sha256().hashString(callerId, StandardCharsets.UTF_8);
    }
  }

  RedisBuckets(StatefulRedisConnection<String, byte[]> connection, Duration takeLimit) {
    this.connection = connection;
    this.inRedis =
        Bucket4jLettuce.casBasedBuilder(connection)
            .requestTimeout(takeLimit)
            .expirationAfterWrite(
                ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(
                    TokenBucket.KEPT_FULL))
            .build()
            .asAsync();
  }

  /** Takes one request; fails if the Redis does. */
  CompletableFuture<ConsumptionProbe> take(String callerId, Rate rate) {
    try {
      return inUse.getUnchecked(new Taker(callerId, rate)).tryConsumeAndReturnRemaining(1);
    } catch (RuntimeException refused) {
      return CompletableFuture.failedFuture(refused);
    }
  }

  private AsyncBucketProxy bucket(Taker taker) {
    BucketConfiguration configuration = TokenBucket.of(taker.rate());
    return inRedis
        .builder()
        .withOptimization(Optimizations.batching())
        .build(taker.key(), () -> CompletableFuture.completedFuture(configuration));
  }

  StatefulRedisConnection<String, byte[]> connection() {
    return connection;
  }

  /** Notes an answer. */
  void answered() {
    if (silentSince.get() != NOT_SILENT) {
      silentSince.set(NOT_SILENT);
    }
  }

  /** Notes that there was none, and says since when there has been none. */
  Duration unanswered() {
    long now = System.nanoTime();
    silentSince.compareAndSet(NOT_SILENT, now == NOT_SILENT ? 1 : now);
    return Duration.ofNanos(now - silentSince.get());
  }

  boolean isSilent() {
    return silentSince.get() != NOT_SILENT;
  }
}
