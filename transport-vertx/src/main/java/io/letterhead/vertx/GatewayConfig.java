package io.letterhead.vertx;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.letterhead.vertx.callers.Callers;
import io.letterhead.vertx.tls.TlsIdentity;
import io.letterhead.vertx.tls.UpstreamTls;
import java.net.URI;
import java.util.Optional;

/**
 * How a {@link Gateway} is set up, beside its policy. Immutable.
 *
 * @param listen where to listen
 * @param tls who the gateway is to callers; empty to speak in clear, and then HTTP/1.1 alone
 * @param admin where to tell of itself; empty for nowhere
 * @param routes providers by the path that leads to them, beside {@code /PROVIDER}
 * @param upstreams how origins are spoken to over TLS, by provider, where that is not as usual
 * @param admission whose requests are served
 * @param redis where rates are counted for all replicas; empty to count in this process
 * @param ready what is asked of a provider, by its name, before it counts as ready: a path
 * @param records what is written down
 * @param enforcing whether the policy's {@code reject} is obeyed; otherwise it is only reported
 * @param timeouts how long things may take
 * @param limits how large things may be
 */
public record GatewayConfig(
    ListenAddress listen,
    Optional<TlsIdentity> tls,
    Optional<ListenAddress> admin,
    ImmutableMap<String, String> routes,
    ImmutableMap<String, UpstreamTls> upstreams,
    Admission admission,
    Optional<URI> redis,
    ImmutableMap<String, String> ready,
    Records records,
    boolean enforcing,
    Timeouts timeouts,
    Limits limits) {

  /**
   * @throws NullPointerException if an argument is null
   */
  public GatewayConfig {
    requireNonNull(listen, "listen");
    requireNonNull(tls, "tls");
    requireNonNull(upstreams, "upstreams");
    requireNonNull(admin, "admin");
    requireNonNull(routes, "routes");
    requireNonNull(admission, "admission");
    requireNonNull(redis, "redis");
    requireNonNull(ready, "ready");
    requireNonNull(records, "records");
    requireNonNull(timeouts, "timeouts");
    requireNonNull(limits, "limits");
  }

  /** Listens on {@code 127.0.0.1:8080}, for loopback names only, with the default limits. */
  public static GatewayConfig defaults() {
    return builder().build();
  }

  /** Begins with the defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /** Begins with this. */
  public Builder toBuilder() {
    return builder()
        .listen(listen)
        .tls(tls)
        .admin(admin)
        .routes(routes)
        .upstreams(upstreams)
        .admission(admission)
        .redis(redis)
        .ready(ready)
        .records(records)
        .enforcing(enforcing)
        .timeouts(timeouts)
        .limits(limits);
  }

  /** Where it listens: the address of a shared count may hold a password. */
  @Override
  public String toString() {
    return "gateway on " + listen;
  }

  /** The same, listening there. */
  public GatewayConfig withListen(String host, int port) {
    return toBuilder().listen(new ListenAddress(host, port)).build();
  }

  /** The same, answering for these hosts too. */
  public GatewayConfig withHosts(ImmutableSet<String> hosts) {
    return toBuilder().admission(admission.withHosts(hosts)).build();
  }

  /** The same, with pages of these origins among the callers. */
  public GatewayConfig withCorsOrigins(ImmutableSet<String> origins) {
    return toBuilder().admission(admission.withCorsOrigins(origins)).build();
  }

  /** The same, with these callers. */
  public GatewayConfig withCallers(Callers callers) {
    return toBuilder().admission(admission.withCallers(callers)).build();
  }

  /** The same, with these timeouts. */
  public GatewayConfig withTimeouts(Timeouts newTimeouts) {
    return toBuilder().timeouts(newTimeouts).build();
  }

  /** The same, with these limits. */
  public GatewayConfig withLimits(Limits newLimits) {
    return toBuilder().limits(newLimits).build();
  }

  /** Gathers a configuration. For one thread. */
  public static final class Builder {

    private ListenAddress listen = new ListenAddress("127.0.0.1", 8080);
    private Optional<TlsIdentity> tls = Optional.empty();
    private ImmutableMap<String, UpstreamTls> upstreams = ImmutableMap.of();
    private Optional<ListenAddress> admin = Optional.empty();
    private ImmutableMap<String, String> routes = ImmutableMap.of();
    private Admission admission = Admission.defaults();
    private Optional<URI> redis = Optional.empty();
    private ImmutableMap<String, String> ready = ImmutableMap.of();
    private Records records = Records.none();
    private boolean enforcing = true;
    private Timeouts timeouts = Timeouts.defaults();
    private Limits limits = Limits.defaults();

    private Builder() {}

    /** Where to listen. */
    public Builder listen(ListenAddress address) {
      listen = address;
      return this;
    }

    /** Who the gateway is to callers. */
    public Builder tls(Optional<TlsIdentity> shown) {
      tls = shown;
      return this;
    }

    /** How origins are spoken to over TLS, by provider. */
    public Builder upstreams(ImmutableMap<String, UpstreamTls> byProvider) {
      upstreams = byProvider;
      return this;
    }

    /** Where to tell of itself. */
    public Builder admin(Optional<ListenAddress> address) {
      admin = address;
      return this;
    }

    /** Providers by the path that leads to them. */
    public Builder routes(ImmutableMap<String, String> byPrefix) {
      routes = byPrefix;
      return this;
    }

    /** Whose requests are served. */
    public Builder admission(Admission served) {
      admission = served;
      return this;
    }

    /** Where rates are counted for all replicas. */
    public Builder redis(Optional<URI> shared) {
      redis = shared;
      return this;
    }

    /** What is asked of a provider before it counts as ready. */
    public Builder ready(ImmutableMap<String, String> paths) {
      ready = paths;
      return this;
    }

    /** What is written down. */
    public Builder records(Records written) {
      records = written;
      return this;
    }

    /** Whether the policy's {@code reject} is obeyed. */
    public Builder enforcing(boolean obeyed) {
      enforcing = obeyed;
      return this;
    }

    /** How long things may take. */
    public Builder timeouts(Timeouts longest) {
      timeouts = longest;
      return this;
    }

    /** How large things may be. */
    public Builder limits(Limits largest) {
      limits = largest;
      return this;
    }

    /** The configuration. */
    public GatewayConfig build() {
      return new GatewayConfig(
          listen, tls, admin, routes, upstreams, admission, redis, ready, records, enforcing,
          timeouts, limits);
    }
  }
}
