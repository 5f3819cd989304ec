package io.letterhead.vertx.access;

import static java.util.Objects.requireNonNull;

import com.google.common.base.Ticker;
import com.google.common.cache.CacheBuilder;
import com.google.common.cache.CacheLoader;
import com.google.common.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.local.LocalBucketBuilder;
import io.vertx.core.Future;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Buckets in this process's memory, those of each rate by themselves: they expire alike. */
final class ProcessRates implements RateLimits {

  private static final long MAX_CALLERS = 100_000;

  private final TimeMeter clock;
  private final ConcurrentMap<Rate, LoadingCache<String, Bucket>> byRate =
      new ConcurrentHashMap<>();

  ProcessRates(TimeMeter clock) {
    this.clock = clock;
  }

  @Override
  public Future<Verdict> take(String callerId, Rate rate) {
    requireNonNull(callerId, "callerId");
    requireNonNull(rate, "rate");
    LoadingCache<String, Bucket> buckets = byRate.get(rate);
    if (buckets == null) {
      // A new rate comes with a reload, after which old ones may never be asked for again.
      byRate.values().forEach(LoadingCache::cleanUp);
      buckets = byRate.computeIfAbsent(rate, this::buckets);
    }
    Bucket bucket = buckets.getUnchecked(callerId);
    return Future.succeededFuture(TokenBucket.verdict(bucket.tryConsumeAndReturnRemaining(1)));
  }

  private LoadingCache<String, Bucket> buckets(Rate rate) {
    BucketConfiguration configuration = TokenBucket.of(rate);
    return CacheBuilder.newBuilder()
        .maximumSize(MAX_CALLERS)
        .expireAfterAccess(rate.period().plus(TokenBucket.KEPT_FULL))
        .ticker(
            new Ticker() {
              @Override
              public long read() {
                return clock.currentTimeNanos();
              }
            })
        .build(CacheLoader.from(callerId -> bucket(configuration)));
  }

  private Bucket bucket(BucketConfiguration configuration) {
    LocalBucketBuilder builder = Bucket.builder().withCustomTimePrecision(clock);
    for (var bandwidth : configuration.getBandwidths()) {
      builder.addLimit(bandwidth);
    }
    return builder.build();
  }

  /** How many buckets are remembered. */
  long size() {
    byRate.values().forEach(LoadingCache::cleanUp);
    return byRate.values().stream().mapToLong(LoadingCache::size).sum();
  }

  @Override
  public boolean isReachable() {
    return true;
  }

  @Override
  public void close() {
    byRate.clear();
  }
}
