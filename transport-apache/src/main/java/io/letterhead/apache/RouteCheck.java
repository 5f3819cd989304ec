package io.letterhead.apache;

import io.letterhead.policy.ProviderPolicy;
import io.letterhead.policy.Rejection;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.net.NamedEndpoint;

/**
 * Whether a route leads to a provider's origin in the way that the policy means: judged on the
 * whole of it, for a route planner, a proxy or the request itself can change each part.
 */
final class RouteCheck {

  private RouteCheck() {}

  /**
   * @throws RefusedException if the connection of this route is none for the provider
   */
  static void require(ProviderPolicy provider, HttpRoute route) throws RefusedException {
    NamedEndpoint name = route.getTargetName();
    HttpHost target = route.getTargetHost();
    if (name != null
        && !Server.host(name.getHostName()).equals(Server.host(target.getHostName()))) {
      throw new RefusedException(
          Rejection.Reason.NO_PROVIDER,
          "the request's authority is not the host that its connection leads to");
    }
    if (provider.origin().isSecure() ? !isSecure(route) : !mayGoInClear(provider, route)) {
      throw new RefusedException(
          Rejection.Reason.CLEARTEXT, "the route to `" + provider + "` is not TLS to its end");
    }
  }

  private static boolean isSecure(HttpRoute route) {
    return route.isSecure()
        && (route.getProxyHost() == null || (route.isTunnelled() && route.isLayered()));
  }

  /** Loopback means that one machine is all of the way: no proxy, no address or socket instead. */
  private static boolean mayGoInClear(ProviderPolicy provider, HttpRoute route) {
    return !provider.injects()
        || provider.cleartext()
        || (route.getProxyHost() == null
            && route.getTargetHost().getAddress() == null
            && route.getUnixDomainSocket() == null);
  }
}
