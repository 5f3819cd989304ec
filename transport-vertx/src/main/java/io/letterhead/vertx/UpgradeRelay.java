package io.letterhead.vertx;

import io.letterhead.policy.OutboundHead;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.NetSocket;
import io.vertx.core.streams.Pipe;

/**
 * Hands a WebSocket handshake on and, where the origin accepts, joins the two connections: bytes
 * both ways, each side no faster than the other one reads. Any other answer is a response as usual.
 */
final class UpgradeRelay {

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
    OutboundHead fields = ResponseRelay.fields(exchange, answer);
    exchange.write(fields, response.headers());
    WebSocketHandshake handshake = exchange.outgoing().handshake();
    if (handshake == null) {
      throw new RefusedException(Refusal.BAD_RESPONSE);
    }
    handshake.answer(answer.headers(), response.headers());
    Buffer early = early(request);
    exchange.reply().ledger().answered(exchange.reply().visit());
    exchange.end();
    request
        .toNetSocket()
        .onComplete(
            caller -> join(caller, origin, early),
            e -> {
              origin.close();
              exchange.settle(Visit.Outcome.ABANDONED);
            });
  }

  /** What the caller sent behind its handshake without waiting. */
  private static Buffer early(HttpServerRequest request) {
    return Channels.decoder(request.connection())
        .map(decoder -> Buffer.buffer(decoder.takeHeld()))
        .orElseGet(Buffer::buffer);
  }

  private void join(NetSocket caller, NetSocket origin, Buffer early) {
    ProgressTimer timer =
        new ProgressTimer(
            exchange.service().vertx(),
            exchange.edition().timeouts().idle(),
            () -> close(caller, origin));
    if (early.length() > 0) {
      origin.write(early);
    }
    pipe(caller, origin, timer);
    pipe(origin, caller, timer);
  }

  /** What ends one way ends both; what was read before is written first. */
  private void pipe(NetSocket from, NetSocket to, ProgressTimer timer) {
    Pipe<Buffer> pipe = new MeteredStream(from, Long.MAX_VALUE, timer::moved).pipe();
    pipe.to(to)
        .onComplete(
            ended -> {
              timer.stop();
              close(from, to);
            });
  }

  private void close(NetSocket one, NetSocket other) {
    one.close();
    other.close();
    exchange.settle(Visit.Outcome.FORWARDED);
  }
}
