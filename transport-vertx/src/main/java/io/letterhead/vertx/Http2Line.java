package io.letterhead.vertx;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableSet;
import io.letterhead.policy.FieldName;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.util.List;
import java.util.Map;

/**
 * A stream of HTTP/2. It ends for itself alone: the connection, with the streams of others, goes
 * on, and ends by {@code GOAWAY} when the gateway does.
 */
final class Http2Line implements CallerLine {

  /** The error codes of RFC 9113, section 7. */
  static final long NO_ERROR = 0x0;

  static final long INTERNAL_ERROR = 0x2;

  static final long REFUSED_STREAM = 0x7;

  /** What belongs to a connection of HTTP/1.1 (RFC 9113, section 8.2.2). */
  private static final ImmutableSet<String> OF_CONNECTIONS =
      ImmutableSet.of(
          "connection", "proxy-connection", "keep-alive", "transfer-encoding", "upgrade");

  /** What a field costs beside its name and value (RFC 9113, section 6.5.2). */
  private static final int FIELD_OVERHEAD = 32;

  private final HttpServerRequest request;

  Http2Line(HttpServerRequest request) {
    this.request = request;
  }

  @Override
  public boolean isLeaving() {
    return false;
  }

  @Override
  public void check(Limits limits) {
    int fields = 0;
    long bytes = 0;
    for (Map.Entry<String, String> field : request.headers()) {
      String name = field.getKey();
      fields++;
      bytes += name.length() + field.getValue().length() + FIELD_OVERHEAD;
      if (!FieldName.isToken(name)
          || !name.equals(Ascii.toLowerCase(name))
          || OF_CONNECTIONS.contains(name)
          || (name.equals("te") && !field.getValue().equals("trailers"))) {
        throw new RefusedException(Refusal.MALFORMED_HEAD);
      }
    }
    if (fields > limits.fields() || bytes > limits.headBytes()) {
      throw new RefusedException(Refusal.HEAD_TOO_LARGE);
    }
  }

  /** {@code :authority}, or else {@code Host}; the library refuses them where they differ. */
  @Override
  public String authority() {
    List<String> hosts = request.headers().getAll("Host");
    HostAndPort named = request.authority();
    if (named == null || hosts.size() > 1) {
      throw new RefusedException(Refusal.HOST);
    }
    return named.port() < 0 ? named.host() : named.host() + ":" + named.port();
  }

  @Override
  public Framing framing() {
    Framing told = Framing.of(request.headers());
    if (told.kind() == Framing.Kind.NONE && !Channels.hasSentAll(request)) {
      return Framing.UNTOLD;
    }
    return told;
  }

  @Override
  public boolean isKept() {
    return true;
  }

  @Override
  public void announceLast(MultiMap head) {}

  @Override
  public void leave() {}

  /** What is left of the request is not wanted (RFC 9113, section 8.1). */
  @Override
  public void ended(Future<Void> written, boolean last) {
    if (last) {
      // A reset would overtake what is not written yet.
      var unused = written.onSuccess(done -> request.response().reset(NO_ERROR));
    } else if (!request.isEnded()) {
      request.resume();
    }
  }

  @Override
  public void breakOff() {
    var unused = request.response().reset(INTERNAL_ERROR);
  }
}
