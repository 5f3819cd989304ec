package io.letterhead.apache;

import com.google.common.collect.ImmutableList;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.apache.hc.client5.http.async.AsyncExecChain;
import org.apache.hc.client5.http.async.AsyncExecChainHandler;
import org.apache.hc.client5.http.async.AsyncExecRuntime;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.nio.AsyncClientExchangeHandler;
import org.jspecify.annotations.Nullable;

/**
 * Async clients whose guard has a hole: what the attacks are measured by.
 *
 * @param enforcement what decides
 */
record SabotagedAsync(Enforcement enforcement) {

  static SabotagedAsync of(AttackOrigin origin) {
    return new SabotagedAsync(
        new Enforcement(
            () -> Policies.anthropic(origin.uri().toString()), ImmutableList.of(), false));
  }

  /** A client with one outermost link. */
  AsyncClient client(AsyncExecChainHandler link) {
    return AsyncClient.started(
        HttpAsyncClientBuilder.create()
            .setRetryStrategy(Clients.ONE_RETRY)
            .setRedirectStrategy(new ConfinedRedirects(enforcement))
            .addExecInterceptorFirst("sabotaged", link)
            .build());
  }

  /** A guard whose forks are none. */
  AsyncExecChainHandler withBareForks() {
    return (request, body, scope, chain, callback) -> {
      AsyncExecRuntime guard = guard(scope.execRuntime);
      AsyncExecRuntime holed =
          instead(
              AsyncExecRuntime.class,
              guard,
              (method, arguments) -> method.equals("fork") ? scope.execRuntime.fork() : null);
      chain.proceed(request, body, with(holed, scope), callback);
    };
  }

  /** A guard that leaves the written message in the caller's context. */
  AsyncExecChainHandler withoutRestoring() {
    return (request, body, scope, chain, callback) -> {
      AsyncExecRuntime leaving =
          instead(
              AsyncExecRuntime.class,
              scope.execRuntime,
              (method, arguments) -> {
                if (arguments.length == 3
                    && method.equals("execute")
                    && arguments[1] instanceof AsyncClientExchangeHandler exchange
                    && arguments[2] instanceof HttpClientContext own) {
                  arguments[1] = leaving(exchange, own, scope.clientContext);
                }
                return null;
              });
      chain.proceed(request, body, with(guard(leaving), scope), callback);
    };
  }

  /** The chain's last links, behind a fork of the connection. */
  static AsyncExecChainHandler forking(AsyncExecChainHandler outer) {
    return (request, body, scope, chain, callback) ->
        outer.execute(
            request,
            body,
            scope,
            (sent, content, guarded, then) ->
                chain.proceed(sent, content, with(guarded.execRuntime.fork(), guarded), then),
            callback);
  }

  private AsyncExecRuntime guard(AsyncExecRuntime connection) {
    return new PolicyAsyncExecRuntime(connection, enforcement, CallerContext.none());
  }

  private static AsyncClientExchangeHandler leaving(
      AsyncClientExchangeHandler exchange, HttpClientContext own, HttpClientContext callers) {
    return instead(
        AsyncClientExchangeHandler.class,
        exchange,
        (method, arguments) -> {
          if (method.equals("consumeResponse")) {
            callers.setRequest(own.getRequest());
          }
          return null;
        });
  }

  private static AsyncExecChain.Scope with(
      AsyncExecRuntime connection, AsyncExecChain.Scope scope) {
    return new AsyncExecChain.Scope(
        scope.exchangeId,
        scope.route,
        scope.originalRequest,
        scope.cancellableDependency,
        scope.clientContext,
        connection,
        scope.scheduler,
        scope.execCount);
  }

  /** What answers a call instead of the object behind it. */
  private interface Answer {
    /** The result; null to go on to the object, with the arguments as they are then. */
    @Nullable Object of(String method, Object[] arguments);
  }

  private static <T> T instead(Class<T> type, T behind, Answer answer) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, given) -> {
              Object[] arguments = given == null ? new Object[0] : given;
              Object result = answer.of(method.getName(), arguments);
              try {
                return result != null ? result : method.invoke(behind, arguments);
              } catch (InvocationTargetException e) {
                throw e.getTargetException();
              }
            }));
  }
}
