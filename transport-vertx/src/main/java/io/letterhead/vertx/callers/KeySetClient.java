package io.letterhead.vertx.callers;

import com.google.common.base.Ascii;
import com.google.common.base.Splitter;
import com.google.common.net.InetAddresses;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.TrustOptions;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Gets key sets over HTTP: TLS verified, or from loopback; no redirect followed, no proxy; within a
 * time, and up to a size.
 */
final class KeySetClient {

  /**
   * A key set that was got.
   *
   * @param keys the keys
   * @param maxAge for how long they are said to stay fresh
   */
  record Fetched(KeySet keys, Optional<Duration> maxAge) {}

  private static final int MAX_BYTES = 1 << 20;
  private static final int CONNECTIONS = 4;

  private final Vertx vertx;
  private final Context context;
  private final HttpClient client;
  private final Duration timeout;

  KeySetClient(Vertx vertx, Duration timeout, @Nullable TrustOptions trust) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.timeout = timeout;
    int millis = (int) timeout.toMillis();
    HttpClientOptions options =
        new HttpClientOptions()
            .setConnectTimeout(millis)
            .setSslHandshakeTimeout(millis)
            .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
            .setKeepAlive(false)
            .setDecompressionSupported(false)
            .setMaxRedirects(0)
            .setVerifyHost(true)
            .setTrustAll(false);
    if (trust != null) {
      options.setTrustOptions(trust);
    }
    this.client =
        vertx
            .httpClientBuilder()
            .with(options)
            .with(new PoolOptions().setHttp1MaxSize(CONNECTIONS))
            .build();
  }

  /** The key set at a URI; fails with a {@link KeySetException} or as a library does. */
  Future<Fetched> fetch(URI uri) {
    Promise<Fetched> fetched = Promise.promise();
    // On a context of the client's: a response whose events cross threads may be lost when the
    // connection ends with it.
    context.runOnContext(nothing -> fetch(uri, fetched));
    return fetched.future();
  }

  private void fetch(URI uri, Promise<Fetched> fetched) {
    Future<HttpClientRequest> opened;
    try {
      opened = client.request(options(uri));
    } catch (IllegalStateException closed) {
      fetched.fail(closed);
      return;
    }
    long timer =
        vertx.setTimer(
            timeout.toMillis(), id -> fetched.tryFail(new KeySetException("it takes too long")));
    fetched
        .future()
        .onComplete(
            done -> {
              vertx.cancelTimer(timer);
              if (done.failed()) {
                opened.onSuccess(HttpClientRequest::reset);
              }
            });
    opened
        .compose(request -> send(request, uri))
        .onSuccess(response -> read(response, fetched))
        .onFailure(fetched::tryFail);
  }

  Future<Void> close() {
    return client.close();
  }

  private RequestOptions options(URI uri) {
    boolean secure = Ascii.equalsIgnoreCase(uri.getScheme(), "https");
    String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    String host = uri.getHost();
    return new RequestOptions()
        .setMethod(HttpMethod.GET)
        .setHost(host.startsWith("[") ? host.substring(1, host.length() - 1) : host)
        .setPort(uri.getPort() >= 0 ? uri.getPort() : secure ? 443 : 80)
        .setSsl(secure)
        .setURI(uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery())
        .setFollowRedirects(false)
        .putHeader("Accept", "application/json, application/jwk-set+json");
  }

  private static Future<HttpClientResponse> send(HttpClientRequest request, URI uri) {
    if (Ascii.equalsIgnoreCase(uri.getScheme(), "http")
        && !isLoopback(request.connection().remoteAddress())) {
      return Future.failedFuture(new KeySetException("it is in clear, and not on loopback"));
    }
    return request.send();
  }

  private static boolean isLoopback(@Nullable SocketAddress address) {
    String host = address == null ? null : address.hostAddress();
    return host != null
        && InetAddresses.isInetAddress(host)
        && InetAddresses.forString(host).isLoopbackAddress();
  }

  private static void read(HttpClientResponse response, Promise<Fetched> fetched) {
    response.exceptionHandler(fetched::tryFail);
    if (response.statusCode() != 200) {
      fetched.tryFail(new KeySetException("the status is " + response.statusCode()));
      return;
    }
    Buffer body = Buffer.buffer();
    response.handler(
        chunk -> {
          if (body.length() + chunk.length() > MAX_BYTES) {
            fetched.tryFail(new KeySetException("it is larger than 1 MiB"));
          } else {
            body.appendBuffer(chunk);
          }
        });
    response.endHandler(
        end -> {
          try {
            fetched.tryComplete(new Fetched(KeySet.read(body.getBytes()), maxAge(response)));
          } catch (KeySetException e) {
            fetched.tryFail(e);
          }
        });
  }

  /** {@code max-age} of {@code Cache-Control} (RFC 9111, section 5.2.2.1). */
  private static Optional<Duration> maxAge(HttpClientResponse response) {
    for (String line : response.headers().getAll("Cache-Control")) {
      for (String directive : Splitter.on(',').trimResults().split(line)) {
        if (Ascii.toLowerCase(directive).matches("max-age=[0-9]{1,9}")) {
          return Optional.of(
              Duration.ofSeconds(Integer.parseInt(directive.substring("max-age=".length()))));
        }
      }
    }
    return Optional.empty();
  }
}
