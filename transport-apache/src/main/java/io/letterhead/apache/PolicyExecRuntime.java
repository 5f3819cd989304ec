package io.letterhead.apache;

import java.io.IOException;
import org.apache.hc.client5.http.EndpointInfo;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.classic.ExecRuntime;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.concurrent.CancellableDependency;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpVersion;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.util.TimeValue;
import org.jspecify.annotations.Nullable;

/**
 * The connection of a classic exchange, guarded: behind all interceptors, each attempt is decided
 * by the route that the connection was taken for, which no interceptor can change.
 *
 * <p>Not by the context's route: that is anybody's to write. A refusal gives the connection back,
 * as nothing was sent.
 */
final class PolicyExecRuntime implements ExecRuntime {

  private final ExecRuntime connection;
  private final Enforcement enforcement;
  private final CallerContext caller;
  private volatile @Nullable HttpRoute route;
  private volatile @Nullable Object state;

  PolicyExecRuntime(ExecRuntime connection, Enforcement enforcement, CallerContext caller) {
    this.connection = connection;
    this.enforcement = enforcement;
    this.caller = caller;
  }

  @Override
  public void acquireEndpoint(
      String id, HttpRoute to, @Nullable Object connectionState, HttpClientContext context)
      throws IOException {
    connection.acquireEndpoint(id, to, connectionState, context);
    route = to;
    state = connectionState;
  }

  @Override
  public ClassicHttpResponse execute(
      String id, ClassicHttpRequest request, HttpClientContext context)
      throws IOException, HttpException {
    return execute(id, request, null, context);
  }

  @Override
  public ClassicHttpResponse execute(
      String id,
      ClassicHttpRequest request,
      @Nullable HttpResponseInformationCallback information,
      HttpClientContext context)
      throws IOException, HttpException {
    SealedRequest sealed = seal(request, context);
    ClassicHttpResponse response = exchange(id, sealed, context);
    sealed.outgoing().filter(response);
    HttpEntity body = response.getEntity();
    if (body != null) {
      response.setEntity(new PassedBody(body, BodyDetails.of(body, response)));
    }
    return response;
  }

  private ClassicHttpResponse exchange(String id, SealedRequest sealed, HttpClientContext context)
      throws IOException, HttpException {
    try {
      // Other informational heads go nowhere.
      return connection.execute(
          id, sealed, (head, from, c) -> UnreadableResponse.refuseSwitch(head), context);
    } catch (HttpException e) {
      throw UnreadableResponse.unquoted(e);
    } catch (IOException e) {
      throw UnreadableResponse.unquoted(e);
    }
  }

  private SealedRequest seal(ClassicHttpRequest request, HttpClientContext context)
      throws RefusedException {
    try {
      HttpEntity body = request.getEntity();
      BodyFraming framing =
          BodyFraming.of(body, context.getRequestConfigOrDefault().isExpectContinueEnabled());
      Outgoing outgoing = enforcement.decide(route, request, caller);
      WireHead head = outgoing.head(framing, HttpVersion.HTTP_1_1);
      Destination.of(outgoing).putInto(context);
      return new SealedRequest(outgoing, head, body == null ? null : new SealedBody(body, framing));
    } catch (RefusedException e) {
      keepConnection(request, context);
      throw e;
    }
  }

  /**
   * Nothing was sent, so the connection can serve another request. Unless a tunnel was to be built
   * over it: the pool would take it for one.
   */
  private void keepConnection(ClassicHttpRequest request, HttpClientContext context) {
    if (connection.isEndpointConnected() && !Enforcement.isTunnel(request)) {
      connection.markConnectionReusable(
          state, context.getRequestConfigOrDefault().getConnectionKeepAlive());
      connection.releaseEndpoint();
    }
  }

  @Override
  public boolean isExecutionAborted() {
    return connection.isExecutionAborted();
  }

  @Override
  public boolean isEndpointAcquired() {
    return connection.isEndpointAcquired();
  }

  @Override
  public void releaseEndpoint() {
    connection.releaseEndpoint();
  }

  @Override
  public void discardEndpoint() {
    connection.discardEndpoint();
  }

  @Override
  public boolean isEndpointConnected() {
    return connection.isEndpointConnected();
  }

  @Override
  public void disconnectEndpoint() throws IOException {
    connection.disconnectEndpoint();
  }

  @Override
  public void connectEndpoint(HttpClientContext context) throws IOException {
    connection.connectEndpoint(context);
  }

  @Override
  public void upgradeTls(HttpClientContext context) throws IOException {
    connection.upgradeTls(context);
  }

  @Override
  public @Nullable EndpointInfo getEndpointInfo() {
    return connection.getEndpointInfo();
  }

  @Override
  public boolean isConnectionReusable() {
    return connection.isConnectionReusable();
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
  public ExecRuntime fork(CancellableDependency cancellable) {
    return new PolicyExecRuntime(connection.fork(cancellable), enforcement, caller);
  }
}
