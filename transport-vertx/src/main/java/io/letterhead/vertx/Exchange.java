package io.letterhead.vertx;

import io.letterhead.policy.OutboundHead;
import io.letterhead.vertx.Upstreams.Opened;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.StreamResetException;
import io.vertx.core.streams.Pipe;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One request that was decided, on its way to the origin, and the response on its way back. Runs on
 * the event loop of the caller's connection.
 *
 * <p>It ends in one of three ways: the response is whole; a refusal is sent; or, where the head of
 * a response is out already, the caller's connection is broken, so that the caller sees that it has
 * not got the whole.
 */
final class Exchange {

  private final Service service;
  private final Edition edition;
  private final HttpServerRequest request;
  private final Reply reply;
  private final Outgoing outgoing;
  private final ProgressTimer timer;
  private @Nullable HttpClientRequest upstream;
  private boolean sent;
  private boolean over;

  Exchange(
      Service service, Edition edition, HttpServerRequest request, Reply reply, Outgoing outgoing) {
    this.service = service;
    this.edition = edition;
    this.request = request;
    this.reply = reply;
    this.outgoing = outgoing;
    this.timer = new ProgressTimer(service.vertx(), edition.timeouts().firstByte(), this::expire);
  }

  /** Begins; the request must be paused, so that nothing of its body is lost. */
  void start() {
    request.response().closeHandler(left -> abandon());
    request.response().exceptionHandler(this::callerFailed);
    open(false);
  }

  Outgoing outgoing() {
    return outgoing;
  }

  HttpServerRequest request() {
    return request;
  }

  Reply reply() {
    return reply;
  }

  Edition edition() {
    return edition;
  }

  ProgressTimer timer() {
    return timer;
  }

  Service service() {
    return service;
  }

  /** Whether the exchange has ended, in whichever way. */
  boolean isOver() {
    return over;
  }

  /** Whether the connection must close behind the response. */
  boolean isLast() {
    return !sent
        || outgoing.handshake() != null
        || !reply.line().isKept()
        || service.draining().getAsBoolean();
  }

  /** Writes what passes of a provider's head into the answer's, with the gateway's own fields. */
  void write(OutboundHead passing, MultiMap answer) {
    for (int i = 0; i < passing.size(); i++) {
      if (!reply.replaces(passing.name(i))) {
        answer.add(passing.name(i), passing.value(i));
      }
    }
    reply.mark(answer);
  }

  /** The response has been handed on, whole. */
  void complete() {
    if (over) {
      return;
    }
    boolean last = isLast();
    HttpServerResponse response = request.response();
    end();
    if (!sent && upstream != null) {
      upstream.reset();
    }
    if (last) {
      reply.line().leave();
    }
    Future<Void> written = response.end();
    settle(Visit.Outcome.FORWARDED);
    reply.line().ended(written, last);
  }

  /** The exchange has ended well, or for the caller's sake. */
  void settle(Visit.Outcome outcome) {
    reply.visit().becomes(outcome, "");
    reply.ledger().ended(reply.visit());
  }

  /** The request fails: by a refusal if that can still be sent, else by breaking off. */
  void fail(Refusal refusal) {
    if (over) {
      return;
    }
    end();
    if (upstream != null) {
      upstream.reset();
    }
    boolean unread = !sent && outgoing.framing().hasBody();
    reply.refuse(refusal, unread || outgoing.handshake() != null);
  }

  private void callerFailed(Throwable failure) {
    if (failure instanceof RefusedException refused) {
      fail(refused.refusal());
    } else {
      abandon();
    }
  }

  /** The caller has left: so the origin need not go on. */
  private void abandon() {
    if (!over) {
      end();
      if (upstream != null) {
        upstream.reset();
      }
      settle(Visit.Outcome.ABANDONED);
    }
  }

  /** Ends the exchange's own part; a tunnel may go on. */
  void end() {
    over = true;
    timer.stop();
  }

  private void expire() {
    fail(isCallerSlow() ? Refusal.SLOW_BODY : Refusal.TIMEOUT);
  }

  /** Whether the body is still to come, and the origin would take it. */
  private boolean isCallerSlow() {
    return upstream != null && !sent && !upstream.writeQueueFull();
  }

  private void open(boolean again) {
    reply.visit().asks();
    service
        .upstreams()
        .open(outgoing, edition.tlsTo(outgoing.provider().name()))
        .onComplete(opened -> send(opened, again), e -> fail(Upstreams.refusal(e)));
  }

  private void send(Opened opened, boolean again) {
    HttpClientRequest to = opened.request();
    to.exceptionHandler(e -> Log.failure("upstream", e));
    if (over) {
      to.reset();
      return;
    }
    upstream = to;
    try {
      if (!outgoing.writeTo(to)) {
        fail(Refusal.SEAL);
        return;
      }
      timer.moved();
      if (outgoing.handshake() != null) {
        sent = true;
        request.resume();
        new UpgradeRelay(this).ask(to);
        return;
      }
      to.response()
          .onComplete(
              response -> new ResponseRelay(this).relay(response),
              e -> unanswered(e, !again && isUntouched(e, opened.reused())));
      body(to);
    } catch (RuntimeException | Error e) {
      Log.error("request", e);
      fail(Refusal.INTERNAL);
    }
  }

  /**
   * Whether the origin has not looked at the request: it closed or reset the connection as the
   * request came, or says so (RFC 9113, section 8.7).
   */
  private static boolean isUntouched(Throwable failure, boolean reused) {
    return failure instanceof StreamResetException reset
        ? reset.getCode() == Http2Line.REFUSED_STREAM
        : reused && (failure instanceof HttpClosedException || failure instanceof IOException);
  }

  private void unanswered(Throwable failure, boolean mayRepeat) {
    if (!over && mayRepeat && outgoing.isRepeatable()) {
      upstream = null;
      open(true);
    } else {
      fail(Upstreams.refusal(failure));
    }
  }

  private void body(HttpClientRequest to) {
    if (!outgoing.framing().hasBody()) {
      sent = true;
      request.resume();
      to.end();
      return;
    }
    if (reply.line().isKept() && request.headers().contains("Expect")) {
      request.response().writeContinue();
    }
    to.writeHead();
    Pipe<Buffer> pipe =
        new MeteredStream(request, edition.limits().bodyBytes(), timer::moved).pipe();
    pipe.endOnFailure(false);
    pipe.to(to).onComplete(done -> sent = true, this::bodyFailed);
  }

  /**
   * The body could not be sent to its end. Where the caller is to blame, that ends the exchange;
   * where the origin is, it may have answered early, so its response, or the lack of one, decides.
   */
  private void bodyFailed(Throwable failure) {
    if (failure instanceof RefusedException refused) {
      fail(refused.refusal());
    } else {
      Log.failure("body", failure);
      request.handler(dropped -> {});
      request.resume();
    }
  }
}
