package io.letterhead.vertx;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/** Sends refusals to callers. */
final class Answers {

  private Answers() {}

  /**
   * Refuses a request and goes on with the connection, unless some of the body is still to come:
   * then it is closed, but so that the caller can read the answer.
   *
   * @param bodyMayFollow whether some of the body may not have been read
   */
  static void refuse(HttpServerRequest request, Refusal refusal, boolean bodyMayFollow) {
    HttpServerResponse response = request.response();
    if (response.closed() || response.ended()) {
      return;
    }
    if (response.headWritten()) {
      Channels.breakOff(request.connection());
      return;
    }
    if (bodyMayFollow) {
      Channels.leave(request.connection());
      response.putHeader("Connection", "close");
    }
    write(request.method(), response, refusal);
    if (bodyMayFollow) {
      request.connection().close();
    } else {
      request.resume();
    }
  }

  private static void write(HttpMethod method, HttpServerResponse response, Refusal refusal) {
    MultiMap fields = response.headers();
    fields.set("Content-Type", "application/json");
    fields.set("Cache-Control", "no-store");
    if (refusal.status() == 405) {
      fields.set("Allow", "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
    }
    if (refusal.status() == 426) {
      fields.set("Upgrade", "websocket");
      fields.set("Sec-WebSocket-Version", "13");
    }
    response.setStatusCode(refusal.status());
    if (method.equals(HttpMethod.HEAD)) {
      response.end();
    } else {
      response.end(Buffer.buffer(refusal.body()));
    }
  }
}
