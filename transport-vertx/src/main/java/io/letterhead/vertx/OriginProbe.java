package io.letterhead.vertx;

import io.letterhead.policy.Decision;
import io.letterhead.policy.OutboundHead;
import io.letterhead.policy.PolicyGeneration;
import io.letterhead.policy.ProviderPolicy;
import io.letterhead.policy.RequestHead;
import io.letterhead.policy.RequestTarget;
import io.letterhead.vertx.tls.UpstreamTls;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Asks providers whether they are ready: a {@code GET} of a path of theirs, decided by the policy
 * like every request, so with the provider's credential. A status of 2xx within two seconds is yes;
 * redirects are not followed. One question at a time goes to a provider; an answer holds for two
 * seconds, so that probes cost an origin little. For one event loop.
 */
final class OriginProbe {

  private static final long MOST_MILLIS = 2000;
  private static final long HOLDS_NANOS = 2_000_000_000L;

  private final Vertx vertx;
  private final Upstreams upstreams;
  private final Map<String, Asked> asked = new HashMap<>();

  OriginProbe(Vertx vertx, Upstreams upstreams) {
    this.vertx = vertx;
    this.upstreams = upstreams;
  }

  /** A question under way, or its answer. */
  private record Asked(
      PolicyGeneration policy, UpstreamTls tls, String path, long since, Future<String> answer) {}

  /**
   * Asks a provider.
   *
   * @return {@code ok}, or in a few words why not; never fails
   */
  Future<String> ask(
      PolicyGeneration policy, UpstreamTls tls, ProviderPolicy provider, String path) {
    Asked known = asked.get(provider.name());
    if (known != null
        && known.policy() == policy
        && known.tls().equals(tls)
        && known.path().equals(path)
        && (!known.answer().isComplete() || System.nanoTime() - known.since() < HOLDS_NANOS)) {
      return known.answer();
    }
    Future<String> answer = answer(policy, tls, provider, path, provider.origin().basePath());
    asked.put(provider.name(), new Asked(policy, tls, path, System.nanoTime(), answer));
    return answer;
  }

  /**
   * Asks a provider afresh, at its origin's root, whatever the origin's base path.
   *
   * @return as {@link #ask}
   */
  Future<String> askAtRoot(
      PolicyGeneration policy, UpstreamTls tls, ProviderPolicy provider, String path) {
    return answer(policy, tls, provider, path, "");
  }

  private Future<String> answer(
      PolicyGeneration policy,
      UpstreamTls tls,
      ProviderPolicy provider,
      String path,
      String below) {
    return send(policy, tls, provider, path, below)
        .timeout(MOST_MILLIS, TimeUnit.MILLISECONDS)
        .otherwise(e -> "no answer: " + Upstreams.refusal(e).code());
  }

  private Future<String> send(
      PolicyGeneration policy,
      UpstreamTls tls,
      ProviderPolicy provider,
      String path,
      String below) {
    RequestHead head = RequestHead.builder("GET", RequestTarget.parse(path)).build();
    OutboundHead leaves = new OutboundHead();
    Decision decision = policy.evaluate(provider, head, leaves);
    if (decision instanceof Decision.Reject reject) {
      return Future.succeededFuture("rejected by the policy: " + reject.rejection().reason().id());
    }
    String target = ((Decision.Forward) decision).target();
    Decision.Forward forward =
        new Decision.Forward(below + target.substring(provider.origin().basePath().length()));
    Outgoing outgoing = Outgoing.of(policy, provider, head, forward, leaves, Framing.NONE, null);
    return upstreams.open(outgoing, tls).compose(opened -> ask(outgoing, opened.request()));
  }

  private Future<String> ask(Outgoing outgoing, HttpClientRequest to) {
    to.exceptionHandler(e -> Log.failure("probe", e));
    long timer = vertx.setTimer(MOST_MILLIS, late -> to.reset());
    if (!outgoing.writeTo(to)) {
      to.reset();
      return Future.failedFuture(new RefusedException(Refusal.SEAL));
    }
    return to.send()
        .onFailure(e -> vertx.cancelTimer(timer))
        .map(
            response -> {
              // A body without end must not hold the connection for ever.
              response.endHandler(ended -> vertx.cancelTimer(timer));
              return verdict(response);
            });
  }

  private static String verdict(HttpClientResponse response) {
    response.exceptionHandler(e -> Log.failure("probe", e));
    response.resume();
    int status = response.statusCode();
    return status >= 200 && status < 300 ? "ok" : "status " + status;
  }
}
