package io.letterhead.vertx;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import io.letterhead.policy.PolicyGeneration;
import io.letterhead.policy.Problem;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A gateway that listens: HTTP/1.1, and over TLS HTTP/2, in front and to the providers of a policy.
 *
 * <p>It serves by one {@link Revision} at a time, which {@link #replace} changes whole: a request
 * sees the one that was in force when it came, to its end. Where callers are not authenticated, it
 * answers only where {@code Host} is a loopback name or address or is configured, and to a web page
 * only if its origin is. It owns its threads, connections and files; {@link #drain} gives them
 * back. Safe for use by several threads.
 */
public final class Gateway {

  private final Vertx vertx;
  private final Lasting lasting;
  private final InService inService;
  private final List<GatewayVerticle> servers;
  private final @Nullable AdminVerticle admin;

  private Gateway(
      Vertx vertx,
      Lasting lasting,
      InService inService,
      List<GatewayVerticle> servers,
      @Nullable AdminVerticle admin) {
    this.vertx = vertx;
    this.lasting = lasting;
    this.inService = inService;
    this.servers = servers;
    this.admin = admin;
  }

  /**
   * Starts a gateway with a policy that stays as it is: see {@link #start(Revision,
   * DecisionListener)}.
   */
  public static CompletionStage<Gateway> start(
      GatewayConfig config, PolicyGeneration policy, DecisionListener listener) {
    return start(new Revision("1", policy, config), listener);
  }

  /**
   * Starts a gateway, on as many event loops as there are processors. Reads the files that the
   * configuration names, so it is not to be called on an event loop.
   *
   * @param revision what to serve by
   * @param listener who hears of decisions
   * @return the gateway once it listens, or the failure to
   * @throws NullPointerException if an argument is null
   * @throws io.letterhead.policy.PolicyException if the policy needs callers and none is
   *     authenticated, or the other way round
   * @throws IllegalArgumentException if the configuration does not go with the policy, names a file
   *     that cannot be used, or would listen beyond loopback, where anyone could use the policy's
   *     keys, without saying that this is meant
   * @throws IllegalStateException if a system property turns off checks of the libraries below
   */
  public static CompletionStage<Gateway> start(Revision revision, DecisionListener listener) {
    return start(revision, listener, new Heap());
  }

  /**
   * Starts a gateway.
   *
   * @param shortOfMemory whether memory runs out
   */
  static CompletionStage<Gateway> start(
      Revision revision, DecisionListener listener, BooleanSupplier shortOfMemory) {
    requireNonNull(revision, "revision");
    requireNonNull(listener, "listener");
    LibrarySwitches.requireChecks();
    revision.check();
    Vertx vertx = OwnVertx.create("gateway", new VertxOptions());
    AtomicInteger connections = new AtomicInteger();
    Limits limits = OpenFiles.fit(revision.config().limits());
    Headroom headroom = new Headroom(limits.connections(), shortOfMemory);
    try {
      Lasting lasting =
          new Lasting(vertx, connections, headroom, listener, revision.config().redis());
      return deploy(vertx, lasting, inService(lasting, revision), limits, connections, headroom);
    } catch (RuntimeException e) {
      vertx.close();
      throw e;
    }
  }

  private static InService inService(Lasting lasting, Revision revision) {
    try {
      return new InService(lasting, revision);
    } catch (RuntimeException e) {
      lasting.close();
      throw e;
    }
  }

  private static CompletionStage<Gateway> deploy(
      Vertx vertx,
      Lasting lasting,
      InService inService,
      Limits limits,
      AtomicInteger connections,
      Headroom headroom) {
    GatewayConfig config = inService.first().config().withLimits(limits);
    List<GatewayVerticle> servers = new ArrayList<>();
    List<Future<?>> deployed = new ArrayList<>();
    for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
      GatewayVerticle server =
          new GatewayVerticle(config, inService, lasting.meters(), connections, headroom);
      servers.add(server);
      deployed.add(vertx.deployVerticle(server));
    }
    AdminVerticle admin =
        config.admin().map(at -> new AdminVerticle(at, config, inService, lasting)).orElse(null);
    if (admin != null) {
      deployed.add(vertx.deployVerticle(admin));
    }
    Gateway gateway = new Gateway(vertx, lasting, inService, List.copyOf(servers), admin);
    CompletableFuture<Gateway> started = new CompletableFuture<>();
    Future.join(deployed)
        .onSuccess(all -> started.complete(gateway))
        .onFailure(
            e -> {
              started.completeExceptionally(e);
              gateway.close();
            });
    return started;
  }

  /** Where it listens: the host as configured, and the port. */
  public ListenAddress address() {
    return new ListenAddress(inService.first().config().listen().host(), port());
  }

  /** The port that it listens on. */
  public int port() {
    return servers.get(0).port();
  }

  /** Where it tells of itself: the host as configured, and the port; empty where it does not. */
  public Optional<ListenAddress> adminAddress() {
    return admin == null ? Optional.empty() : Optional.of(admin.address());
  }

  /**
   * Puts another revision in force: requests that come from now on are served by it. Reads the
   * files that the configuration names, so it is not to be called on an event loop.
   *
   * @return what of the configuration waits for a new start: the keys that differ from those that
   *     the gateway was started with and cannot be changed while it runs
   * @throws NullPointerException if {@code revision} is null
   * @throws io.letterhead.policy.PolicyException as at the start; the revision in force stays
   * @throws IllegalArgumentException as at the start; the revision in force stays
   */
  public ImmutableList<String> replace(Revision revision) {
    return inService.replace(requireNonNull(revision, "revision"));
  }

  /**
   * Tells that the newest files cannot be put in force: shown until {@link #replace} is called.
   *
   * @param problems what is wrong with them
   * @throws NullPointerException if {@code problems} is null
   */
  public void keepsLastGood(List<Problem> problems) {
    inService.keep(ImmutableList.copyOf(problems));
  }

  /** Opens the files again that it writes, which may have been moved away meanwhile. */
  public void reopenFiles() {
    lasting.reopenFiles();
  }

  /**
   * Stops: accepts no more connections, closes those that are unused, lets requests under way end
   * within the drain timeout, with {@code Connection: close} in what is still to be answered, then
   * closes everything.
   *
   * @return completes once all is closed
   */
  public CompletionStage<Void> drain() {
    inService.drain();
    List<Future<Void>> drained = new ArrayList<>();
    for (GatewayVerticle server : servers) {
      drained.add(server.drain(inService.get().timeouts().drain()));
    }
    CompletableFuture<Void> closed = new CompletableFuture<>();
    Future.join(drained).onComplete(done -> close().onComplete(ended -> closed.complete(null)));
    return closed;
  }

  private Future<Void> close() {
    return vertx.close().onComplete(closed -> lasting.close());
  }
}
