package io.letterhead.apache;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hc.client5.http.EndpointInfo;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.async.AsyncExecRuntime;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.nio.AsyncClientExchangeHandler;
import org.apache.hc.core5.util.TimeValue;
import org.jspecify.annotations.Nullable;

/**
 * The connection of an async exchange, guarded: behind all interceptors, each attempt is decided by
 * the route that the connection was taken for, which no interceptor can change.
 *
 * <p>The message is asked for before the exchange takes the connection, not by the connection when
 * it is ready to write: an exception there would end the connection, over HTTP/2 with all streams
 * of other requests. So a refusal gives it back, as nothing was sent.
 */
final class PolicyAsyncExecRuntime implements AsyncExecRuntime {

  private final AsyncExecRuntime connection;
  private final Enforcement enforcement;
  private final CallerContext caller;

  /** Where the connection that is taken, or being taken, leads; null where there is none. */
  private final AtomicReference<@Nullable HttpRoute> route = new AtomicReference<>();

  private volatile @Nullable Object state;

  PolicyAsyncExecRuntime(
      AsyncExecRuntime connection, Enforcement enforcement, CallerContext caller) {
    this.connection = connection;
    this.enforcement = enforcement;
    this.caller = caller;
  }

  @Override
  public Cancellable acquireEndpoint(
      String id,
      HttpRoute to,
      @Nullable Object connectionState,
      HttpClientContext context,
      FutureCallback<AsyncExecRuntime> callback) {
    // HttpClient answers a second call with the connection of the first, whatever its route is.
    if (!route.compareAndSet(null, to)) {
      callback.failed(new IllegalStateException("a connection is taken already"));
      return () -> false;
    }
    state = connectionState;
    return connection.acquireEndpoint(
        id, to, connectionState, context, guarded(callback, () -> route.set(null)));
  }

  @Override
  public Cancellable execute(
      String id, AsyncClientExchangeHandler exchange, HttpClientContext context) {
    EndpointInfo endpoint = connection.getEndpointInfo();
    if (endpoint != null) {
      context.setProtocolVersion(endpoint.getProtocol()); // interceptors go by it
    }
    Produced produced = new Produced();
    try {
      exchange.produceRequest((request, body, c) -> produced.set(request, body), context);
      HttpRequest request = produced.request();
      BodyFraming framing =
          BodyFraming.of(
              produced.body(), context.getRequestConfigOrDefault().isExpectContinueEnabled());
      Outgoing outgoing = enforcement.decide(route.get(), request, caller);
      Destination.of(outgoing).putInto(context);
      SealedExchange sealed = new SealedExchange(exchange, outgoing, framing, context);
      return connection.execute(id, sealed, sealed.connectionContext());
    } catch (HttpException | IOException | RuntimeException e) {
      if (e instanceof RefusedException) {
        keepConnection(produced, context);
      }
      exchange.failed(e);
      return () -> false;
    }
  }

  /**
   * Nothing was sent, so the connection can serve another request. Unless a tunnel was to be built
   * over it: the pool would take it for one.
   */
  private void keepConnection(Produced produced, HttpClientContext context) {
    HttpRequest request = produced.request;
    if (connection.isEndpointConnected() && request != null && !Enforcement.isTunnel(request)) {
      connection.markConnectionReusable(
          state, context.getRequestConfigOrDefault().getConnectionKeepAlive());
      releaseEndpoint();
    }
  }

  /** What goes on to others is this guard again, not what it guards. */
  private FutureCallback<AsyncExecRuntime> guarded(
      FutureCallback<AsyncExecRuntime> callback, Runnable failure) {
    return new FutureCallback<>() {
      @Override
      public void completed(AsyncExecRuntime result) {
        callback.completed(PolicyAsyncExecRuntime.this);
      }

      @Override
      public void failed(Exception e) {
        failure.run();
        callback.failed(e);
      }

      @Override
      public void cancelled() {
        failure.run();
        callback.cancelled();
      }
    };
  }

  @Override
  public boolean isEndpointAcquired() {
    return connection.isEndpointAcquired();
  }

  @Override
  public void releaseEndpoint() {
    connection.releaseEndpoint();
    route.set(null);
  }

  @Override
  public void discardEndpoint() {
    connection.discardEndpoint();
    route.set(null);
  }

  @Override
  public boolean isEndpointConnected() {
    return connection.isEndpointConnected();
  }

  @Override
  public Cancellable connectEndpoint(
      HttpClientContext context, FutureCallback<AsyncExecRuntime> callback) {
    return connection.connectEndpoint(context, guarded(callback, () -> {}));
  }

  @Override
  public void disconnectEndpoint() {
    connection.disconnectEndpoint();
  }

  @Override
  public void upgradeTls(HttpClientContext context) {
    connection.upgradeTls(context);
  }

  @Override
  public void upgradeTls(HttpClientContext context, FutureCallback<AsyncExecRuntime> callback) {
    connection.upgradeTls(context, guarded(callback, () -> {}));
  }

  @Override
  public @Nullable EndpointInfo getEndpointInfo() {
    return connection.getEndpointInfo();
  }

  @Override
  public boolean validateConnection() {
    return connection.validateConnection();
  }

  @Override
  public void markConnectionReusable(@Nullable Object newState, TimeValue validity) {
    connection.markConnectionReusable(newState, validity);
  }

  @Override
  public void markConnectionNonReusable() {
    connection.markConnectionNonReusable();
  }

  @Override
  public AsyncExecRuntime fork() {
    return new PolicyAsyncExecRuntime(connection.fork(), enforcement, caller);
  }

  /** The message that the chain produced. */
  private static final class Produced {
    private @Nullable HttpRequest request;
    private @Nullable EntityDetails body;

    void set(HttpRequest produced, @Nullable EntityDetails its) {
      request = produced;
      body = its;
    }

    HttpRequest request() throws HttpException {
      HttpRequest known = request;
      if (known == null) {
        throw new HttpException("the exchange produced no request");
      }
      return known;
    }

    @Nullable EntityDetails body() {
      return body;
    }
  }
}
