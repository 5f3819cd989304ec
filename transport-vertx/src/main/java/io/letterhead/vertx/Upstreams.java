package io.letterhead.vertx;

import com.google.common.collect.Sets;
import com.google.common.net.InetAddresses;
import io.letterhead.policy.Origin;
import io.letterhead.policy.ProviderPolicy;
import io.letterhead.vertx.tls.UpstreamTls;
import io.netty.channel.ConnectTimeoutException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The connections to the providers' origins: HTTP/1.1, or HTTP/2 over TLS; kept alive, TLS
 * verified, no proxy, no redirect followed, nothing decompressed.
 *
 * <p>A request needs at most one of these at a time, and the pool holds as many as there may be
 * requests: none waits for another one's stream to end.
 */
final class Upstreams {

  /**
   * A request that nothing has been sent of.
   *
   * @param request the request
   * @param reused whether its connection has served another request
   */
  record Opened(HttpClientRequest request, boolean reused) {}

  /** Where streams are asked for: an event loop's thread, and what is behind it. */
  private record Way(Thread loop, UpstreamTls tls, Origin origin) {}

  private static final int KEEP_ALIVE_SECONDS = 30;

  /** A client that is not wanted any more ends when the last of its requests does. */
  private static final Duration RETIREMENT = Duration.ofDays(1);

  private final Vertx vertx;
  private final Timeouts timeouts;
  private final Limits limits;
  private final @Nullable Meters meters;
  private final Map<UpstreamTls, HttpClient> clients = new ConcurrentHashMap<>();
  private final Map<Way, Turns> turns = new ConcurrentHashMap<>();
  private final Set<HttpConnection> used =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

  /**
   * @param meters what counts connections; null for nothing
   */
  Upstreams(Vertx vertx, Timeouts timeouts, Limits limits, @Nullable Meters meters) {
    this.vertx = vertx;
    this.timeouts = timeouts;
    this.limits = limits;
    this.meters = meters;
  }

  /**
   * The client, not each request, says how long a connection may be in coming: Vert.x 5.1.6 never
   * cancels the timer of a request, which holds the connection and all that is on it until then.
   */
  private HttpClient create(UpstreamTls tls) {
    int connectMillis = (int) timeouts.connect().toMillis();
    HttpClientOptions options =
        new HttpClientOptions()
            .setConnectTimeout(connectMillis)
            .setSslHandshakeTimeout(connectMillis)
            .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
            .setKeepAlive(true)
            .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
            .setHttp2KeepAliveTimeout(KEEP_ALIVE_SECONDS)
            .setPipelining(false)
            .setHttp2MultiplexingLimit(Http2Windows.STREAMS)
            .setHttp2ConnectionWindowSize(Http2Windows.CONNECTION)
            .setInitialSettings(Http2Windows.settings(limits))
            .setTcpNoDelay(true)
            .setDecompressionSupported(false)
            .setMaxRedirects(0)
            .setMaxHeaderSize(limits.headBytes())
            .setMaxInitialLineLength(limits.headBytes());
    tls.applyTo(options);
    return vertx
        .httpClientBuilder()
        .with(options)
        .with(
            new PoolOptions()
                .setHttp1MaxSize(limits.connections())
                .setHttp2MaxSize(limits.connections()))
        .withConnectHandler(this::connected)
        .build();
  }

  private void connected(HttpConnection connection) {
    connection.exceptionHandler(e -> Log.failure("upstream", e));
    Channels.readLittleAtOnce(Channels.ofOrigin(connection));
    if (connection.protocolVersion() == HttpVersion.HTTP_2) {
      Channels.keepFieldsOutOfTables(connection);
    } else {
      ResponseBoundary.watch(connection);
    }
    if (meters != null) {
      meters.upstreamConnections(1);
      connection.closeHandler(closed -> meters.upstreamConnections(-1));
    }
  }

  /**
   * Opens a request to its provider's origin, on a pooled connection or a new one. Where the
   * provider injects a credential, the connection is TLS, or its other end is loopback, or the
   * provider allows cleartext: else the future fails, and nothing has been sent. So it does where
   * the target is illegal, which would take a connection out of the pool for good.
   *
   * @param tls how the origin is spoken to, where it is over TLS
   */
  Future<Opened> open(Outgoing outgoing, UpstreamTls tls) {
    ProviderPolicy provider = outgoing.provider();
    Origin origin = provider.origin();
    if (!isSendable(outgoing.target())) {
      return Future.failedFuture(new RefusedException(Refusal.SEAL));
    }
    RequestOptions options =
        new RequestOptions()
            .setHost(origin.host())
            .setPort(origin.port())
            .setSsl(origin.isSecure())
            .setMethod(HttpMethod.valueOf(outgoing.method()))
            .setURI(outgoing.target())
            .setFollowRedirects(false);
    boolean http1 = !origin.isSecure() || outgoing.handshake() != null;
    UpstreamTls spoken = http1 ? tls.withoutHttp2() : tls;
    HttpClient client = clients.computeIfAbsent(spoken, this::create);
    Future<HttpClientRequest> opening =
        spoken.http2()
            ? turns
                .computeIfAbsent(
                    new Way(Thread.currentThread(), spoken, origin), way -> new Turns())
                .take(() -> requested(client, options))
            : requested(client, options);
    return opening.compose(
        request -> {
          if (mayCarry(provider, request.connection().remoteAddress().hostAddress())) {
            return Future.succeededFuture(new Opened(request, !used.add(request.connection())));
          }
          request.exceptionHandler(e -> Log.failure("upstream", e));
          request.reset();
          return Future.failedFuture(new RefusedException(Refusal.CLEARTEXT));
        });
  }

  /** From now on these are the ways to speak to origins: connections of others end when unused. */
  void retain(Collection<UpstreamTls> wanted) {
    Set<UpstreamTls> kept = new HashSet<>(wanted);
    wanted.forEach(tls -> kept.add(tls.withoutHttp2()));
    kept.add(UpstreamTls.defaults());
    for (UpstreamTls tls : Sets.difference(clients.keySet(), kept).immutableCopy()) {
      HttpClient client = clients.remove(tls);
      if (client != null) {
        turns.keySet().removeIf(way -> way.tls().equals(tls));
        var unused = client.shutdown(RETIREMENT);
      }
    }
  }

  private Future<HttpClientRequest> requested(HttpClient client, RequestOptions options) {
    if (meters == null) {
      return client.request(options);
    }
    meters.upstreamWaiting(1);
    return client.request(options).onComplete(done -> meters.upstreamWaiting(-1));
  }

  Future<Void> close() {
    return Future.join(clients.values().stream().map(HttpClient::close).toList()).mapEmpty();
  }

  /** Which refusal tells of a failure before the head of the response. */
  static Refusal refusal(Throwable failure) {
    if (failure instanceof RefusedException refused) {
      return refused.refusal();
    }
    return failure instanceof TimeoutException || failure instanceof ConnectTimeoutException
        ? Refusal.TIMEOUT
        : Refusal.UNREACHABLE;
  }

  /**
   * Whether a provider's requests may go over a connection.
   *
   * @param address the address at its other end, or null if that is not known
   */
  static boolean mayCarry(ProviderPolicy provider, @Nullable String address) {
    return provider.origin().isSecure()
        || provider.mayGoInClear(
            address != null && InetAddresses.isInetAddress(address)
                ? InetAddresses.forString(address)
                : null);
  }

  private static boolean isSendable(String target) {
    for (int i = 0; i < target.length(); i++) {
      if (target.charAt(i) <= ' ' || target.charAt(i) > '~') {
        return false;
      }
    }
    return target.startsWith("/");
  }
}
