package io.letterhead.apache;

import java.io.IOException;
import org.apache.hc.client5.http.async.AsyncExecCallback;
import org.apache.hc.client5.http.async.AsyncExecChain;
import org.apache.hc.client5.http.async.AsyncExecChainHandler;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.AsyncDataConsumer;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;
import org.apache.hc.core5.http.support.BasicRequestBuilder;
import org.jspecify.annotations.Nullable;

/** The outermost link of the async client's chain: all others get a connection that is guarded. */
final class PolicyAsyncExec implements AsyncExecChainHandler {

  private final Enforcement enforcement;

  PolicyAsyncExec(Enforcement enforcement) {
    this.enforcement = enforcement;
  }

  @Override
  public void execute(
      HttpRequest request,
      @Nullable AsyncEntityProducer body,
      AsyncExecChain.Scope scope,
      AsyncExecChain chain,
      AsyncExecCallback callback)
      throws HttpException, IOException {
    // Read before any other code runs: what the application said is what holds for all attempts.
    CallerContext caller = CallerContext.of(scope.clientContext);
    HttpRequest original = scope.originalRequest;
    if (ProxyClaims.areIn(original, scope.route)) {
      original = BasicRequestBuilder.copy(original).build(); // what retries begin with
      ProxyClaims.removeFrom(original);
      ProxyClaims.removeFrom(request);
    }
    AsyncExecChain.Scope guarded =
        new AsyncExecChain.Scope(
            scope.exchangeId,
            scope.route,
            original,
            scope.cancellableDependency,
            scope.clientContext,
            new PolicyAsyncExecRuntime(scope.execRuntime, enforcement, caller),
            scope.scheduler,
            scope.execCount);
    try {
      chain.proceed(request, body, guarded, new Translating(callback));
    } catch (RefusedException e) {
      throw e.forApplication();
    }
  }

  /** Tells the application of refusals in its own words. */
  private record Translating(AsyncExecCallback application) implements AsyncExecCallback {

    @Override
    public @Nullable AsyncDataConsumer handleResponse(
        HttpResponse response, @Nullable EntityDetails body) throws HttpException, IOException {
      return application.handleResponse(response, body);
    }

    @Override
    public void handleInformationResponse(HttpResponse response) throws HttpException, IOException {
      application.handleInformationResponse(response);
    }

    @Override
    public void completed() {
      application.completed();
    }

    @Override
    public void failed(Exception cause) {
      application.failed(cause instanceof RefusedException e ? e.forApplication() : cause);
    }
  }
}
