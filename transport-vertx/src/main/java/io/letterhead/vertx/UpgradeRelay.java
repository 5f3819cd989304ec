package io.letterhead.vertx;

import io.letterhead.policy.OutboundHead;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.NetSocket;
import java.time.Duration;

/**
 * Hands a WebSocket handshake on and, where the origin accepts, joins the two connections to a
 * {@link Tunnel}. Any other answer is a response as usual.
 */
final class UpgradeRelay {

  /** How long an end may take to answer a Close frame, where the gateway does not stop. */
  private static final Duration CLOSING = Duration.ofSeconds(5);

  private final Exchange exchange;

  UpgradeRelay(Exchange exchange) {
    this.exchange = exchange;
  }

  void ask(HttpClientRequest request) {
    request.connect().onComplete(this::answered, e -> exchange.fail(Upstreams.refusal(e)));
  }

  private void answered(HttpClientResponse answer) {
    answer.exceptionHandler(e -> Log.failure("upgrade", e));
    if (answer.statusCode() != 101) {
      new ResponseRelay(exchange).relay(answer);
      return;
    }
    NetSocket origin = answer.netSocket();
    origin.pause();
    if (exchange.isOver()) {
      origin.close();
      return;
    }
    try {
      accept(answer, origin);
    } catch (RefusedException e) {
      exchange.fail(e.refusal());
      origin.close();
    } catch (RuntimeException e) {
      Log.error("upgrade", e);
      exchange.fail(Refusal.INTERNAL);
      origin.close();
    }
  }

  private void accept(HttpClientResponse answer, NetSocket origin) {
    HttpServerRequest request = exchange.request();
    HttpServerResponse response = request.response();
    HttpConnection asked = answer.request().connection();
    OutboundHead fields = ResponseRelay.fields(exchange, answer);
    exchange.write(fields, response.headers());
    WebSocketHandshake handshake = exchange.outgoing().handshake();
    if (handshake == null) {
      throw new RefusedException(Refusal.BAD_RESPONSE);
    }
    handshake.answer(answer.headers(), response.headers());
    Buffer early = early(request);
    exchange.reply().ledger().answered(exchange.reply().visit());
    request
        .toNetSocket()
        .onComplete(
            caller -> join(Peer.caller(caller), Peer.origin(origin, asked), early),
            e -> {
              Log.failure("upgrade", e);
              exchange.end();
              exchange.settle(Visit.Outcome.ABANDONED);
              origin.close();
            });
    exchange.end();
  }

  /** What the caller sent behind its handshake without waiting. */
  private static Buffer early(HttpServerRequest request) {
    return Channels.decoder(request.connection())
        .map(decoder -> Buffer.buffer(decoder.takeHeld()))
        .orElseGet(Buffer::buffer);
  }

  private void join(Peer caller, Peer origin, Buffer early) {
    Service service = exchange.service();
    Timeouts timeouts = exchange.edition().timeouts();
    Duration closing = timeouts.drain().compareTo(CLOSING) < 0 ? timeouts.drain() : CLOSING;
    service.tunnels().opened();
    Tunnel tunnel =
        new Tunnel(service.vertx(), timeouts.idle(), closing, caller, origin, this::ended);
    tunnel.start(early);
    if (service.draining().getAsBoolean()) {
      tunnel.drain(timeouts.drain());
    }
  }

  private void ended(Tunnel.End how) {
    exchange.reply().visit().becomes(how.outcome(), how.reason());
    exchange.reply().ledger().ended(exchange.reply().visit());
    exchange.service().tunnels().ended();
  }
}
