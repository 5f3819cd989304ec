package io.letterhead.vertx.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.TimeMeter;
import io.letterhead.vertx.access.Verdict.Exhausted;
import io.letterhead.vertx.access.Verdict.Granted;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

final class ProcessRatesTest {

  private static final Rate TWO_A_MINUTE = Rate.parse("2/m");

  private final Clock clock = new Clock();
  private ProcessRates rates = new ProcessRates(clock);

  /** A time that passes when it is told to. */
  private static final class Clock implements TimeMeter {
    private final AtomicLong now = new AtomicLong(1_000);

    @Override
    public long currentTimeNanos() {
      return now.get();
    }

    @Override
    public boolean isWallClockBased() {
      return false;
    }

    void pass(Duration time) {
      now.addAndGet(time.toNanos());
    }
  }

  /**
   * A rate, and how long before each take nothing happens.
   *
   * @param pauses in nanoseconds
   */
  record Takes(Rate rate, List<Long> pauses) {}

  @Provide
  Arbitrary<Takes> takes() {
    Arbitrary<Long> requests =
        Arbitraries.oneOf(
            Arbitraries.longs().between(1, 7), Arbitraries.longs().between(1, 1_000_000_000));
    Arbitrary<Duration> periods =
        Arbitraries.oneOf(
                Arbitraries.of(1L, 60L, 3600L, 86_400L).map(seconds -> seconds * 1_000_000_000),
                Arbitraries.longs().between(1, 40_000_000_000L))
            .map(Duration::ofNanos);
    Arbitrary<Rate> any =
        Combinators.combine(requests, periods)
            .as((some, period) -> new Rate(Math.min(some, period.toNanos()), period));
    return any.flatMap(
        rate -> {
          long period = rate.period().toNanos();
          Arbitrary<Long> pause =
              Arbitraries.oneOf(
                  Arbitraries.just(0L),
                  Arbitraries.longs().between(0, 2 * period / rate.requests()),
                  Arbitraries.longs().between(0, 3 * period + 20_000_000_000L));
          return pause.list().ofMaxSize(60).map(pauses -> new Takes(rate, pauses));
        });
  }

  @Property
  void inAnyTimeNoMoreIsGrantedThanTheRateAndWhatWasRefilled(@ForAll("takes") Takes takes) {
    rates = new ProcessRates(clock);
    List<Long> granted = new ArrayList<>();
    for (long pause : takes.pauses()) {
      clock.pass(Duration.ofNanos(pause));
      if (take("a", takes.rate()) instanceof Granted) {
        granted.add(clock.currentTimeNanos());
      }
    }
    BigInteger period = BigInteger.valueOf(takes.rate().period().toNanos());
    for (int from = 0; from < granted.size(); from++) {
      for (int to = from; to < granted.size(); to++) {
        BigInteger refilled =
            BigInteger.valueOf(granted.get(to) - granted.get(from))
                .multiply(BigInteger.valueOf(takes.rate().requests()))
                .divide(period);
        assertThat(BigInteger.valueOf(to - from + 1))
            .isLessThanOrEqualTo(refilled.add(BigInteger.valueOf(takes.rate().requests())));
      }
    }
  }

  /** Tokens in parts of a period: nothing is rounded there. */
  @Property
  void whatTheRateAllowsIsGranted(@ForAll("takes") Takes takes) {
    rates = new ProcessRates(clock);
    BigInteger period = BigInteger.valueOf(takes.rate().period().toNanos());
    BigInteger requests = BigInteger.valueOf(takes.rate().requests());
    BigInteger full = requests.multiply(period);
    BigInteger tokens = full;
    for (long pause : takes.pauses()) {
      clock.pass(Duration.ofNanos(pause));
      tokens = tokens.add(requests.multiply(BigInteger.valueOf(pause))).min(full);
      boolean allowed = tokens.compareTo(period) >= 0;
      assertThat(take("a", takes.rate()) instanceof Granted).isEqualTo(allowed);
      tokens = allowed ? tokens.subtract(period) : tokens;
    }
  }

  /** To the nanosecond, which counts as a whole. */
  @Property
  void whoIsExhaustedMayAgainAfterTheTimeThatIsSaidAndNotMuchBefore(@ForAll("takes") Takes takes) {
    rates = new ProcessRates(clock);
    for (long pause : takes.pauses()) {
      clock.pass(Duration.ofNanos(pause));
      if (take("a", takes.rate()) instanceof Exhausted exhausted) {
        assertThat(exhausted.retryAfter()).isPositive();
        if (exhausted.retryAfter().toNanos() > 1) {
          clock.pass(exhausted.retryAfter().minusNanos(2));
          assertThat(take("a", takes.rate())).isInstanceOf(Exhausted.class);
        }
        clock.pass(Duration.ofNanos(2));
        assertThat(take("a", takes.rate())).isEqualTo(new Granted());
      }
    }
  }

  @Test
  void eachCallerAndRateHasABucketOfItsOwn() {
    exhaust("a", TWO_A_MINUTE, 2);
    exhaust("b", TWO_A_MINUTE, 2);
    exhaust("a", Rate.parse("3/m"), 3);
    assertThat(take("a", Rate.parse("2/m")))
        .isEqualTo(new Exhausted(Duration.ofSeconds(30).plusNanos(1)));
  }

  @Test
  void aBucketIsForgottenWhenItIsFullAgain() {
    exhaust("a", TWO_A_MINUTE, 2);
    clock.pass(Duration.ofMinutes(1).plus(TokenBucket.KEPT_FULL).minusNanos(1));
    assertThat(rates.size()).isOne();
    clock.pass(Duration.ofNanos(1));
    assertThat(rates.size()).isZero();
    exhaust("a", TWO_A_MINUTE, 2);
  }

  @Test
  void noMoreBucketsAreKeptThanFit() {
    for (int i = 0; i < 100_500; i++) {
      take("jwt/" + i, TWO_A_MINUTE);
    }
    assertThat(rates.size()).isLessThanOrEqualTo(100_000);
  }

  @Test
  void severalThreadsShareACount() throws InterruptedException {
    AtomicInteger granted = new AtomicInteger();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      threads.add(
          new Thread(
              () -> {
                for (int j = 0; j < 500; j++) {
                  if (take("a", Rate.parse("1000/d")) instanceof Granted) {
                    granted.incrementAndGet();
                  }
                }
              }));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(granted).hasValue(1000);
  }

  @Test
  void theProcessIsAlwaysReachable() {
    try (RateLimits limits = RateLimits.inProcess()) {
      assertThat(limits.isReachable()).isTrue();
      assertThat(limits.take("a", TWO_A_MINUTE).result()).isEqualTo(new Granted());
    }
  }

  private void exhaust(String caller, Rate rate, int requests) {
    for (int i = 0; i < requests; i++) {
      assertThat(take(caller, rate)).isEqualTo(new Granted());
    }
    assertThat(take(caller, rate)).isInstanceOf(Exhausted.class);
  }

  private Verdict take(String caller, Rate rate) {
    return rates.take(caller, rate).result();
  }
}
