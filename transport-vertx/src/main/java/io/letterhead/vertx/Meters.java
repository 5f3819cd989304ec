package io.letterhead.vertx;

import io.letterhead.policy.Decision;
import io.letterhead.policy.OutboundHead;
import io.letterhead.policy.Rejection;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;

/**
 * What a gateway counts. Names of providers and reasons are its only labels: they are few, and no
 * caller chooses them. Safe for use by several event loops.
 */
final class Meters implements AutoCloseable {

  private static final String PREFIX = "letterhead.";
  private static final String RELOADS = "reloads";
  private static final String RESULT = "result";
  private static final Duration[] BUCKETS =
      LongStream.of(5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000, 30_000, 60_000, 300_000)
          .mapToObj(Duration::ofMillis)
          .toArray(Duration[]::new);

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics collections = new JvmGcMetrics();
  private final AtomicInteger upstreamOpen = new AtomicInteger();
  private final AtomicInteger upstreamWaiting = new AtomicInteger();
  private final AtomicLong generation = new AtomicLong();
  private final AtomicInteger stale = new AtomicInteger();
  private final Counter reloadsDone;
  private final Counter reloadsFailed;

  private final Counter linesLost = registry.counter(PREFIX + "log.lines.lost");

  /** The registry's own look-up of a meter costs more than all else here. */
  private final Map<End, Timer> requests = new ConcurrentHashMap<>();

  private final Map<String, Timer> upstream = new ConcurrentHashMap<>();
  private final Map<Count, Counter> counters = new ConcurrentHashMap<>();

  /** What is counted, where and why. */
  private record Count(String what, String provider, String reason) {}

  /** How requests end: few ways, for providers and statuses are few. */
  private record End(String provider, Visit.Outcome outcome, int status) {}

  /**
   * @param connections how many connections callers have open
   * @param active how many requests are under way
   */
  Meters(AtomicInteger connections, AtomicInteger active) {
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    collections.bindTo(registry);
    gauge("connections", "Connections of callers that are open", connections);
    gauge("requests.active", "Requests that have come and not ended", active);
    gauge("upstream.connections", "Connections to providers that are open", upstreamOpen);
    gauge("upstream.waiting", "Requests that wait for a connection to a provider", upstreamWaiting);
    gauge("generation", "The number of the revision in force, from 1", generation);
    gauge("stale", "1 where the newest files could not be put in force", stale);
    // Alerts are made of these: a series that begins with its first failure shows no increase.
    reloadsDone = registry.counter(PREFIX + RELOADS, RESULT, "done");
    reloadsFailed = registry.counter(PREFIX + RELOADS, RESULT, "failed");
  }

  /** All of it, in Prometheus' text format. */
  String scrape() {
    return registry.scrape();
  }

  void decided(String provider, OutboundHead leaves, Decision decision) {
    if (decision instanceof Decision.Reject) {
      return;
    }
    for (int i = 0; i < leaves.removedSize(); i++) {
      count("removals", provider, leaves.removal(i).id());
    }
    for (Rejection tolerated : leaves.tolerated()) {
      count("tolerated", provider, tolerated.reason().id());
    }
  }

  void refused(Visit visit, Refusal refusal) {
    if (refusal.outcome() != Visit.Outcome.FAILED) {
      count("rejections", named(visit.provider()), refusal.code());
    }
  }

  void answered(Visit visit) {
    upstream
        .computeIfAbsent(visit.provider(), name -> timer("upstream", Tags.of("provider", name)))
        .record(visit.sinceAsked(), TimeUnit.NANOSECONDS);
  }

  void ended(Visit visit) {
    requests
        .computeIfAbsent(
            new End(named(visit.provider()), visit.outcome(), visit.status()), this::timer)
        .record(visit.nanos(), TimeUnit.NANOSECONDS);
  }

  /** A connection to a provider has been opened, or with -1 closed. */
  void upstreamConnections(int more) {
    upstreamOpen.addAndGet(more);
  }

  /** A request waits for a connection to a provider, or with -1 does so no more. */
  void upstreamWaiting(int more) {
    upstreamWaiting.addAndGet(more);
  }

  /** A line of a log could not be kept: it cannot be written fast enough. */
  void lostLine() {
    linesLost.increment();
  }

  /** A revision is in force. */
  void inForce(long number) {
    generation.set(number);
    stale.set(0);
    reloadsDone.increment();
  }

  /** A revision could not be put in force. */
  void reloadFailed() {
    stale.set(1);
    reloadsFailed.increment();
  }

  @Override
  public void close() {
    collections.close();
    registry.close();
  }

  private static String named(String provider) {
    return provider.isEmpty() ? "none" : provider;
  }

  private void count(String what, String provider, String reason) {
    counters
        .computeIfAbsent(
            new Count(what, provider, reason),
            count -> registry.counter(PREFIX + what, "provider", provider, "reason", reason))
        .increment();
  }

  private Timer timer(End end) {
    return timer(
        "requests",
        Tags.of(
            "provider",
            end.provider(),
            "outcome",
            end.outcome().id(),
            "status",
            Integer.toString(end.status())));
  }

  private Timer timer(String name, Tags tags) {
    return Timer.builder(PREFIX + name)
        .tags(tags)
        .serviceLevelObjectives(BUCKETS)
        .register(registry);
  }

  private void gauge(String name, String description, Number value) {
    Gauge.builder(PREFIX + name, value, Number::doubleValue)
        .description(description)
        .strongReference(true)
        .register(registry);
  }
}
