package io.letterhead.vertx;

import com.google.common.net.InetAddresses;
import io.letterhead.policy.Origin;
import io.letterhead.policy.ProviderPolicy;
import io.netty.channel.ConnectTimeoutException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.TrustOptions;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The connections to the providers' origins: HTTP/1.1, kept alive, TLS verified, no proxy, no
 * redirect followed, nothing decompressed.
 *
 * <p>A caller's connection needs at most one of these at a time, so the pool holds as many as there
 * may be callers: a request never waits for another one's stream to end.
 */
final class Upstreams {

  /**
   * A request that nothing has been sent of.
   *
   * @param request the request
   * @param reused whether its connection has served another request
   */
  record Opened(HttpClientRequest request, boolean reused) {}

  private static final int KEEP_ALIVE_SECONDS = 30;

  private final HttpClient client;
  private final long connectMillis;
  private final @Nullable Meters meters;
  private final Set<HttpConnection> used =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

  private Upstreams(HttpClient client, long connectMillis, @Nullable Meters meters) {
    this.client = client;
    this.meters = meters;
    this.connectMillis = connectMillis;
  }

  static Upstreams create(Vertx vertx, Timeouts timeouts, Limits limits) {
    return create(vertx, timeouts, limits, null, null);
  }

  /**
   * @param trust who is trusted to vouch for origins; null for whom the JDK trusts
   * @param meters what counts connections; null for nothing
   */
  static Upstreams create(
      Vertx vertx,
      Timeouts timeouts,
      Limits limits,
      @Nullable TrustOptions trust,
      @Nullable Meters meters) {
    int connectMillis = (int) timeouts.connect().toMillis();
    HttpClientOptions options =
        new HttpClientOptions()
            .setConnectTimeout(connectMillis)
            .setSslHandshakeTimeout(connectMillis)
            .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
            .setKeepAlive(true)
            .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
            .setPipelining(false)
            .setTcpNoDelay(true)
            .setDecompressionSupported(false)
            .setMaxRedirects(0)
            .setVerifyHost(true)
            .setTrustAll(false)
            .setMaxHeaderSize(limits.headBytes())
            .setMaxInitialLineLength(limits.headBytes());
    if (trust != null) {
      options.setTrustOptions(trust);
    }
    HttpClient client =
        vertx
            .httpClientBuilder()
            .with(options)
            .with(new PoolOptions().setHttp1MaxSize(limits.connections()))
            .withConnectHandler(
                connection -> {
                  connection.exceptionHandler(e -> Log.failure("upstream", e));
                  ResponseBoundary.watch(connection);
                  if (meters != null) {
                    meters.upstreamConnections(1);
                    connection.closeHandler(closed -> meters.upstreamConnections(-1));
                  }
                })
            .build();
    return new Upstreams(client, connectMillis, meters);
  }

  /**
   * Opens a request to a provider's origin, on a pooled connection or a new one. Where the provider
   * injects a credential, the connection is TLS, or its other end is loopback, or the provider
   * allows cleartext: else the future fails, and nothing has been sent.
   *
   * @param target the target that was decided; checked once more, since an illegal one would take a
   *     connection out of the pool for good
   */
  Future<Opened> open(ProviderPolicy provider, String method, String target) {
    Origin origin = provider.origin();
    if (!isSendable(target)) {
      return Future.failedFuture(new RefusedException(Refusal.SEAL));
    }
    RequestOptions options =
        new RequestOptions()
            .setHost(origin.host())
            .setPort(origin.port())
            .setSsl(origin.isSecure())
            .setMethod(HttpMethod.valueOf(method))
            .setURI(target)
            .setConnectTimeout(connectMillis)
            .setFollowRedirects(false);
    return connected(options)
        .compose(
            request -> {
              if (mayCarry(provider, request.connection().remoteAddress().hostAddress())) {
                return Future.succeededFuture(new Opened(request, !used.add(request.connection())));
              }
              request.exceptionHandler(e -> Log.failure("upstream", e));
              request.reset();
              return Future.failedFuture(new RefusedException(Refusal.CLEARTEXT));
            });
  }

  private Future<HttpClientRequest> connected(RequestOptions options) {
    if (meters == null) {
      return client.request(options);
    }
    meters.upstreamWaiting(1);
    return client.request(options).onComplete(done -> meters.upstreamWaiting(-1));
  }

  Future<Void> close() {
    return client.close();
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
