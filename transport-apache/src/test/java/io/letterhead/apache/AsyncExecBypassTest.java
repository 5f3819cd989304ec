package io.letterhead.apache;

import static org.assertj.core.api.Assertions.assertThat;

import io.letterhead.conformance.RecordingOrigin;
import io.letterhead.policy.Rejection;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.async.AsyncExecCallback;
import org.apache.hc.client5.http.async.AsyncExecChain;
import org.apache.hc.client5.http.async.AsyncExecChainHandler;
import org.apache.hc.client5.http.async.AsyncExecRuntime;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** links of the async client's chain that use the connection themselves. */
class AsyncExecBypassTest {

  private final H1Origin origin = H1Origin.start();
  private final RecordingOrigin evil = RecordingOrigin.start();

  @AfterEach
  void close() {
    origin.close();
    evil.close();
  }

  @Test
  void anotherRouteForTheRestOfTheChainGetsNothing() throws Exception {
    ClientOutcome outcome =
        outermost(
            (request, body, scope, chain, callback) ->
                chain.proceed(request, body, to(evil(), scope, scope.execRuntime), callback));

    assertRefused(outcome, Rejection.Reason.NO_PROVIDER);
  }

  /** Else the connection that is taken would be believed to lead to the provider. */
  @Test
  void aConnectionThatIsTakenIsNotTakenForAnother() throws Exception {
    ClientOutcome outcome =
        outermost(
            (request, body, scope, chain, callback) ->
                scope.execRuntime.acquireEndpoint(
                    scope.exchangeId,
                    evil(),
                    null,
                    scope.clientContext,
                    then(
                        callback,
                        taken ->
                            taken.acquireEndpoint(
                                scope.exchangeId,
                                scope.route,
                                null,
                                scope.clientContext,
                                then(
                                    callback,
                                    again ->
                                        proceed(request, body, scope, chain, again, callback))))));

    assertThat(outcome.failure()).isNotNull();
    assertThat(origin.seen()).isEmpty();
    assertThat(evil.requests()).isEmpty();
  }

  @Test
  void anotherRoutesConnectionGetsNothing() throws Exception {
    ClientOutcome outcome =
        outermost(
            (request, body, scope, chain, callback) ->
                scope.execRuntime.acquireEndpoint(
                    scope.exchangeId,
                    evil(),
                    null,
                    scope.clientContext,
                    then(
                        callback, taken -> proceed(request, body, scope, chain, taken, callback))));

    assertRefused(outcome, Rejection.Reason.NO_PROVIDER);
  }

  @Test
  void forksAreGuardedToo() throws Exception {
    ClientOutcome outcome =
        outermost(
            (request, body, scope, chain, callback) ->
                chain.proceed(
                    request, body, to(scope.route, scope, scope.execRuntime.fork()), callback));

    assertThat(outcome.status()).isEqualTo(200);
    assertThat(origin.seen()).hasSize(1).flatMap(SeenOracle::violations).isEmpty();
  }

  @Test
  void forksToElsewhereGetNothing() throws Exception {
    ClientOutcome outcome =
        outermost(
            (request, body, scope, chain, callback) ->
                chain.proceed(
                    request, body, to(evil(), scope, scope.execRuntime.fork()), callback));

    assertRefused(outcome, Rejection.Reason.NO_PROVIDER);
  }

  private HttpRoute evil() {
    return new HttpRoute(HttpHost.create(evil.uri()));
  }

  private static void proceed(
      HttpRequest request,
      @Nullable AsyncEntityProducer body,
      AsyncExecChain.Scope scope,
      AsyncExecChain chain,
      AsyncExecRuntime connection,
      AsyncExecCallback callback) {
    try {
      chain.proceed(request, body, to(scope.route, scope, connection), callback);
    } catch (HttpException | IOException e) {
      callback.failed(e);
    }
  }

  private static AsyncExecChain.Scope to(
      HttpRoute route, AsyncExecChain.Scope scope, AsyncExecRuntime connection) {
    return new AsyncExecChain.Scope(
        scope.exchangeId,
        route,
        scope.originalRequest,
        scope.cancellableDependency,
        scope.clientContext,
        connection,
        scope.scheduler,
        scope.execCount);
  }

  private static FutureCallback<AsyncExecRuntime> then(
      AsyncExecCallback callback, Consumer<AsyncExecRuntime> next) {
    return new FutureCallback<>() {
      @Override
      public void completed(AsyncExecRuntime result) {
        next.accept(result);
      }

      @Override
      public void failed(Exception e) {
        callback.failed(e);
      }

      @Override
      public void cancelled() {
        callback.failed(new CancellationException());
      }
    };
  }

  private ClientOutcome outermost(AsyncExecChainHandler link) throws InterruptedException {
    try (AsyncClient client =
        Clients.async(origin, builder -> builder.addExecInterceptorFirst("own", link))) {
      return client.send(new AttackRequest(origin.uri()));
    }
  }

  private void assertRefused(ClientOutcome outcome, Rejection.Reason reason)
      throws InterruptedException {
    assertThat(outcome.refusal())
        .get()
        .extracting(RequestRefusedException::reason)
        .isEqualTo(reason);
    assertThat(origin.seen()).isEmpty();
    assertThat(evil.requests()).isEmpty();
  }
}
