package io.letterhead.vertx;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableSet;
import io.letterhead.policy.Decision;
import io.letterhead.policy.OutboundHead;
import io.letterhead.policy.PolicyGeneration;
import io.letterhead.policy.ProviderPolicy;
import io.letterhead.policy.RejectedException;
import io.letterhead.policy.RequestHead;
import io.letterhead.policy.RequestTarget;
import io.letterhead.vertx.access.AccessRule;
import io.letterhead.vertx.access.Verdict;
import io.letterhead.vertx.callers.Authentication;
import io.letterhead.vertx.callers.CallerAuthentication;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way from its head to the decision: who may call at all is asked first, then
 * who calls, then what that caller may do, then the policy. Nothing is sent before all have agreed,
 * and nothing of it blocks. Runs on the event loop of the caller's connection, by one edition.
 */
final class Arrival {

  private final Service service;
  private final Edition edition;
  private final String prefix;
  private final HttpServerRequest request;
  private final Visit visit;
  private final Reply reply;
  private Framing framing = Framing.NONE;
  private Optional<Routes.Match> match = Optional.empty();
  private String authority = "";
  private boolean bodyMayFollow = true;
  private boolean isHandshake;
  private boolean left;

  Arrival(
      Service service, Edition edition, String prefix, CallerLine line, HttpServerRequest request) {
    this.service = service;
    this.edition = edition;
    this.prefix = prefix;
    this.request = request;
    this.visit = new Visit(request);
    this.reply =
        new Reply(
            line, request, visit, edition.ledger(), edition.front().cors(), service.draining());
  }

  /** Serves the request and ends it. */
  void serve() {
    edition.ledger().arrived();
    request.pause();
    request.exceptionHandler(e -> Log.failure("request", e));
    step(this::enter);
  }

  private void enter() {
    if (service.headroom().isExceeded()) {
      throw new RefusedException(Refusal.OVERLOADED);
    }
    MultiMap fields = request.headers();
    Front front = edition.front();
    Optional<String> page = front.cors().granted(fields);
    reply.isFor(page);
    reply.line().check(edition.limits());
    framing = reply.line().framing();
    isHandshake = WebSocketHandshake.isMeant(request);
    bodyMayFollow = framing.hasBody() || isHandshake;
    if (!front.networks().admits(visit.client())) {
      throw new RefusedException(Refusal.NETWORK);
    }
    authority = reply.line().authority();
    String host = HostGuard.hostOf(authority);
    String method = request.method().name();
    if (method.equals("CONNECT") || method.equals("TRACE")) {
      throw new RefusedException(Refusal.METHOD);
    }
    match = target().after(prefix).flatMap(edition.routes()::match);
    match.ifPresent(
        found -> {
          visit.goesTo(found.provider().name());
          reply.isShaped(ErrorShape.of(found.provider()));
        });
    if (framing.length() > edition.limits().bodyBytes()) {
      throw new RefusedException(Refusal.BODY_TOO_LARGE);
    }
    if (front.guard() != null && front.callers() == null) {
      RefusedException.throwIf(front.guard().refuses(host, fields));
    }
    if (page.isPresent() && Cors.isPreflight(method, fields)) {
      reply.grant(bodyMayFollow);
      return;
    }
    checkExpectation(fields);
    identify();
  }

  private void identify() {
    CallerAuthentication callers = edition.front().callers();
    if (callers == null) {
      decide("", ImmutableSet.of());
      return;
    }
    ImmutableSet<String> names = edition.front().callerFields().of(match);
    then(
        callers.authenticate(CallerFields.presented(names, request.headers())),
        found -> identified(callers, found, names));
  }

  private void identified(
      CallerAuthentication callers, Authentication found, ImmutableSet<String> slots) {
    if (found instanceof Authentication.Known known) {
      visit.isOf(known.id());
      HostGuard guard = edition.front().guard();
      if (guard != null && known.isByPassword()) {
        RefusedException.throwIf(guard.refusesPage(request.headers()));
      }
      admit(known.id(), slots);
      return;
    }
    boolean invalid = found instanceof Authentication.Invalid;
    reply.challenge(callers.challenges(invalid));
    throw new RefusedException(
        found instanceof Authentication.Unavailable
            ? Refusal.CALLERS_UNKNOWN
            : invalid ? Refusal.BAD_CALLER : Refusal.NO_CALLER);
  }

  private void admit(String caller, ImmutableSet<String> slots) {
    Routes.Match found = provided();
    Front front = edition.front();
    RefusedException.throwIf(
        front
            .access()
            .denies(caller, found.provider().name(), request.method().name(), found.target().path())
            .map(Refusal::of));
    Optional<AccessRule> rule = front.access().ruleOf(caller);
    if (rule.flatMap(AccessRule::rate).isEmpty()) {
      decide(caller, slots);
      return;
    }
    then(
        front.rates().take(caller, rule.get().rate().get()),
        verdict -> {
          if (verdict instanceof Verdict.Exhausted exhausted) {
            throw new RefusedException(Refusal.rate(exhausted.retryAfter()));
          } else if (verdict instanceof Verdict.Unavailable) {
            throw new RefusedException(Refusal.RATES_UNKNOWN);
          }
          decide(caller, slots);
        });
  }

  /**
   * Has the policy decide.
   *
   * @param caller the caller's id; empty where none is authenticated
   * @param consumed the names, in lower case, of the fields that authenticated the caller
   */
  private void decide(String caller, ImmutableSet<String> consumed) {
    Routes.Match found = provided();
    ProviderPolicy provider = found.provider();
    WebSocketHandshake handshake = isHandshake ? WebSocketHandshake.of(request.headers()) : null;
    RequestHead head = snapshot(found.target(), caller, consumed);
    OutboundHead leaves = new OutboundHead();
    PolicyGeneration policy = edition.policy();
    Decision decision = policy.evaluate(provider, head, leaves);
    edition.ledger().decided(visit, provider, head, leaves, decision);
    if (decision instanceof Decision.Forward forward) {
      Outgoing outgoing = Outgoing.of(policy, provider, head, forward, leaves, framing, handshake);
      trace(leaves);
      new Exchange(service, edition, request, reply, outgoing).start();
    } else if (decision instanceof Decision.Reject reject) {
      throw new RejectedException(reject.rejection());
    } else {
      throw new AssertionError(decision);
    }
  }

  private Routes.Match provided() {
    return match.orElseThrow(() -> new RefusedException(Refusal.NO_PROVIDER));
  }

  private void trace(OutboundHead leaves) {
    for (int i = 0; i < leaves.size(); i++) {
      if (Ascii.equalsIgnoreCase(leaves.name(i), "traceparent")) {
        visit.isTracedBy(leaves.value(i));
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

  private RequestTarget target() {
    String target = request.uri();
    if (target == null || !target.startsWith("/")) {
      throw new RefusedException(Refusal.TARGET_FORM);
    }
    return RequestTarget.parse(target);
  }

  private RequestHead snapshot(RequestTarget target, String caller, ImmutableSet<String> consumed) {
    RequestHead.Builder head =
        RequestHead.builder(request.method().name(), target)
            .scheme(request.isSSL() ? "https" : "http")
            .host(authority)
            .clientAddress(visit.client())
            .caller(caller);
    for (Map.Entry<String, String> field : request.headers()) {
      if (!CallerFields.isOne(consumed, field.getKey())) {
        head.add(field.getKey(), field.getValue());
      }
    }
    return head.build();
  }

  /** Goes on once a question is answered, on this request's event loop. */
  private <T> void then(Future<T> answer, Consumer<T> next) {
    if (answer.succeeded()) {
      step(() -> next.accept(answer.result()));
      return;
    }
    Context context = service.vertx().getOrCreateContext();
    request.response().closeHandler(gone -> leave());
    answer.onComplete(
        found ->
            context.runOnContext(
                now -> {
                  if (!left) {
                    step(() -> next.accept(result(found)));
                  }
                }));
  }

  private static <T> T result(AsyncResult<T> found) {
    if (found.failed()) {
      throw new IllegalStateException("a question that never fails has failed", found.cause());
    }
    return found.result();
  }

  /** The caller has left before anything was sent. */
  private void leave() {
    left = true;
    edition.ledger().ended(visit);
  }

  private void step(Runnable next) {
    @Nullable Refusal refusal = null;
    try {
      next.run();
    } catch (RefusedException e) {
      refusal = e.refusal();
    } catch (RejectedException e) {
      refusal = Refusal.of(e.rejection());
    } catch (RuntimeException | Error e) {
      Log.error("request", e);
      refusal = Refusal.INTERNAL;
    }
    if (refusal != null) {
      reply.refuse(refusal, bodyMayFollow);
    }
  }
}
