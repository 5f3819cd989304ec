package io.letterhead.vertx.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.letterhead.vertx.access.Verdict.Exhausted;
import io.letterhead.vertx.access.Verdict.Granted;
import io.letterhead.vertx.access.Verdict.Unavailable;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rates over a real Redis. */
@Tag("clients")
@Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class RedisRatesTest {

  private static final int LIMIT = 20;
  private static final Rate HUNDRED_A_DAY = Rate.parse("100/d");
  private static final Rate TWO_A_DAY = Rate.parse("2/d");

  private static Vertx vertx;
  private static RedisServer redis;

  private final BlockingQueue<String> log = new LinkedBlockingQueue<>();
  private final List<RateLimits> opened = new ArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    vertx = Vertx.vertx();
    redis = RedisServer.start();
  }

  @AfterAll
  static void stop() throws Exception {
    redis.close();
    vertx.close().toCompletionStage().toCompletableFuture().get(LIMIT, TimeUnit.SECONDS);
  }

  @AfterEach
  void closeRates() {
    opened.forEach(RateLimits::close);
  }

  @Test
  void twoGatewaysShareOneCountExactly() throws Exception {
    RateLimits one = connected(redis.address());
    RateLimits other = connected(redis.address());
    List<Future<Verdict>> takes = Collections.synchronizedList(new ArrayList<>());
    List<Thread> callers = new ArrayList<>();
    for (RateLimits each : List.of(one, other, one, other)) {
      callers.add(
          new Thread(
              () -> {
                for (int i = 0; i < 100; i++) {
                  takes.add(each.take("key/shared", HUNDRED_A_DAY));
                }
              }));
    }
    callers.forEach(Thread::start);
    for (Thread caller : callers) {
      caller.join();
    }
    int granted = 0;
    for (Future<Verdict> take : takes) {
      Verdict verdict = settled(take);
      assertThat(verdict).isNotInstanceOf(Unavailable.class);
      granted += verdict instanceof Granted ? 1 : 0;
    }
    assertThat(granted).isEqualTo(100);
  }

  @Test
  void eachCallerAndRateHasACountWhichOutlivesTheGateway() throws Exception {
    RateLimits first = connected(redis.address());
    exhaust(first, "key/kept", TWO_A_DAY, 2);
    exhaust(first, "key/other", TWO_A_DAY, 2);
    exhaust(first, "key/kept", Rate.parse("3/d"), 3);
    first.close();
    RateLimits second = connected(redis.address());
    assertThat(take(second, "key/kept", TWO_A_DAY))
        .isInstanceOfSatisfying(
            Exhausted.class,
            exhausted ->
                assertThat(exhausted.retryAfter())
                    .isBetween(Duration.ofHours(11), Duration.ofHours(12).plusSeconds(1)));
  }

  @Test
  void keysExpireWhenTheirBucketsAreFullAndDoNotShowWhose() throws Exception {
    try (RedisServer own = RedisServer.start();
        RedisClient client = RedisClient.create(own.address().toString())) {
      RateLimits rates = connected(own.address());
      String caller = "jwt/*\r\nFLUSHALL\r\n" + "x".repeat(10_000);
      assertThat(take(rates, caller, Rate.parse("2/m"))).isEqualTo(new Granted());
      RedisCommands<String, String> commands = client.connect().sync();
      List<String> keys = commands.keys("*");
      assertThat(keys).singleElement().asString().matches("letterhead:rate:2/PT1M:[0-9a-f]{64}");
      assertThat(commands.pttl(keys.get(0))).isBetween(20_000L, 40_000L);
    }
  }

  @Test
  void aRedisThatStopsIsUnavailableUntilItIsBack() throws Exception {
    try (RedisServer own = RedisServer.start()) {
      RateLimits rates = connected(own.address());
      exhaust(rates, "key/a", TWO_A_DAY, 2);
      own.stop();
      assertThat(take(rates, "key/a", TWO_A_DAY)).isEqualTo(new Unavailable());
      await("no connection");
      assertThat(rates.isReachable()).isFalse();
      assertThat(take(rates, "key/a", TWO_A_DAY)).isEqualTo(new Unavailable());
      own.restart();
      await("connected");
      assertThat(rates.isReachable()).isTrue();
      exhaust(rates, "key/a", TWO_A_DAY, 2);
    }
  }

  @Test
  void aRedisThatAnswersNothingIsUnavailableUntilItDoes() throws Exception {
    try (RedisServer own = RedisServer.start()) {
      RateLimits rates = limits(RedisSettings.of(own.address()));
      await("connected");
      own.freeze();
      long frozen = System.nanoTime();
      while (log.stream().noneMatch(line -> line.contains("no connection"))) {
        assertThat(take(rates, "key/a", TWO_A_DAY)).isEqualTo(new Unavailable());
        assertThat(rates.isReachable()).isFalse();
        assertThat(System.nanoTime() - frozen).isLessThan(TimeUnit.SECONDS.toNanos(LIMIT));
      }
      await("no connection");
      own.thaw();
      await("connected");
      assertThat(take(rates, "key/b", TWO_A_DAY)).isEqualTo(new Granted());
    }
  }

  @Test
  void aGatewayStartsWithoutItsRedis() throws Exception {
    int port = RedisServer.freePort();
    RateLimits rates = limits(settings(URI.create("redis://127.0.0.1:" + port)));
    assertThat(rates.isReachable()).isFalse();
    assertThat(take(rates, "key/a", TWO_A_DAY)).isEqualTo(new Unavailable());
    await("no connection to the Redis at 127.0.0.1:" + port);
    try (RedisServer late = new RedisServer(port)) {
      await("connected");
      assertThat(late.address().getPort()).isEqualTo(port);
      assertThat(take(rates, "key/a", TWO_A_DAY)).isEqualTo(new Granted());
    }
  }

  @Test
  void aRedisThatRefusesSaysSo() throws Exception {
    try (RedisServer own =
        RedisServer.start("--user", "default", "on", "nopass", "~*", "&*", "+@all", "-eval")) {
      RateLimits rates = connected(own.address());
      assertThat(take(rates, "key/a", TWO_A_DAY)).isEqualTo(new Unavailable());
      await("refuses: NOPERM");
      assertThat(rates.isReachable()).isFalse();
    }
  }

  @Test
  void aVerdictComesOnTheContextThatAsked() throws Exception {
    RateLimits rates = connected(redis.address());
    Future<Boolean> same =
        Future.future(
            promise ->
                vertx.runOnContext(
                    nothing -> {
                      var asked = Vertx.currentContext();
                      rates
                          .take("key/context", TWO_A_DAY)
                          .onComplete(verdict -> promise.complete(Vertx.currentContext() == asked));
                    }));
    assertThat(settled(same)).isTrue();
  }

  @Test
  void aClosedOneCountsNothingAndLeavesNoThread() throws Exception {
    RateLimits rates = connected(redis.address());
    List<Thread> threads =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().startsWith("lettuce-"))
            .toList();
    assertThat(threads).hasSizeBetween(1, 6);
    rates.close();
    assertThat(take(rates, "key/a", TWO_A_DAY)).isEqualTo(new Unavailable());
    for (Thread thread : threads) {
      thread.join(TimeUnit.SECONDS.toMillis(LIMIT));
      assertThat(thread.isAlive()).as(thread.getName()).isFalse();
    }
  }

  private RateLimits connected(URI address) throws InterruptedException {
    RateLimits rates = limits(settings(address));
    await("connected");
    assertThat(rates.isReachable()).isTrue();
    return rates;
  }

  private RateLimits limits(RedisSettings settings) {
    RateLimits rates = new RedisRates(vertx, settings, log::add);
    opened.add(rates);
    return rates;
  }

  /** A machine that runs other tests too may take its time. */
  private static RedisSettings settings(URI address) {
    return RedisSettings.of(address).withTakeLimit(Duration.ofSeconds(LIMIT));
  }

  private void await(String news) throws InterruptedException {
    for (String line = log.poll(LIMIT, TimeUnit.SECONDS);
        line == null || !line.contains(news);
        line = log.poll(LIMIT, TimeUnit.SECONDS)) {
      assertThat(line).as("waiting for `%s`", news).isNotNull();
    }
  }

  private static void exhaust(RateLimits rates, String caller, Rate rate, int requests)
      throws Exception {
    for (int i = 0; i < requests; i++) {
      assertThat(take(rates, caller, rate)).isEqualTo(new Granted());
    }
    assertThat(take(rates, caller, rate)).isInstanceOf(Exhausted.class);
  }

  private static Verdict take(RateLimits rates, String caller, Rate rate) throws Exception {
    return settled(rates.take(caller, rate));
  }

  private static <T> T settled(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(2L * LIMIT, TimeUnit.SECONDS);
  }
}
