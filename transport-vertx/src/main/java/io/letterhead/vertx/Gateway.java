package io.letterhead.vertx;

import static java.util.Objects.requireNonNull;

import io.letterhead.policy.PolicyGeneration;
import io.letterhead.vertx.callers.Callers;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * A gateway that listens: HTTP/1.1 in front, HTTP/1.1 to the providers of a policy.
 *
 * <p>Callers are not authenticated yet, so it answers only where {@code Host} is a loopback name or
 * address or is configured, and to a web page only if its origin is. It owns its threads and
 * connections; {@link #drain} gives them back.
 */
public final class Gateway {

  private final Vertx vertx;
  private final List<GatewayVerticle> servers;
  private final AtomicBoolean draining;
  private final String host;

  private Gateway(Vertx vertx, List<GatewayVerticle> servers, AtomicBoolean draining, String host) {
    this.vertx = vertx;
    this.servers = servers;
    this.draining = draining;
    this.host = host;
  }

  /**
   * Starts a gateway, on as many event loops as there are processors.
   *
   * @param config where to listen, and its limits
   * @param policies the generation in force; asked once a request, and may answer differently each
   *     time
   * @param listener who hears of decisions
   * @return the gateway once it listens, or the failure to
   * @throws IllegalArgumentException if it would listen beyond loopback, where anyone could use the
   *     policy's keys, and the configuration does not say that this is meant
   * @throws IllegalStateException if a system property turns off checks of the libraries below
   */
  public static CompletionStage<Gateway> start(
      GatewayConfig config, Supplier<PolicyGeneration> policies, DecisionListener listener) {
    requireNonNull(policies, "policies");
    requireNonNull(listener, "listener");
    LibrarySwitches.requireChecks();
    if (config.admission().callers() instanceof Callers.Unsaid && !config.listen().isLoopback()) {
      throw new IllegalArgumentException(
          "listening beyond loopback without callers lends the keys to whoever reaches this;"
              + " say callers: none if that is meant");
    }
    Vertx vertx =
        Vertx.vertx(
            new VertxOptions()
                .setPreferNativeTransport(true)
                .setFileSystemOptions(
                    new FileSystemOptions()
                        .setFileCachingEnabled(false)
                        .setClassPathResolvingEnabled(false)));
    vertx.exceptionHandler(e -> Log.error("gateway", e));
    AtomicBoolean draining = new AtomicBoolean();
    AtomicInteger connections = new AtomicInteger();
    List<GatewayVerticle> servers = new ArrayList<>();
    List<Future<?>> deployed = new ArrayList<>();
    for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
      GatewayVerticle server =
          new GatewayVerticle(config, policies, listener, draining, connections);
      servers.add(server);
      deployed.add(vertx.deployVerticle(server));
    }
    CompletableFuture<Gateway> started = new CompletableFuture<>();
    Future.join(deployed)
        .onSuccess(
            all ->
                started.complete(
                    new Gateway(vertx, List.copyOf(servers), draining, config.listen().host())))
        .onFailure(
            e -> {
              started.completeExceptionally(e);
              vertx.close();
            });
    return started;
  }

  /** The host that it listens on, as configured. */
  public String host() {
    return host;
  }

  /** The port that it listens on. */
  public int port() {
    return servers.get(0).port();
  }

  /**
   * Stops: accepts no more connections, closes those that are unused, lets requests under way end
   * within the drain timeout, with {@code Connection: close} in what is still to be answered, then
   * closes everything.
   *
   * @return completes once all is closed
   */
  public CompletionStage<Void> drain() {
    draining.set(true);
    List<Future<Void>> drained = new ArrayList<>();
    for (GatewayVerticle server : servers) {
      drained.add(server.drain());
    }
    CompletableFuture<Void> closed = new CompletableFuture<>();
    Future.join(drained)
        .onComplete(done -> vertx.close().onComplete(ended -> closed.complete(null)));
    return closed;
  }
}
