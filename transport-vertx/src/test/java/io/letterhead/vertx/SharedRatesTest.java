package io.letterhead.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.letterhead.conformance.RecordingOrigin;
import io.letterhead.vertx.access.AccessRule;
import io.letterhead.vertx.access.Rate;
import io.letterhead.vertx.access.RedisServer;
import io.letterhead.vertx.callers.Callers;
import io.letterhead.vertx.callers.KeyDigest;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two gateways that count in one Redis. */
@Tag("clients")
class SharedRatesTest {

  private static final int MOST = 10;

  @Test
  void twoGatewaysOnOneRedisShareARate() throws Exception {
    try (RedisServer redis = RedisServer.start();
        Running one = on(redis.address());
        Running two = on(redis.address())) {
      awaitReachable(one);
      awaitReachable(two);
      int served = 0;
      for (int i = 0; i < 4 * MOST; i++) {
        int status = (i % 2 == 0 ? one : two).exchange(request("key-a")).status();
        assertThat(status).isIn(200, 429);
        served += status == 200 ? 1 : 0;
      }

      assertThat(served).isEqualTo(MOST);
      assertThat(one.exchange(request("key-a")).status()).isEqualTo(429);
      assertThat(two.exchange(request("key-a")).values("Retry-After")).hasSize(1);
      assertThat(two.exchange(request("key-b")).status()).isEqualTo(200);
      assertThat(one.origin().requests().size() + two.origin().requests().size())
          .isEqualTo(MOST + 1 + 2);
    }
  }

  @Test
  void withoutItsRedisAGatewayServesWhoIsNotLimitedAndNobodyElse() throws Exception {
    try (RedisServer redis = RedisServer.start();
        Running running = on(redis.address())) {
      awaitReachable(running);
      redis.stop();

      assertThat(running.exchange(request("key-a")).status()).isEqualTo(503);
      assertThat(running.exchange(request("key-a")).body()).contains("rates-unavailable");
      assertThat(running.exchange(request("key-free")).status()).isEqualTo(200);
    }
  }

  /** Until the connection is there; one that has no limit of note asks. */
  private static void awaitReachable(Running running) throws Exception {
    long deadline = System.nanoTime() + Running.LIMIT.toNanos();
    while (running.exchange(request("key-probe")).status() != 200) {
      assertThat(System.nanoTime()).isLessThan(deadline);
    }
  }

  private static String request(String key) {
    return Running.get("/anthropic/v1/x", "Authorization: Bearer " + key);
  }

  private static Running on(URI redis) {
    Callers callers =
        new Callers.Authenticated(
            ImmutableMap.of(
                "a", KeyDigest.of("key-a"),
                "b", KeyDigest.of("key-b"),
                "probe", KeyDigest.of("key-probe"),
                "free", KeyDigest.of("key-free")),
            Optional.empty(),
            Optional.empty());
    Admission admission =
        Admission.defaults()
            .withCallers(callers)
            .withAccess(
                ImmutableMap.of(
                    "key/*", rule(Optional.of(new Rate(MOST, Duration.ofHours(1)))),
                    "key/probe", rule(Optional.of(new Rate(1_000_000, Duration.ofSeconds(1)))),
                    "key/free", rule(Optional.empty())));
    return Running.of(
        RecordingOrigin.start(),
        Running.config().toBuilder().admission(admission).redis(Optional.of(redis)).build());
  }

  private static AccessRule rule(Optional<Rate> rate) {
    return new AccessRule(ImmutableSet.of(), ImmutableSet.of(), ImmutableList.of(), rate);
  }
}
