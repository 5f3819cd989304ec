package io.letterhead.vertx.callers;

import com.nimbusds.jose.jwk.JWK;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * The check of an issuer's tokens: what they must claim, then who signed them.
 *
 * <p>Claims first: of a token that could not be accepted anyway, nobody is asked for keys. A
 * signature by a long key of an elliptic curve takes milliseconds to check, so that is done by two
 * threads of its own, and at most 256 wait for them or are under way: beyond that nothing is said.
 */
final class Tokens {

  static final int MAX_WAITING = 256;

  private static final int THREADS = 2;
  private static final double SKEW_SECONDS = Duration.ofSeconds(60).toSeconds();
  private static final Authentication INVALID = new Authentication.Invalid();
  private static final Authentication UNAVAILABLE = new Authentication.Unavailable();

  private final JwtIssuer issuer;
  private final RemoteKeySet keys;
  private final InstantSource clock;
  private final WorkerExecutor workers;
  private final Semaphore places = new Semaphore(MAX_WAITING);

  Tokens(Vertx vertx, JwtIssuer issuer, RemoteKeySet keys, InstantSource clock) {
    this.workers = vertx.createSharedWorkerExecutor("letterhead-signatures", THREADS);
    this.issuer = issuer;
    this.keys = keys;
    this.clock = clock;
  }

  boolean isReady() {
    return keys.isReady();
  }

  Future<Authentication> check(String text) {
    Optional<SignedToken> read = SignedToken.read(text).filter(token -> holds(token.claims()));
    if (read.isEmpty()) {
      return Future.succeededFuture(INVALID);
    }
    SignedToken token = read.get();
    return keys.withId(token.keyId())
        .compose(found -> found.isEmpty() ? Future.succeededFuture(INVALID) : check(token, found))
        .otherwise(UNAVAILABLE);
  }

  private Future<Authentication> check(SignedToken token, List<JWK> found) {
    if (!places.tryAcquire()) {
      return Future.succeededFuture(UNAVAILABLE);
    }
    Future<Authentication> checked;
    try {
      checked =
          workers.executeBlocking(
              () -> token.isSignedBy(found) ? subject(token.claims()) : INVALID, false);
    } catch (RuntimeException e) {
      places.release();
      throw e;
    }
    return checked.onComplete(done -> places.release());
  }

  private static Authentication subject(Map<String, @Nullable Object> claims) {
    return new Authentication.Known("jwt/" + claims.get("sub"));
  }

  private boolean holds(Map<String, @Nullable Object> claims) {
    return issuer.issuer().equals(claims.get("iss"))
        && isForUs(claims.get("aud"))
        && isInForce(claims)
        && claims.get("sub") instanceof String subject
        && CallerName.isOne(subject);
  }

  /** RFC 7519, section 4.1.3: a string, or an array of strings. */
  private boolean isForUs(@Nullable Object audience) {
    if (audience instanceof List<?> all) {
      return all.stream().allMatch(each -> each instanceof String)
          && all.contains(issuer.audience());
    }
    return issuer.audience().equals(audience);
  }

  /** Not over, and neither of the future; each by our clock, give or take what clocks differ. */
  private boolean isInForce(Map<String, @Nullable Object> claims) {
    double now = clock.millis() / 1000.0;
    return claims.get("exp") instanceof Number end
        && now < end.doubleValue() + SKEW_SECONDS
        && hasBegun(claims, "nbf", now)
        && hasBegun(claims, "iat", now);
  }

  private static boolean hasBegun(Map<String, @Nullable Object> claims, String name, double now) {
    return !claims.containsKey(name)
        || (claims.get(name) instanceof Number begin && begin.doubleValue() <= now + SKEW_SECONDS);
  }
}
