package io.letterhead.vertx;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.List;

/**
 * A connection of HTTP/1.1 or 1.0. Where a body has not been read, what follows on the connection
 * cannot be told from it: so it is closed behind the answer.
 */
final class Http1Line implements CallerLine {

  private final HttpServerRequest request;
  private final HttpConnection connection;

  Http1Line(HttpServerRequest request) {
    this.request = request;
    this.connection = request.connection();
  }

  @Override
  public boolean isLeaving() {
    return Channels.isLeaving(connection);
  }

  /** {@link StrictRequestDecoder} has seen to it. */
  @Override
  public void check(Limits limits) {}

  @Override
  public String authority() {
    List<String> hosts = request.headers().getAll("Host");
    if (hosts.size() != 1) {
      throw new RefusedException(Refusal.HOST);
    }
    return hosts.get(0);
  }

  @Override
  public Framing framing() {
    return Framing.of(request.headers());
  }

  @Override
  public boolean isKept() {
    return request.version() == HttpVersion.HTTP_1_1;
  }

  @Override
  public void announceLast(MultiMap head) {
    head.set("Connection", "close");
  }

  @Override
  public void leave() {
    Channels.leave(connection);
  }

  @Override
  public void ended(Future<Void> written, boolean last) {
    if (last) {
      connection.close();
    } else if (!request.isEnded()) {
      request.resume();
    }
  }

  @Override
  public void breakOff() {
    Channels.breakOff(connection);
  }
}
