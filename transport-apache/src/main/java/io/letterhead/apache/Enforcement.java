package io.letterhead.apache;

import static java.util.Objects.requireNonNull;

import com.google.common.base.Strings;
import com.google.common.collect.ImmutableList;
import io.letterhead.policy.Decision;
import io.letterhead.policy.OutboundHead;
import io.letterhead.policy.PolicyGeneration;
import io.letterhead.policy.RejectedException;
import io.letterhead.policy.Rejection;
import io.letterhead.policy.RequestHead;
import io.letterhead.policy.RequestTarget;
import java.util.function.Supplier;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.core5.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/**
 * What decides every attempt of one client: the policy of the moment, and what the client's builder
 * was told. Safe for use by several threads; nothing of it blocks.
 */
final class Enforcement {

  private static final String CONNECT = "CONNECT";
  private static final RequestTarget ROOT = RequestTarget.parse("/");

  private final Supplier<PolicyGeneration> policies;
  private final ImmutableList<CallerField> fields;
  private final boolean elsewhere;

  /** Of the policy of the last attempt, which mostly is that of the next. */
  private volatile @Nullable Providers providers;

  /**
   * @param fields what every request of the client has, unless it has a field of the same name
   * @param elsewhere whether requests to origins of no provider are sent, without the policy
   */
  Enforcement(
      Supplier<PolicyGeneration> policies, ImmutableList<CallerField> fields, boolean elsewhere) {
    this.policies = policies;
    this.fields = fields;
    this.elsewhere = elsewhere;
  }

  /**
   * Decides an attempt.
   *
   * @param route where the connection that it would take leads; null if there is none
   * @param request the message, behind all interceptors; read once, line by line
   * @throws RefusedException if it does not leave
   */
  Outgoing decide(@Nullable HttpRoute route, HttpRequest request, CallerContext caller)
      throws RefusedException {
    if (route == null) {
      throw new RefusedException(Rejection.Reason.NO_PROVIDER, "the request has no connection");
    }
    String method = requireNonNull(request.getMethod(), "method");
    if (method.equals(CONNECT)) {
      return tunnel(route, Snapshot.of(request, method, ROOT, true));
    }
    PolicyGeneration generation = requireNonNull(policies.get(), "policies");
    boolean proxyReads = Hop.isReadByProxy(route, false);
    Server server = Server.of(route.getTargetHost());
    Providers providers = providers(generation);
    if (!providers.areAt(server)) {
      Snapshot snapshot = Snapshot.of(request, method, ROOT, proxyReads).with(caller).with(fields);
      return foreign(server, proxyReads, snapshot, path(request));
    }
    Providers.Match match =
        providers
            .find(server, target(request))
            .orElseThrow(
                () ->
                    new RefusedException(
                        Rejection.Reason.NO_PROVIDER,
                        "no provider at `" + server + "` has the base path of the request"));
    RouteCheck.require(match.provider(), route);
    Snapshot snapshot =
        Snapshot.of(request, method, match.target(), proxyReads)
            .with(caller)
            .with(fields)
            .withData(caller.data(), generation.policy().carrier());
    RequestHead head = snapshot.head();
    OutboundHead leaves = new OutboundHead();
    Decision decision = generation.evaluate(match.provider(), head, leaves);
    if (decision instanceof Decision.Reject reject) {
      throw new RefusedException(reject.rejection());
    } else if (decision instanceof Decision.Forward forward) {
      return new ProviderOutgoing(
          generation,
          match.provider(),
          match.provider().classOf(head),
          method,
          forward.target(),
          leaves,
          Hop.of(proxyReads, head, snapshot.proxyClaims()));
    }
    throw new AssertionError(decision);
  }

  /**
   * Whether a request may follow another one by itself: both go to the same provider, or both to
   * none.
   */
  boolean isSameDestination(Destination from, Server to, String path) {
    Providers providers = providers(requireNonNull(policies.get(), "policies"));
    if (!providers.areAt(to)) {
      return from.equals(Destination.NONE);
    }
    try {
      return providers
          .find(to, RequestTarget.parse(path))
          .filter(match -> from.equals(new Destination(match.provider().name())))
          .isPresent();
    } catch (RejectedException e) {
      return false; // to be returned: the application sees where it would have gone
    }
  }

  /** Whether a message asks a proxy for a tunnel. */
  static boolean isTunnel(HttpRequest request) {
    return CONNECT.equals(request.getMethod());
  }

  private static Outgoing tunnel(HttpRoute route, Snapshot snapshot) throws RefusedException {
    if (route.getProxyHost() == null || !route.isTunnelled()) {
      throw new RefusedException(
          Rejection.Reason.METHOD_REFUSED, "the method `CONNECT` is refused");
    }
    RequestHead head = snapshot.head();
    requireWellFormed(head);
    return new TunnelOutgoing(route.getTargetHost(), Hop.of(true, head, snapshot.proxyClaims()));
  }

  private Outgoing foreign(Server server, boolean proxyReads, Snapshot snapshot, String path)
      throws RefusedException {
    if (!elsewhere) {
      throw new RefusedException(
          Rejection.Reason.NO_PROVIDER, "no provider has the origin `" + server + "`");
    }
    RequestHead head = snapshot.head();
    requireWellFormed(head);
    for (int i = 0; i < path.length(); i++) {
      if (path.charAt(i) <= ' ' || path.charAt(i) > '~') {
        throw new RefusedException(
            Rejection.Reason.MALFORMED_TARGET, "the request target holds a malformed character");
      }
    }
    return new ForeignOutgoing(
        server.scheme(),
        server.authority(),
        head,
        path,
        Hop.of(proxyReads, head, snapshot.proxyClaims()));
  }

  private Providers providers(PolicyGeneration generation) {
    Providers known = providers;
    if (known == null || !known.areOf(generation.policy())) {
      known = Providers.of(generation.policy());
      providers = known;
    }
    return known;
  }

  private static void requireWellFormed(RequestHead head) throws RefusedException {
    if (head.malformed().isPresent()) {
      throw new RefusedException(head.malformed().get());
    }
  }

  private static RequestTarget target(HttpRequest request) throws RefusedException {
    try {
      return RequestTarget.parse(path(request));
    } catch (RejectedException e) {
      throw new RefusedException(e.rejection());
    }
  }

  private static String path(HttpRequest request) {
    String path = Strings.nullToEmpty(request.getPath());
    return path.isEmpty() ? "/" : path;
  }
}
