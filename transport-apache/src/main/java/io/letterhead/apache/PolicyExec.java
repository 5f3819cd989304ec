package io.letterhead.apache;

import java.io.IOException;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;

/**
 * The outermost link of the classic client's chain: all others get a connection that is guarded.
 */
final class PolicyExec implements ExecChainHandler {

  private final Enforcement enforcement;

  PolicyExec(Enforcement enforcement) {
    this.enforcement = enforcement;
  }

  @Override
  public ClassicHttpResponse execute(
      ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
      throws IOException, HttpException {
    // Read before any other code runs: what the application said is what holds for all attempts.
    CallerContext caller = CallerContext.of(scope.clientContext);
    ClassicHttpRequest original = scope.originalRequest;
    if (ProxyClaims.areIn(original, scope.route)) {
      original = ClassicRequestBuilder.copy(original).build(); // what retries begin with
      ProxyClaims.removeFrom(original);
      ProxyClaims.removeFrom(request);
    }
    ExecChain.Scope guarded =
        new ExecChain.Scope(
            scope.exchangeId,
            scope.route,
            original,
            new PolicyExecRuntime(scope.execRuntime, enforcement, caller),
            scope.clientContext);
    try {
      return chain.proceed(request, guarded);
    } catch (RefusedException e) {
      throw e.forApplication();
    }
  }
}
