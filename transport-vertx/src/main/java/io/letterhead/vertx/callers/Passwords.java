package io.letterhead.vertx.callers;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.base.Ticker;
import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import com.google.common.collect.ImmutableMap;
import com.google.common.hash.HashCode;
import com.google.common.hash.HashFunction;
import com.google.common.hash.Hashing;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/**
 * The users of an {@code htpasswd} file, and the check of their passwords.
 *
 * <p>Hashing is slow on purpose, so it has two threads of its own, and at most 64 passwords wait
 * for them or are under way: beyond that nothing is said, so that whoever sends wrong passwords can
 * neither fill the memory nor stop other callers than users. A password that was right is not
 * hashed again for five minutes; what is kept of it is an HMAC under a key that this process drew.
 *
 * <p>A user who is not in the file is checked against the hash of one who is, always the same one,
 * and refused whatever comes of it: time does not tell who is a user.
 */
final class Passwords {

  static final int MAX_WAITING = 64;
  static final Duration KEPT = Duration.ofMinutes(5);

  private static final int THREADS = 2;
  private static final int MAX_KEPT = 1000;
  private static final Authentication INVALID = new Authentication.Invalid();

  private final ImmutableMap<String, PasswordHash> users;
  private final WorkerExecutor workers;
  private final Semaphore places = new Semaphore(MAX_WAITING);
  private final HashFunction hmac;
  private final Cache<HashCode, Authentication> right;

  Passwords(Vertx vertx, ImmutableMap<String, PasswordHash> users, Ticker ticker) {
    this.users = users;
    // One pool for all generations of callers of a Vertx; it goes with the last that is in use.
    this.workers = vertx.createSharedWorkerExecutor("letterhead-passwords", THREADS);
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    this.hmac = Hashing.hmacSha256(key);
    this.right =
        CacheBuilder.newBuilder()
            .maximumSize(MAX_KEPT)
            .expireAfterWrite(KEPT)
            .ticker(ticker)
            .build();
  }

  Future<Authentication> check(Credential.Basic basic) {
    HashCode code = code(basic);
    Authentication known = right.getIfPresent(code);
    if (known != null) {
      return Future.succeededFuture(known);
    }
    if (!places.tryAcquire()) {
      return Future.succeededFuture(new Authentication.Unavailable());
    }
    Future<Authentication> checked;
    try {
      checked = workers.executeBlocking(() -> hash(basic, code), false);
    } catch (RuntimeException e) {
      places.release();
      throw e;
    }
    return checked.onComplete(done -> places.release());
  }

  private Authentication hash(Credential.Basic basic, HashCode code) {
    PasswordHash hash = users.get(basic.user());
    if (hash == null) {
      standIn(basic.user()).isOf(basic.password());
      return INVALID;
    }
    if (!hash.isOf(basic.password())) {
      return INVALID;
    }
    Authentication known = new Authentication.Known("user/" + basic.user());
    right.put(code, known);
    return known;
  }

  private PasswordHash standIn(String user) {
    int at = Math.floorMod(hmac.hashString(user, UTF_8).asInt(), users.size());
    return users.values().asList().get(at);
  }

  /** No name holds a colon, so no two pairs are joined to one. */
  private HashCode code(Credential.Basic basic) {
    return hmac.hashString(basic.user() + ':' + basic.password(), UTF_8);
  }

  /** How many may still wait. */
  int places() {
    return places.availablePermits();
  }
}
