package io.letterhead.conformance.suite;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.Optional;

/**
 * Where callers find the provider at a gateway. Immutable.
 *
 * @param uri such as {@code https://127.0.0.1:8443/provider}
 */
record GatewayRoute(URI uri) {
  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  GatewayRoute {
    boolean known = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
    if (!known || uri.getHost() == null || uri.getRawUserInfo() != null) {
      throw new IllegalArgumentException("route: " + uri + " (expected: http[s]://HOST:PORT/PATH)");
    }
    if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
      throw new IllegalArgumentException("route: " + uri + " (expected: no query, no fragment)");
    }
  }

  boolean isTls() {
    return uri.getScheme().equals("https");
  }

  String host() {
    String host = requireNonNull(uri.getHost());
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  int port() {
    int port = uri.getPort();
    return port >= 0 ? port : isTls() ? HTTPS : HTTP;
  }

  /** The host and port, as in a {@code Host} field. */
  String authority() {
    return requireNonNull(uri.getRawAuthority());
  }

  /** The path of the route, without a slash at its end. */
  String prefix() {
    String path = Optional.ofNullable(uri.getRawPath()).orElse("");
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }
}
