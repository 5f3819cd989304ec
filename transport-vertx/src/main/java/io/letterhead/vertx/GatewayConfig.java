package io.letterhead.vertx;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableSet;

/**
 * How a {@link Gateway} is set up, beside its policy. Immutable.
 *
 * @param host the name or address to listen on
 * @param port the port to listen on; 0 for any free one
 * @param hosts what a {@code Host} field may name beside loopback names and addresses; no ports
 * @param corsOrigins which web pages may call: the values that an {@code Origin} field may have
 * @param callersNone whether to listen on an address that is not loopback though no caller is
 *     authenticated: whoever reaches the gateway then uses its keys
 * @param timeouts how long things may take
 * @param limits how large things may be
 */
public record GatewayConfig(
    String host,
    int port,
    ImmutableSet<String> hosts,
    ImmutableSet<String> corsOrigins,
    boolean callersNone,
    Timeouts timeouts,
    Limits limits) {

  /**
   * @throws NullPointerException if an argument is null
   * @throws IllegalArgumentException if the port is none
   */
  public GatewayConfig {
    requireNonNull(host, "host");
    requireNonNull(hosts, "hosts");
    requireNonNull(corsOrigins, "corsOrigins");
    requireNonNull(timeouts, "timeouts");
    requireNonNull(limits, "limits");
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port: " + port + " (expected: 0 to 65535)");
    }
  }

  /** Listens on {@code 127.0.0.1:8080}, for loopback names only, with the default limits. */
  public static GatewayConfig defaults() {
    return new GatewayConfig(
        "127.0.0.1",
        8080,
        ImmutableSet.of(),
        ImmutableSet.of(),
        false,
        Timeouts.defaults(),
        Limits.defaults());
  }

  /** The same, listening there. */
  public GatewayConfig withListen(String newHost, int newPort) {
    return new GatewayConfig(newHost, newPort, hosts, corsOrigins, callersNone, timeouts, limits);
  }

  /** The same, answering for these hosts too. */
  public GatewayConfig withHosts(ImmutableSet<String> newHosts) {
    return new GatewayConfig(host, port, newHosts, corsOrigins, callersNone, timeouts, limits);
  }

  /** The same, with pages of these origins among the callers. */
  public GatewayConfig withCorsOrigins(ImmutableSet<String> newOrigins) {
    return new GatewayConfig(host, port, hosts, newOrigins, callersNone, timeouts, limits);
  }

  /** The same, with or without leave to listen beyond loopback. */
  public GatewayConfig withCallersNone(boolean allowed) {
    return new GatewayConfig(host, port, hosts, corsOrigins, allowed, timeouts, limits);
  }

  /** The same, with these timeouts. */
  public GatewayConfig withTimeouts(Timeouts newTimeouts) {
    return new GatewayConfig(host, port, hosts, corsOrigins, callersNone, newTimeouts, limits);
  }

  /** The same, with these limits. */
  public GatewayConfig withLimits(Limits newLimits) {
    return new GatewayConfig(host, port, hosts, corsOrigins, callersNone, timeouts, newLimits);
  }
}
