package io.letterhead.vertx.access;

import static java.util.Objects.requireNonNull;

import com.google.common.base.Throwables;
import io.lettuce.core.RedisCommandExecutionException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Buckets in a Redis. Whatever goes wrong there is a verdict here. */
final class RedisRates implements RateLimits {

  /** After so long without an answer a connection may be a dead one, of which no peer will tell. */
  private static final Duration SILENCE = Duration.ofSeconds(1);

  private final Vertx vertx;
  private final Duration takeLimit;
  private final RedisLink link;

  RedisRates(Vertx vertx, RedisSettings settings, Consumer<String> log) {
    this.vertx = vertx;
    this.takeLimit = settings.takeLimit();
    this.link = new RedisLink(settings, log);
    link.open();
  }

  @Override
  public Future<Verdict> take(String callerId, Rate rate) {
    requireNonNull(callerId, "callerId");
    requireNonNull(rate, "rate");
    RedisBuckets buckets = link.current();
    if (buckets == null) {
      return Future.succeededFuture(new Verdict.Unavailable());
    }
    CompletionStage<Verdict> verdict =
        buckets
            .take(callerId, rate)
            .thenApply(TokenBucket::verdict)
            .orTimeout(takeLimit.toNanos(), TimeUnit.NANOSECONDS)
            .handle((known, failure) -> settled(buckets, known, failure));
    return Future.fromCompletionStage(verdict, vertx.getOrCreateContext());
  }

  private Verdict settled(
      RedisBuckets buckets, @Nullable Verdict known, @Nullable Throwable failure) {
    if (known != null) {
      buckets.answered();
      return known;
    }
    Throwable cause = Throwables.getRootCause(requireNonNull(failure, "failure"));
    Duration silence = buckets.unanswered();
    if (cause instanceof RedisCommandExecutionException refusal) {
      link.refused(refusal);
    } else if (silence.compareTo(SILENCE) > 0) {
      link.renew(buckets, cause);
    }
    return new Verdict.Unavailable();
  }

  @Override
  public boolean isReachable() {
    RedisBuckets buckets = link.current();
    return buckets != null && !buckets.isSilent();
  }

  @Override
  public void close() {
    link.close();
  }
}
