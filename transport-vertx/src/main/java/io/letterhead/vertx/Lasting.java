package io.letterhead.vertx;

import io.letterhead.policy.PolicyGeneration;
import io.letterhead.vertx.access.RateLimits;
import io.letterhead.vertx.callers.CallerAuthentication;
import io.letterhead.vertx.callers.Callers;
import io.letterhead.vertx.callers.JwkSets;
import io.letterhead.vertx.records.JsonLinesFile;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a gateway keeps while editions come and go: what it has counted, the keys of issuers, the
 * rates that callers have used up, the files that it writes. Makes the editions.
 */
final class Lasting implements AutoCloseable {

  private final Vertx vertx;
  private final Meters meters;
  private final Headroom headroom;
  private final DecisionListener listener;
  private final JwkSets jwkSets;
  private final RateLimits rates;
  private final Map<Path, JsonLinesFile> files = new HashMap<>();
  private @Nullable JsonLinesFile standardError;

  /**
   * @param connections how many connections callers have open
   * @param headroom how many requests are under way, and how many may be
   * @param redis where rates are counted; empty to count here
   * @throws IllegalArgumentException if {@code redis} is no address of a Redis; nothing is left
   *     open
   */
  Lasting(
      Vertx vertx,
      AtomicInteger connections,
      Headroom headroom,
      DecisionListener listener,
      Optional<URI> redis) {
    this.vertx = vertx;
    this.listener = listener;
    this.rates =
        redis.isEmpty()
            ? RateLimits.inProcess()
            : RateLimits.redis(vertx, redis.get(), Log::notice);
    this.meters = new Meters(connections, headroom.underWay());
    this.headroom = headroom;
    this.jwkSets = JwkSets.create(vertx, Log::notice);
  }

  /**
   * Makes an edition. Reads files, so it is not for an event loop.
   *
   * @throws io.letterhead.policy.PolicyException if the policy and the configuration do not go
   *     together
   * @throws IllegalArgumentException if they do not, or a file that the configuration names cannot
   *     be used
   */
  Edition edition(Revision revision) {
    revision.check();
    GatewayConfig config = revision.config();
    PolicyGeneration policy =
        config.enforcing() ? revision.policy() : revision.policy().reporting();
    return new Edition(
        policy,
        Routes.of(policy.policy(), config.routes()),
        Front.of(
            config.admission(),
            policy.policy(),
            authentication(config.admission().callers()),
            rates),
        new Ledger(
            headroom,
            listener,
            meters,
            accessLog(config.records()),
            audit(revision),
            config.enforcing() ? null : new ReportLog(lines(standardError()))),
        config.timeouts(),
        config.limits(),
        config.upstreams());
  }

  Meters meters() {
    return meters;
  }

  RateLimits rates() {
    return rates;
  }

  /** Opens the files again that it writes: they may have been moved away. */
  synchronized void reopenFiles() {
    files.values().forEach(JsonLinesFile::reopen);
  }

  private @Nullable CallerAuthentication authentication(Callers callers) {
    return callers instanceof Callers.Authenticated config
        ? CallerAuthentication.create(vertx, config, jwkSets)
        : null;
  }

  private @Nullable AccessLog accessLog(Records records) {
    if (records.access() instanceof Records.AccessLogTo.File to) {
      return new AccessLog(lines(file(to.path(), "access-log")));
    }
    return records.access() instanceof Records.AccessLogTo.StandardError
        ? new AccessLog(lines(standardError()))
        : null;
  }

  /** Lines that may be lost where they cannot be written fast enough; that is counted. */
  private Consumer<String> lines(JsonLinesFile to) {
    return line -> {
      if (!to.offer(line)) {
        meters.lostLine();
      }
    };
  }

  private synchronized JsonLinesFile standardError() {
    JsonLinesFile known = standardError;
    if (known == null) {
      known = JsonLinesFile.standardError();
      standardError = known;
    }
    return known;
  }

  private @Nullable Audit audit(Revision revision) {
    return revision
        .config()
        .records()
        .audit()
        .map(path -> new Audit(revision.id(), file(path, "audit")))
        .orElse(null);
  }

  private synchronized JsonLinesFile file(Path path, String key) {
    JsonLinesFile known = files.get(path);
    if (known != null) {
      return known;
    }
    try {
      JsonLinesFile opened = JsonLinesFile.open(path);
      files.put(path, opened);
      return opened;
    } catch (IOException e) {
      throw new IllegalArgumentException(key + ": the file cannot be opened for writing", e);
    }
  }

  @Override
  public synchronized void close() {
    files.values().forEach(JsonLinesFile::close);
    if (standardError != null) {
      standardError.close();
    }
    jwkSets.close();
    rates.close();
    meters.close();
  }
}
