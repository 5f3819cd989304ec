package io.letterhead.vertx;

import static java.util.Objects.requireNonNull;

import io.letterhead.policy.PolicyGeneration;
import io.letterhead.policy.ProviderPolicy;
import io.letterhead.policy.RejectedException;
import io.letterhead.policy.RequestTarget;
import io.letterhead.vertx.tls.UpstreamTls;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.concurrent.CompletionStage;

/**
 * The question whether a provider's origin is up, before there is a gateway: a {@code GET} at the
 * origin's root that the policy decides, so with the provider's credential. Each goes over a
 * connection of its own and has two seconds. Safe for use by several threads; owns a thread, which
 * {@link #close} gives back.
 */
public final class OriginHealth implements AutoCloseable {

  /** What is answered where the origin is up: a status of 2xx. */
  public static final String UP = "ok";

  private final Vertx vertx;
  private final GatewayConfig config;
  private final PolicyGeneration policy;
  private final ProviderPolicy provider;
  private final String path;

  private OriginHealth(Vertx vertx, Revision revision, ProviderPolicy provider, String path) {
    this.vertx = vertx;
    this.config = revision.config();
    this.policy = revision.policy();
    this.provider = provider;
    this.path = path;
  }

  /**
   * The question to one provider.
   *
   * @param revision what decides it, and whose timeouts and limits hold
   * @param provider the provider's name
   * @param path where to ask, from the origin's root
   * @throws NullPointerException if an argument is null
   * @throws IllegalArgumentException if the policy has no such provider, or the path is none
   * @throws IllegalStateException if a system property turns off checks of the libraries below
   */
  public static OriginHealth of(Revision revision, String provider, String path) {
    LibrarySwitches.requireChecks();
    ProviderPolicy asked =
        requireNonNull(revision, "revision")
            .policy()
            .policy()
            .providers()
            .get(requireNonNull(provider, "provider"));
    if (asked == null) {
      throw new IllegalArgumentException("the policy has no provider " + provider);
    }
    requirePath(requireNonNull(path, "path"));
    Vertx vertx = OwnVertx.create("health", new VertxOptions().setEventLoopPoolSize(1));
    return new OriginHealth(vertx, revision, asked, path);
  }

  private static void requirePath(String path) {
    try {
      RequestTarget.parse(path);
    } catch (RejectedException e) {
      throw new IllegalArgumentException("path: no request target", e);
    }
  }

  /**
   * Asks once.
   *
   * @return {@link #UP}, or in a few words why not; never fails
   */
  public CompletionStage<String> ask() {
    Upstreams upstreams = new Upstreams(vertx, config.timeouts(), config.limits(), null);
    return new OriginProbe(vertx, upstreams)
        .askAtRoot(policy, UpstreamTls.of(config.upstreams(), provider.name()), provider, path)
        .eventually(upstreams::close)
        .toCompletionStage();
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
