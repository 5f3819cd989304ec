package io.letterhead.conformance.suite;

import static java.util.Objects.requireNonNull;

import io.letterhead.conformance.RawClient;
import java.io.IOException;
import java.net.URI;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A gateway that already listens, as a transport: callers' requests go to it by sockets. Immutable.
 *
 * <p>A {@link Wire} is how callers speak to it; how it speaks to its origin, the {@link
 * GatewayOrigin} tells. It obeys the policy that somebody has configured, which is to be {@link
 * GatewayOrigin#policy}.
 */
public final class GatewayTransport implements TransportUnderTest {
  private static final Duration LIMIT = Duration.ofSeconds(8);

  private final String name;
  private final List<GatewayRoute> routes;
  private final Set<Feature> claims;
  private final @Nullable SSLContext trust;
  private final Duration limit;

  private GatewayTransport(
      String name,
      List<GatewayRoute> routes,
      Set<Feature> claims,
      @Nullable SSLContext trust,
      Duration limit) {
    this.name = requireNonNull(name, "name");
    this.routes = List.copyOf(routes);
    this.claims = Set.copyOf(claims);
    this.trust = trust;
    this.limit = requireNonNull(limit, "limit");
  }

  /**
   * A gateway that claims nothing but to take connections, and whose certificate is to be one that
   * the JDK trusts.
   *
   * @param route where callers find the provider, such as {@code http://127.0.0.1:8080/provider}
   * @throws IllegalArgumentException if it is no route
   */
  public static GatewayTransport at(URI route) {
    List<GatewayRoute> one = List.of(new GatewayRoute(route));
    return new GatewayTransport("gateway", one, Set.of(), null, LIMIT);
  }

  /**
   * The same, which listens at one more route: one in clear and one with TLS are measured together.
   *
   * @throws IllegalArgumentException if it is no route, or has the scheme of the other one
   */
  public GatewayTransport and(URI route) {
    GatewayRoute other = new GatewayRoute(route);
    if (routes.stream().anyMatch(known -> known.isTls() == other.isTls())) {
      throw new IllegalArgumentException("route: " + route + " (expected: the other scheme)");
    }
    List<GatewayRoute> both = new ArrayList<>(routes);
    both.add(other);
    return new GatewayTransport(name, both, claims, trust, limit);
  }

  /** The same under that name. */
  public GatewayTransport named(String other) {
    return new GatewayTransport(other, routes, claims, trust, limit);
  }

  /** The same, which claims those features; they are about callers, as its wires are. */
  public GatewayTransport claiming(Set<Feature> features) {
    return new GatewayTransport(name, routes, features, trust, limit);
  }

  /** The same, whose certificate is to be one that the context trusts. */
  public GatewayTransport trusting(SSLContext context) {
    return new GatewayTransport(name, routes, claims, requireNonNull(context, "context"), limit);
  }

  /** The same, where a connection is given up that has not ended by then. */
  GatewayTransport within(Duration other) {
    return new GatewayTransport(name, routes, claims, trust, other);
  }

  @Override
  public String name() {
    return name;
  }

  /** What it claims, and what follows from its routes; never {@link Feature#ANY_POLICY}. */
  @Override
  public Set<Feature> features() {
    Set<Feature> features = EnumSet.of(Feature.CONNECTIONS);
    features.addAll(claims);
    features.remove(Feature.ANY_POLICY);
    if (routes.stream().anyMatch(GatewayRoute::isTls)) {
      features.add(Feature.TLS);
    }
    return Set.copyOf(features);
  }

  @Override
  public List<Wire> wires() {
    return Wire.of(features()).stream().filter(wire -> route(wire).isPresent()).toList();
  }

  private Optional<GatewayRoute> route(Wire wire) {
    return routes.stream().filter(route -> route.isTls() == wire.isTls()).findFirst();
  }

  @Override
  public TransportSession open(PolicyUnderTest policy) throws IOException {
    return open(policy.wire());
  }

  private TransportSession open(Wire wire) throws IOException {
    GatewayRoute route =
        route(wire).orElseThrow(() -> new IOException("no route for " + wire.id()));
    return wire.isHttp2()
        ? new Http2CallerSession(route, trust(), limit)
        : new Http1CallerSession(route, () -> connect(route));
  }

  private RawClient connect(GatewayRoute route) throws IOException {
    return route.isTls()
        ? RawClient.connectTls(route.host(), route.port(), trust(), limit)
        : RawClient.connect(route.host(), route.port(), limit);
  }

  private SSLContext trust() throws IOException {
    try {
      return trust == null ? SSLContext.getDefault() : trust;
    } catch (NoSuchAlgorithmException noTls) {
      throw new IOException(noTls);
    }
  }

  /**
   * Sends a request that nobody can object to, over a connection of its own, and returns when it is
   * answered.
   *
   * @throws IllegalStateException if it is not answered with 200
   */
  void honestly(Wire wire, String target) {
    int status;
    try (TransportSession session = open(wire)) {
      CallerRequest honest = CallerRequest.get().to(target);
      status = Answered.read(session.send(honest)).status();
    } catch (Exception failure) {
      throw new IllegalStateException("an honest request after it fails", failure);
    }
    if (status != 200) {
      throw new IllegalStateException("an honest request after it is answered " + status);
    }
  }
}
