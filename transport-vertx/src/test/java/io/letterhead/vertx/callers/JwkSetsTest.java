package io.letterhead.vertx.callers;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Ticker;
import com.nimbusds.jose.jwk.JWK;
import com.sun.net.httpserver.HttpHandler;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Key sets of an issuer that rotates its keys, fails, stalls and misbehaves. */
final class JwkSetsTest {

  private static final Authentication KNOWN = Presenting.known("jwt/alice");
  private static final Authentication UNAVAILABLE = new Authentication.Unavailable();
  private static final String GOOD = Issuer.set(Issuer.RSA);

  private final Vertx vertx = Vertx.vertx();
  private final AtomicLong millis = new AtomicLong(1_000_000);
  private final List<String> news = new CopyOnWriteArrayList<>();
  private final KeyServer server = KeyServer.start(GOOD);
  private JwkSets sets = create(Duration.ofSeconds(10));

  private JwkSets create(Duration timeout) {
    return JwkSets.create(vertx, news::add, millis::get, timeout, null);
  }

  @AfterEach
  void stop() {
    server.close();
    sets.close();
    Presenting.now(vertx.close());
  }

  @Test
  void keysAreFetchedOnceAndServeWhileTheyAreFresh() {
    CallerAuthentication callers = callers();
    assertThat(present(callers, Issuer.RSA)).isEqualTo(KNOWN);
    pass(RemoteKeySet.FRESH.minusMillis(1));
    assertThat(present(callers, Issuer.RSA)).isEqualTo(KNOWN);
    assertThat(server.requests()).isEqualTo(1);
    assertThat(news).isEmpty();
  }

  @Test
  void keysSurviveANewConfiguration() {
    assertThat(present(callers(), Issuer.RSA)).isEqualTo(KNOWN);
    CallerAuthentication reloaded = callers();
    assertThat(reloaded.isReady()).isTrue();
    assertThat(present(reloaded, Issuer.RSA)).isEqualTo(KNOWN);
    assertThat(server.requests()).isEqualTo(1);
  }

  @Test
  void staleKeysServeWhileNewOnesAreFetched() {
    CallerAuthentication callers = callers();
    assertThat(present(callers, Issuer.RSA)).isEqualTo(KNOWN);
    server.stall();
    pass(RemoteKeySet.FRESH);
    assertThat(present(callers, Issuer.RSA)).isEqualTo(KNOWN);
  }

  @Test
  void keysThatWereStaleForLongAreFetchedFirst() {
    CallerAuthentication callers = callers();
    assertThat(present(callers, Issuer.RSA)).isEqualTo(KNOWN);
    server.answer(200, Issuer.set(Issuer.OTHER_RSA));
    pass(RemoteKeySet.FRESH.plus(RemoteKeySet.SERVES_STALE));
    assertThat(present(callers, Issuer.RSA)).as("withdrawn").isEqualTo(Presenting.invalid());
    assertThat(present(callers, Issuer.OTHER_RSA)).isEqualTo(KNOWN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"max-age=600", "public, MAX-AGE=600, must-revalidate"})
  void theResponseSaysForHowLongKeysAreFresh(String cacheControl) {
    CallerAuthentication callers = withCacheControl(cacheControl);
    pass(Duration.ofSeconds(599));
    assertThat(present(callers, Issuer.RSA)).isEqualTo(KNOWN);
    assertThat(server.requests()).isEqualTo(1);
    server.answer(200, Issuer.set(Issuer.OTHER_RSA));
    pass(Duration.ofSeconds(1).plus(RemoteKeySet.SERVES_STALE));
    assertThat(present(callers, Issuer.OTHER_RSA)).isEqualTo(KNOWN);
    assertThat(server.requests()).isEqualTo(2);
  }

  @Test
  void keysAreFreshForAnHourAtMostAndHalfAMinuteAtLeast() {
    CallerAuthentication callers = withCacheControl("max-age=999999999");
    pass(RemoteKeySet.MAX_FRESH.minusMillis(1));
    assertThat(present(callers, Issuer.RSA)).isEqualTo(KNOWN);
    assertThat(server.requests()).isEqualTo(1);
    pass(RemoteKeySet.SERVES_STALE.plusMillis(1));
    server.answer(withCacheControl(GOOD, "max-age=0"));
    assertThat(present(callers, Issuer.RSA)).isEqualTo(KNOWN);
    assertThat(server.requests()).isEqualTo(2);
    pass(RemoteKeySet.MIN_FRESH.minusMillis(1));
    assertThat(present(callers, Issuer.RSA)).isEqualTo(KNOWN);
    assertThat(server.requests()).isEqualTo(2);
    pass(RemoteKeySet.SERVES_STALE.plusMillis(1));
    assertThat(present(callers, Issuer.RSA)).isEqualTo(KNOWN);
    assertThat(server.requests()).isEqualTo(3);
  }

  @Test
  void aNewKeyIsFetchedAtOnceButOnceInAWhile() {
    CallerAuthentication callers = callers();
    assertThat(present(callers, Issuer.RSA)).isEqualTo(KNOWN);
    server.answer(200, Issuer.set(Issuer.RSA, Issuer.OTHER_RSA));
    assertThat(present(callers, Issuer.OTHER_RSA)).as("rotated").isEqualTo(KNOWN);
    assertThat(server.requests()).isEqualTo(2);
    server.answer(200, Issuer.set(Issuer.EC));
    for (int i = 0; i < 5; i++) {
      assertThat(present(callers, Issuer.EC)).isEqualTo(Presenting.invalid());
    }
    pass(RemoteKeySet.COOLDOWN.minusMillis(1));
    assertThat(present(callers, Issuer.EC)).isEqualTo(Presenting.invalid());
    assertThat(server.requests()).isEqualTo(2);
    pass(Duration.ofMillis(1));
    assertThat(present(callers, Issuer.EC)).isEqualTo(KNOWN);
    assertThat(server.requests()).isEqualTo(3);
  }

  @Test
  void aTokenThatCouldNotBeAcceptedAsksForNoKey() {
    CallerAuthentication callers = callers();
    assertThat(present(callers, Issuer.RSA)).isEqualTo(KNOWN);
    String other =
        Issuer.token(
            Issuer.OTHER_RSA,
            Issuer.header("RS256", "rsa-2"),
            Issuer.claims("alice").replace("gateway", "other"));
    assertThat(Presenting.now(start(callers, other))).isEqualTo(Presenting.invalid());
    assertThat(server.requests()).isEqualTo(1);
  }

  @Test
  void whoeverWaitsWaitsForOneRequest() {
    CountDownLatch go = new CountDownLatch(1);
    server.answer(
        exchange -> {
          try {
            go.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          KeyServer.respond(exchange, 200, GOOD);
        });
    CallerAuthentication callers = callers();
    List<Future<Authentication>> waiting =
        List.of(
            start(callers, Issuer.RSA), start(callers, Issuer.RSA), start(callers(), Issuer.RSA));
    assertThat(callers.isReady()).isFalse();
    go.countDown();
    assertThat(waiting).allSatisfy(each -> assertThat(Presenting.now(each)).isEqualTo(KNOWN));
    assertThat(callers.isReady()).isTrue();
    assertThat(server.requests()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {201, 204, 301, 302, 307, 400, 401, 404, 500, 503})
  void anotherStatusIsNoKeySetAndNoRedirectIsFollowed(int status) {
    try (KeyServer elsewhere = KeyServer.start(GOOD)) {
      server.answer(
          exchange -> {
            exchange.getResponseHeaders().set("Location", elsewhere.uri().toString());
            KeyServer.respond(exchange, status, status == 204 ? "" : GOOD);
          });
      assertNotRead("the status is " + status);
      assertThat(elsewhere.requests()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "garbage",
        "[]",
        "{}{}",
        "{\"keys\":[],\"keys\":[]}",
        "{'keys':[]}",
        "\uFEFF{\"keys\":[]}",
      })
  void whatIsNoObjectIsNoKeySet(String body) {
    server.answer(200, body);
    assertNotRead("it is no JSON object");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"keys\":{}}", "{\"keys\":null}"})
  void anObjectWithoutKeysIsNoKeySet(String body) {
    server.answer(200, body);
    assertNotRead("it has no keys");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"keys\":[]}",
        "{\"keys\":[1,null,[],\"x\",{}]}",
        "{\"keys\":[{\"kty\":\"oct\",\"kid\":\"rsa-1\",\"k\":\"AAAA\"}]}",
        "{\"keys\":[{\"kty\":\"new\",\"kid\":\"rsa-1\"}]}",
        "{\"keys\":[{\"kty\":\"RSA\",\"kid\":\"rsa-1\",\"e\":\"AQAB\"}]}",
        "{\"keys\":[{\"kty\":\"RSA\",\"kid\":\"rsa-1\",\"e\":\"AQAB\",\"n\":\"AQAB\"}]}",
        "{\"keys\":[{\"kty\":1,\"kid\":\"rsa-1\"}]}"
      })
  void aSetWithoutAKeyOfUseIsNone(String body) {
    server.answer(200, body);
    assertNotRead("it has no key that a signature can be checked with");
  }

  @Test
  void keysOfNoUseArePassedOver() {
    server.answer(
        200,
        GOOD.replace(
            "{\"keys\":[",
            "{\"keys\":[1,{\"kty\":\"new\",\"kid\":\"rsa-1\"},"
                + "{\"kty\":\"EC\",\"kid\":\"rsa-1\",\"crv\":\"P-256\",\"x\":\"AQ\",\"y\":\"AQ\"},"));
    assertThat(present(callers(), Issuer.RSA)).isEqualTo(KNOWN);
  }

  @Test
  void aSetHasAHundredKeysAtMost() {
    String key = Issuer.EC.toPublicJWK().toJSONString();
    server.answer(200, GOOD.replace("]}", ("," + key).repeat(100) + "]}"));
    assertNotRead("it has more than 100 keys");
    server.answer(200, GOOD.replace("]}", ("," + key).repeat(99) + "]}"));
    pass(RemoteKeySet.FIRST_COOLDOWN);
    assertThat(present(callers(), Issuer.RSA)).isEqualTo(KNOWN);
  }

  @Test
  void aSetIsAMebibyteAtMost() {
    server.answer(200, GOOD + " ".repeat((1 << 20) - GOOD.length() + 1));
    assertNotRead("it is larger than 1 MiB");
    server.answer(200, GOOD + " ".repeat((1 << 20) - GOOD.length()));
    pass(RemoteKeySet.FIRST_COOLDOWN);
    assertThat(present(callers(), Issuer.RSA)).isEqualTo(KNOWN);
  }

  @Test
  void aSetThatDoesNotComeInTimeIsNone() {
    sets.close();
    sets = create(Duration.ofMillis(300));
    server.stall();
    assertNotRead("it takes too long");
    server.stallInTheBody();
    pass(RemoteKeySet.FIRST_COOLDOWN);
    assertThat(present(callers(), Issuer.RSA)).isEqualTo(UNAVAILABLE);
  }

  @Test
  void withoutKeysNothingIsSaidAndTheyAreAskedForAgainSoon() {
    server.answer(500, "");
    CallerAuthentication callers = callers();
    assertThat(present(callers, Issuer.RSA)).isEqualTo(UNAVAILABLE);
    assertThat(callers.isReady()).isFalse();
    int asked = server.requests();
    server.answer(200, GOOD);
    pass(RemoteKeySet.FIRST_COOLDOWN.minusMillis(1));
    assertThat(present(callers, Issuer.RSA)).isEqualTo(UNAVAILABLE);
    assertThat(server.requests()).isEqualTo(asked);
    pass(Duration.ofMillis(1));
    assertThat(present(callers, Issuer.RSA)).isEqualTo(KNOWN);
    assertThat(callers.isReady()).isTrue();
    assertThat(news)
        .containsExactly(
            "jwks: the issuer's keys were not read: the status is 500",
            "jwks: the issuer's keys were read again");
  }

  @Test
  void theLastGoodSetServesForADayWhileItCannotBeReadAgain() {
    CallerAuthentication callers = callers();
    assertThat(present(callers, Issuer.RSA)).isEqualTo(KNOWN);
    server.answer(500, "");
    pass(RemoteKeySet.FRESH.plus(RemoteKeySet.SERVES_STALE));
    assertThat(present(callers, Issuer.RSA)).isEqualTo(KNOWN);
    assertThat(server.requests()).isEqualTo(2);
    assertThat(present(callers, Issuer.RSA)).isEqualTo(KNOWN);
    assertThat(server.requests()).as("not asked again at once").isEqualTo(2);
    assertThat(present(callers, Issuer.OTHER_RSA)).as("a key it lacks").isEqualTo(UNAVAILABLE);
    assertThat(present(callers, Issuer.OTHER_RSA)).as("nor asked for").isEqualTo(UNAVAILABLE);
    assertThat(server.requests()).isEqualTo(3);
    pass(RemoteKeySet.KEPT);
    assertThat(present(callers, Issuer.RSA)).isEqualTo(UNAVAILABLE);
    assertThat(callers.isReady()).as("it was read once").isTrue();
    assertThat(news).containsExactly("jwks: the issuer's keys were not read: the status is 500");
  }

  @Test
  void whereNobodyListensNothingIsSaid() {
    server.close();
    assertThat(present(callers(), Issuer.RSA)).isEqualTo(UNAVAILABLE);
    assertThat(news).singleElement().asString().doesNotContain("127.0.0.1", "/keys");
  }

  @Test
  void nothingIsSaidOnceItIsClosed() {
    sets.close();
    assertThat(present(callers(), Issuer.RSA)).isEqualTo(UNAVAILABLE);
    assertThat(sets).hasToString("JwkSets");
  }

  private void assertNotRead(String reason) {
    CallerAuthentication callers = callers();
    assertThat(present(callers, Issuer.RSA)).isEqualTo(UNAVAILABLE);
    assertThat(callers.isReady()).isFalse();
    assertThat(news).containsExactly("jwks: the issuer's keys were not read: " + reason);
  }

  private CallerAuthentication withCacheControl(String value) {
    server.answer(withCacheControl(GOOD, value));
    CallerAuthentication callers = callers();
    assertThat(present(callers, Issuer.RSA)).isEqualTo(KNOWN);
    return callers;
  }

  private static HttpHandler withCacheControl(String body, String value) {
    return exchange -> {
      exchange.getResponseHeaders().set("Cache-Control", value);
      KeyServer.respond(exchange, 200, body);
    };
  }

  private CallerAuthentication callers() {
    return CallerAuthentication.create(
        vertx,
        Presenting.issuer(server.issuer()),
        sets,
        InstantSource.fixed(Issuer.NOW),
        Ticker.systemTicker());
  }

  private void pass(Duration time) {
    millis.addAndGet(time.toMillis());
  }

  private static Authentication present(CallerAuthentication callers, JWK key) {
    return Presenting.now(start(callers, key));
  }

  private static Future<Authentication> start(CallerAuthentication callers, JWK key) {
    return start(callers, Issuer.token(key, key.equals(Issuer.EC) ? "ES256" : "RS256"));
  }

  private static Future<Authentication> start(CallerAuthentication callers, String token) {
    return callers.authenticate(List.of(Map.entry("Authorization", "Bearer " + token)));
  }
}
