package io.letterhead.vertx;

import com.google.common.collect.ImmutableMap;
import io.letterhead.policy.ProviderPolicy;
import io.letterhead.policy.UnusableSecret;
import io.letterhead.vertx.access.RateLimits;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether a gateway is ready: it is not about to stop, every provider's secrets are usable, callers
 * can be authenticated, decisions can be written down, and the providers that are asked answer. A
 * policy whose newest file is bad does not make it unready: the last good one serves.
 */
final class Readiness {

  private final InService inService;
  private final RateLimits rates;
  private final OriginProbe probe;

  Readiness(InService inService, RateLimits rates, OriginProbe probe) {
    this.inService = inService;
    this.rates = rates;
    this.probe = probe;
  }

  /** The report, with {@code ready}; never fails. */
  Future<JsonObject> ask() {
    InForce inForce = inService.inForce();
    ImmutableMap<String, String> paths = inForce.revision().config().ready();
    List<Future<String>> asked = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (ProviderPolicy provider : inForce.edition().policy().policy().providers().values()) {
      String path = paths.get(provider.name());
      if (path != null) {
        names.add(provider.name());
        asked.add(
            probe.ask(
                inForce.edition().policy(),
                inForce.edition().tlsTo(provider.name()),
                provider,
                path));
      }
    }
    return Future.join(asked)
        .map(
            all -> {
              ImmutableMap.Builder<String, String> answers = ImmutableMap.builder();
              for (int i = 0; i < names.size(); i++) {
                answers.put(names.get(i), asked.get(i).result());
              }
              return report(inForce, answers.buildOrThrow());
            });
  }

  private JsonObject report(InForce inForce, ImmutableMap<String, String> origins) {
    Edition edition = inForce.edition();
    Set<String> lost =
        edition.policy().unusable().stream()
            .map(UnusableSecret::provider)
            .collect(Collectors.toSet());
    boolean callers = edition.front().callers() == null || edition.front().callers().isReady();
    boolean audit = edition.ledger().isWritable();
    boolean ready =
        !inService.isDraining()
            && lost.isEmpty()
            && callers
            && audit
            && origins.values().stream().allMatch("ok"::equals);
    JsonObject providers = new JsonObject();
    for (String name : edition.policy().policy().providers().keySet()) {
      providers.put(
          name,
          new JsonObject()
              .put("secrets", lost.contains(name) ? "unusable" : "ok")
              .put("origin", origins.getOrDefault(name, "not asked")));
    }
    return new JsonObject()
        .put("ready", ready)
        .put("draining", inService.isDraining())
        .put("revision", inForce.revision().id())
        .put("generation", inForce.number())
        .put("stale", inService.isStale())
        .put("problems", problems())
        .put("callers", callers ? "ok" : "no keys of the issuer")
        .put("audit", audit ? "ok" : "not writable")
        .put("rates", rates.isReachable() ? "ok" : "not reachable")
        .put("providers", providers);
  }

  private JsonArray problems() {
    return PolicyReport.problems(inService.problems());
  }
}
