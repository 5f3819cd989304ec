package io.letterhead.vertx.callers;

import com.google.common.base.Ticker;
import com.google.common.collect.ImmutableMap;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Callers that present field lines to an authentication with a Vertx of its own. */
final class Presenting implements AutoCloseable {

  static final Duration LIMIT = Duration.ofSeconds(20);

  private final Vertx vertx = Vertx.vertx();
  private final JwkSets jwkSets;
  private final CallerAuthentication authentication;

  Presenting(Callers.Authenticated config) {
    this(config, InstantSource.system(), Ticker.systemTicker());
  }

  Presenting(Callers.Authenticated config, InstantSource clock, Ticker ticker) {
    this.jwkSets = JwkSets.create(vertx, news -> {});
    this.authentication = CallerAuthentication.create(vertx, config, jwkSets, clock, ticker);
  }

  static Callers.Authenticated keys(String... namesAndKeys) {
    ImmutableMap.Builder<String, KeyDigest> keys = ImmutableMap.builder();
    for (int i = 0; i < namesAndKeys.length; i += 2) {
      keys.put(namesAndKeys[i], KeyDigest.of(namesAndKeys[i + 1]));
    }
    return new Callers.Authenticated(keys.buildOrThrow(), Optional.empty(), Optional.empty());
  }

  static Callers.Authenticated users(Path file) {
    return new Callers.Authenticated(ImmutableMap.of(), Optional.of(file), Optional.empty());
  }

  static Callers.Authenticated issuer(JwtIssuer issuer) {
    return new Callers.Authenticated(ImmutableMap.of(), Optional.empty(), Optional.of(issuer));
  }

  CallerAuthentication authentication() {
    return authentication;
  }

  Vertx vertx() {
    return vertx;
  }

  /** The answer to lines such as {@code Authorization: Bearer key}. */
  Authentication authenticate(String... lines) {
    return now(start(lines));
  }

  Future<Authentication> start(String... lines) {
    List<Map.Entry<String, String>> fields =
        Arrays.stream(lines)
            .map(
                line -> {
                  int colon = line.indexOf(':');
                  String value = line.substring(colon + 1);
                  return Map.entry(
                      line.substring(0, colon), value.isEmpty() ? "" : value.substring(1));
                })
            .toList();
    return authentication.authenticate(fields);
  }

  static <T> T now(Future<T> future) {
    try {
      return future
          .toCompletionStage()
          .toCompletableFuture()
          .get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new CompletionException(e);
    }
  }

  static Authentication known(String id) {
    return new Authentication.Known(id);
  }

  static Authentication invalid() {
    return new Authentication.Invalid();
  }

  @Override
  public void close() {
    jwkSets.close();
    now(vertx.close());
  }
}
