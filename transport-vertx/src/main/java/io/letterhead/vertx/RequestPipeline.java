package io.letterhead.vertx;

import com.google.common.base.Ascii;
import com.google.common.base.Strings;
import io.letterhead.policy.Decision;
import io.letterhead.policy.OutboundHead;
import io.letterhead.policy.PolicyGeneration;
import io.letterhead.policy.RejectedException;
import io.letterhead.policy.RequestHead;
import io.letterhead.policy.RequestTarget;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.SocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The way of a request from the caller's connection to the decision: what cannot be served is
 * refused, what can is given to an {@link Exchange}. Nothing of it blocks.
 */
final class RequestPipeline {

  private final Service service;
  private final Supplier<PolicyGeneration> policies;
  private final DecisionListener listener;
  private final @Nullable HostGuard guard;
  private final String prefix;
  private volatile @Nullable Routes routes;

  /**
   * @param guard what guards the hosts, or null for none
   * @param prefix what comes before every route; empty, or a canonical path without a last slash
   */
  RequestPipeline(
      Service service,
      Supplier<PolicyGeneration> policies,
      DecisionListener listener,
      @Nullable HostGuard guard,
      String prefix) {
    this.service = service;
    this.policies = policies;
    this.listener = listener;
    this.guard = guard;
    this.prefix = prefix;
  }

  /** Serves a request whose head was decoded. */
  void serve(HttpServerRequest request) {
    if (request.version() != HttpVersion.HTTP_1_1 && request.version() != HttpVersion.HTTP_1_0) {
      Answers.refuse(request, Refusal.VERSION, false);
      return;
    }
    if (Channels.isLeaving(request.connection())) {
      return;
    }
    request.pause();
    request.exceptionHandler(e -> Log.failure("request", e));
    boolean bodyMayFollow = true;
    try {
      Framing framing = framing(request);
      // Nothing is decoded behind a handshake, so no request can follow one that is refused.
      bodyMayFollow = framing.hasBody() || isHandshake(request);
      new Exchange(service, request, decide(request, framing)).start();
    } catch (RefusedException e) {
      Answers.refuse(request, e.refusal(), bodyMayFollow);
    } catch (RejectedException e) {
      Answers.refuse(request, Refusal.of(e.rejection()), bodyMayFollow);
    } catch (RuntimeException e) {
      Log.error("request", e);
      Answers.refuse(request, Refusal.INTERNAL, bodyMayFollow);
    }
  }

  /** Refuses a request whose head could not be decoded. */
  static void refuseInvalid(HttpServerRequest request) {
    if (Channels.isLeaving(request.connection())) {
      return;
    }
    Refusal refusal =
        request.decoderResult().cause() instanceof RefusedException refused
            ? refused.refusal()
            : Refusal.MALFORMED_HEAD;
    Answers.refuse(request, refusal, true);
  }

  private static boolean isHandshake(HttpServerRequest request) {
    return WebSocketHandshake.isMeant(
        request.version() == HttpVersion.HTTP_1_0,
        request.method().name(),
        request.headers()::getAll);
  }

  private Framing framing(HttpServerRequest request) {
    Framing framing = Framing.of(request.headers());
    if (framing.length() > service.limits().bodyBytes()) {
      throw new RefusedException(Refusal.BODY_TOO_LARGE);
    }
    return framing;
  }

  private Outgoing decide(HttpServerRequest request, Framing framing) {
    MultiMap fields = request.headers();
    String method = request.method().name();
    if (method.equals("CONNECT") || method.equals("TRACE")) {
      throw new RefusedException(Refusal.METHOD);
    }
    checkAddressee(fields);
    checkExpectation(fields);
    WebSocketHandshake handshake = isHandshake(request) ? WebSocketHandshake.of(fields) : null;
    PolicyGeneration generation = policies.get();
    Routes.Match match =
        target(request)
            .after(prefix)
            .flatMap(target -> routes(generation).match(target))
            .orElseThrow(() -> new RefusedException(Refusal.NO_PROVIDER));
    RequestHead head = snapshot(request, match.target());
    OutboundHead leaves = new OutboundHead();
    Decision decision = generation.evaluate(match.provider(), head, leaves);
    listener.decided(match.provider().name(), head, copy(leaves), decision);
    if (decision instanceof Decision.Forward forward) {
      return new Outgoing(
          generation,
          match.provider(),
          match.provider().classOf(head),
          method,
          forward.target(),
          leaves,
          framing,
          handshake);
    }
    if (decision instanceof Decision.Reject reject) {
      throw new RejectedException(reject.rejection());
    }
    throw new AssertionError(decision);
  }

  private void checkAddressee(MultiMap fields) {
    String host = HostGuard.hostOf(fields);
    if (guard != null) {
      Optional<Refusal> refused = guard.refuses(host, fields);
      if (refused.isPresent()) {
        throw new RefusedException(refused.get());
      }
    }
  }

  private static void checkExpectation(MultiMap fields) {
    for (String expected : fields.getAll("Expect")) {
      if (!Ascii.equalsIgnoreCase(expected, "100-continue")) {
        throw new RefusedException(Refusal.EXPECTATION);
      }
    }
  }

  private static RequestTarget target(HttpServerRequest request) {
    String target = request.uri();
    if (target == null || !target.startsWith("/")) {
      throw new RefusedException(Refusal.TARGET_FORM);
    }
    return RequestTarget.parse(target);
  }

  private static RequestHead snapshot(HttpServerRequest request, RequestTarget target) {
    RequestHead.Builder head =
        RequestHead.builder(request.method().name(), target)
            .scheme(request.isSSL() ? "https" : "http")
            .host(Strings.nullToEmpty(request.headers().get("Host")));
    SocketAddress client = request.remoteAddress();
    if (client != null && client.hostAddress() != null) {
      head.clientAddress(client.hostAddress());
    }
    for (Map.Entry<String, String> field : request.headers()) {
      head.add(field.getKey(), field.getValue());
    }
    return head.build();
  }

  /** What a listener may do as it likes with. */
  private static OutboundHead copy(OutboundHead decided) {
    OutboundHead copy = new OutboundHead();
    for (int i = 0; i < decided.size(); i++) {
      copy.leaves(decided.name(i), decided.value(i), decided.owner(i));
    }
    for (int i = 0; i < decided.removedSize(); i++) {
      copy.removed(decided.removedName(i), decided.removal(i));
    }
    return copy;
  }

  /** The routes of a generation's policy; kept for the next request, which mostly has the same. */
  private Routes routes(PolicyGeneration generation) {
    Routes known = routes;
    if (known == null || !known.areOf(generation.policy())) {
      known = Routes.of(generation.policy());
      routes = known;
    }
    return known;
  }
}
