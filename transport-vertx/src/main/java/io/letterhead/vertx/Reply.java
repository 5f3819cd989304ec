package io.letterhead.vertx;

import com.google.common.collect.ImmutableList;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Our side of the answer to one request: the fields that are the gateway's, and the answers that
 * are. For one event loop.
 */
final class Reply {

  private final HttpServerRequest request;
  private final CallerLine line;
  private final Visit visit;
  private final Ledger ledger;
  private final Cors cors;
  private final BooleanSupplier draining;
  private Optional<String> origin = Optional.empty();
  private ErrorShape shape = ErrorShape.OPENAI;
  private ImmutableList<String> challenges = ImmutableList.of();

  /**
   * @param line what carries the request
   * @param draining whether no further request is to come on the connection
   */
  Reply(
      CallerLine line,
      HttpServerRequest request,
      Visit visit,
      Ledger ledger,
      Cors cors,
      BooleanSupplier draining) {
    this.request = request;
    this.line = line;
    this.visit = visit;
    this.ledger = ledger;
    this.cors = cors;
    this.draining = draining;
  }

  CallerLine line() {
    return line;
  }

  Visit visit() {
    return visit;
  }

  Ledger ledger() {
    return ledger;
  }

  /** From now on answers are open to this origin. */
  void isFor(Optional<String> grantedOrigin) {
    origin = grantedOrigin;
  }

  /** From now on refusals are written as clients of the provider expect. */
  void isShaped(ErrorShape expected) {
    shape = expected;
  }

  /** What a caller is told that is not authenticated. */
  void challenge(ImmutableList<String> values) {
    challenges = values;
  }

  /** Whether a provider's field is left out, since ours says it. */
  boolean replaces(String name) {
    return cors.isOn() && Cors.isAbout(name);
  }

  /** Adds the fields that are the gateway's to the head of an answer. */
  void mark(MultiMap answer) {
    cors.mark(answer, origin);
  }

  /**
   * Answers a preflight.
   *
   * @param bodyMayFollow whether some of a body may not have been read
   */
  void grant(boolean bodyMayFollow) {
    HttpServerResponse response = request.response();
    boolean last = isLast(bodyMayFollow);
    mark(response.headers());
    Cors.grant(request.headers(), response.headers());
    visit.becomes(Visit.Outcome.ANSWERED, "preflight");
    response.setStatusCode(204);
    line.ended(response.end(), last);
    ledger.ended(visit);
  }

  /**
   * Refuses a request and goes on with the connection, unless some of the body is still to come:
   * then it is closed, but so that the caller can read the answer.
   *
   * @param bodyMayFollow whether some of the body may not have been read
   */
  void refuse(Refusal refusal, boolean bodyMayFollow) {
    HttpServerResponse response = request.response();
    visit.becomes(refusal.outcome(), refusal.code());
    if (response.closed() || response.ended()) {
      ledger.ended(visit);
      return;
    }
    if (response.headWritten()) {
      visit.becomes(Visit.Outcome.BROKEN, refusal.code());
      ledger.ended(visit);
      line.breakOff();
      return;
    }
    response.headers().clear(); // what a provider's answer has left there
    boolean last = isLast(bodyMayFollow);
    line.ended(write(request.method(), response, refusal), last);
    ledger.refused(visit, refusal);
    ledger.ended(visit);
  }

  /** Whether nothing more is served on the connection; then the answer says so. */
  private boolean isLast(boolean bodyMayFollow) {
    boolean last = bodyMayFollow || draining.getAsBoolean();
    if (last) {
      line.leave();
      line.announceLast(request.response().headers());
    }
    return last;
  }

  private Future<Void> write(HttpMethod method, HttpServerResponse response, Refusal refusal) {
    MultiMap fields = response.headers();
    fields.set("Content-Type", "application/json");
    fields.set("Cache-Control", "no-store");
    mark(fields);
    if (refusal.status() == 401) {
      fields.add("WWW-Authenticate", challenges);
    }
    if (refusal.status() == 405) {
      fields.set("Allow", "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
    }
    if (refusal.status() == 426) {
      fields.set("Upgrade", "websocket");
      fields.set("Sec-WebSocket-Version", "13");
    }
    refusal.retryAfter().ifPresent(seconds -> fields.set("Retry-After", Long.toString(seconds)));
    response.setStatusCode(refusal.status());
    JsonObject body = shape.of(refusal);
    return method.equals(HttpMethod.HEAD)
        ? response.end()
        : response.end(Buffer.buffer(body.encode()));
  }
}
