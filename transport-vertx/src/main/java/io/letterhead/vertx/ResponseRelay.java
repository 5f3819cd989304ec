package io.letterhead.vertx;

import io.letterhead.policy.OutboundHead;
import io.letterhead.policy.Rejection;
import io.letterhead.policy.ResponseHead;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.streams.Pipe;
import java.util.Map;
import java.util.Optional;

/**
 * Hands an origin's response on to the caller: its head as the policy lets it pass, framed afresh
 * and sent at once; then its body, as it comes; no trailers.
 */
final class ResponseRelay {

  private final Exchange exchange;

  ResponseRelay(Exchange exchange) {
    this.exchange = exchange;
  }

  void relay(HttpClientResponse from) {
    from.exceptionHandler(e -> Log.failure("response", e));
    if (exchange.isOver()) {
      return;
    }
    from.pause();
    exchange.reply().ledger().answered(exchange.reply().visit());
    try {
      HttpServerResponse to = exchange.request().response();
      Framing framing = framing(from);
      OutboundHead fields = fields(exchange, from);
      to.setStatusCode(from.statusCode());
      exchange.write(fields, to.headers());
      if (exchange.isLast()) {
        exchange.reply().line().announceLast(to.headers());
      }
      exchange.timer().allow(exchange.edition().timeouts().idle());
      if (hasContent(from)) {
        begin(to, framing);
      } else if (framing.kind() == Framing.Kind.LENGTH && isToHead()) {
        to.headers().set("Content-Length", Long.toString(framing.length()));
      }
      body(from, to);
    } catch (RefusedException e) {
      exchange.fail(e.refusal());
    } catch (RuntimeException | Error e) {
      Log.error("response", e);
      exchange.fail(Refusal.INTERNAL);
    }
  }

  /**
   * The fields of a response that pass.
   *
   * @throws RefusedException if the response is malformed
   */
  static OutboundHead fields(Exchange exchange, HttpClientResponse from) {
    ResponseHead.Builder head = ResponseHead.builder(from.statusCode());
    for (Map.Entry<String, String> field : from.headers()) {
      head.add(field.getKey(), field.getValue());
    }
    OutboundHead passing = new OutboundHead();
    Outgoing outgoing = exchange.outgoing();
    Optional<Rejection> rejection =
        outgoing
            .generation()
            .evaluateResponse(outgoing.provider(), outgoing.requests(), head.build(), passing);
    if (rejection.isPresent()) {
      throw new RefusedException(Refusal.BAD_RESPONSE);
    }
    return passing;
  }

  private static Framing framing(HttpClientResponse from) {
    if (from.statusCode() < 200 || from.statusCode() > 599) {
      throw new RefusedException(Refusal.BAD_RESPONSE);
    }
    try {
      return Framing.of(from.headers());
    } catch (RefusedException e) {
      throw new RefusedException(Refusal.BAD_RESPONSE);
    }
  }

  private boolean isToHead() {
    return exchange.outgoing().method().equals("HEAD");
  }

  private boolean hasContent(HttpClientResponse from) {
    return !isToHead() && from.statusCode() != 204 && from.statusCode() != 304;
  }

  /** Sends the head now: the first byte of the body may be long in coming. */
  private void begin(HttpServerResponse to, Framing framing) {
    if (framing.kind() == Framing.Kind.LENGTH) {
      to.headers().set("Content-Length", Long.toString(framing.length()));
      to.writeHead();
    } else if (exchange.request().version() == HttpVersion.HTTP_1_0) {
      to.write(Buffer.buffer());
    } else {
      to.setChunked(true);
      to.writeHead();
    }
  }

  private void body(HttpClientResponse from, HttpServerResponse to) {
    Pipe<Buffer> pipe = new MeteredStream(from, Long.MAX_VALUE, exchange.timer()::moved).pipe();
    pipe.endOnFailure(false);
    pipe.endOnSuccess(false);
    pipe.to(to)
        .onComplete(
            done -> exchange.complete(),
            e -> {
              Log.failure("response", e);
              exchange.fail(Refusal.UNREACHABLE);
            });
  }
}
