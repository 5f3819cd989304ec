package io.letterhead.vertx;

import static java.util.Objects.requireNonNull;

import io.letterhead.policy.PolicyGeneration;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Supplier;

/**
 * A Vert.x Web handler that forwards requests to the providers of a policy, with the fields that
 * the policy lets leave and the credentials that it injects.
 *
 * <p>Mount it in a router of your own, before anything that reads bodies:
 *
 * <pre>{@code
 * PolicyHandler handler = PolicyHandler.create(vertx, () -> generation, "/llm");
 * router.route("/llm/*").handler(handler);
 * vertx.createHttpServer(PolicyHandler.serverOptions(Limits.defaults()))
 *     .connectionHandler(PolicyHandler.strictHeads(Limits.defaults()))
 *     .invalidRequestHandler(PolicyHandler::refuseInvalid)
 *     .requestHandler(router)
 *     .listen(8080);
 * }</pre>
 *
 * <p>It ends every request that it is given. Which provider is meant, it reads from the canonical
 * path of the request itself, not from what the router matched: {@code PREFIX/PROVIDER/…}, and
 * where the policy has one provider, {@code PREFIX/…} too. A server without {@link #strictHeads}
 * joins folded lines before anyone can see them, and goes on after some framing errors.
 *
 * <p>Whoever reaches the handler uses the policy's keys: authenticate callers before it, or see
 * {@link Gateway}, which lets web pages in by their origin only. Safe for use by several event
 * loops.
 */
public final class PolicyHandler implements Handler<RoutingContext> {

  private final RequestPipeline pipeline;
  private final Upstreams upstreams;

  private PolicyHandler(RequestPipeline pipeline, Upstreams upstreams) {
    this.pipeline = pipeline;
    this.upstreams = upstreams;
  }

  /**
   * A handler with the default timeouts and limits, whose decisions nobody hears.
   *
   * @param vertx what to connect with
   * @param policies the generation in force; asked once a request
   * @param prefix the path that it is mounted at, or empty
   * @throws IllegalArgumentException if {@code prefix} is no canonical path without a last slash
   * @throws IllegalStateException if a system property turns off checks of the libraries below
   */
  public static PolicyHandler create(
      Vertx vertx, Supplier<PolicyGeneration> policies, String prefix) {
    return create(
        vertx, policies, prefix, Timeouts.defaults(), Limits.defaults(), DecisionListener.none());
  }

  /**
   * A handler.
   *
   * @param vertx what to connect with
   * @param policies the generation in force; asked once a request
   * @param prefix the path that it is mounted at, or empty
   * @param timeouts how long things may take
   * @param limits how large bodies may be; a head's limits are the server's, see {@link
   *     #strictHeads}
   * @param listener who hears of decisions
   * @throws IllegalArgumentException if {@code prefix} is no canonical path without a last slash
   * @throws IllegalStateException if a system property turns off checks of the libraries below
   */
  public static PolicyHandler create(
      Vertx vertx,
      Supplier<PolicyGeneration> policies,
      String prefix,
      Timeouts timeouts,
      Limits limits,
      DecisionListener listener) {
    requireNonNull(vertx, "vertx");
    requireNonNull(policies, "policies");
    requireNonNull(listener, "listener");
    LibrarySwitches.requireChecks();
    if (!prefix.isEmpty() && !Routes.isPrefix(prefix)) {
      throw new IllegalArgumentException("prefix: no canonical path without a last slash");
    }
    Upstreams upstreams = new Upstreams(vertx, timeouts, limits, null);
    Service service = new Service(vertx, upstreams, Headroom.ample(), new Tunnels(), () -> false);
    Supplier<Edition> editions =
        new GuardedElsewhere(
            policies,
            new Ledger(Headroom.ample(), listener, null, null, null, null),
            timeouts,
            limits);
    return new PolicyHandler(new RequestPipeline(service, editions, prefix), upstreams);
  }

  /**
   * Options for a server in front: HTTP/1.1, and HTTP/2 where TLS is added to them, never in clear;
   * nothing answered or decoded by the server.
   */
  public static HttpServerOptions serverOptions(Limits limits) {
    return new HttpServerOptions()
        .setHttp2ClearTextEnabled(false)
        .setInitialSettings(Http2Windows.settings(limits))
        .setHttp2ConnectionWindowSize(Http2Windows.CONNECTION)
        .setHandle100ContinueAutomatically(false)
        .setCompressionSupported(false)
        .setDecompressionSupported(false)
        .setPerFrameWebSocketCompressionSupported(false)
        .setPerMessageWebSocketCompressionSupported(false)
        .setTcpNoDelay(true)
        .setMaxHeaderSize(limits.headBytes())
        .setMaxInitialLineLength(limits.headBytes());
  }

  /**
   * A connection handler that has every head checked by the strict grammar of RFC 9112, and its
   * size, before it is decoded.
   */
  public static Handler<HttpConnection> strictHeads(Limits limits) {
    requireNonNull(limits, "limits");
    return connection -> {
      if (connection.protocolVersion() != HttpVersion.HTTP_2) {
        Channels.beStrict(connection, limits);
      }
    };
  }

  /** The handler of invalid requests that goes with {@link #strictHeads}. */
  public static void refuseInvalid(HttpServerRequest request) {
    RequestPipeline.refuseInvalid(request);
  }

  /** Serves the request and ends it. */
  @Override
  public void handle(RoutingContext context) {
    pipeline.serve(context.request());
  }

  /** Closes the connections to origins; what is under way breaks. */
  public Future<Void> close() {
    return upstreams.close();
  }
}
