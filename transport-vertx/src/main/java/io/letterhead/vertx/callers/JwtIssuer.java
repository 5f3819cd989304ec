package io.letterhead.vertx.callers;

import static java.util.Objects.requireNonNull;

import com.google.common.base.Ascii;
import com.google.common.net.InetAddresses;
import java.net.URI;

/**
 * Who issues the JWTs (RFC 7519) of callers, and to whom.
 *
 * @param jwks where its keys are (RFC 7517): an absolute {@code https} URI, or {@code http} to
 *     {@code localhost} or a loopback address, without userinfo or fragment
 * @param issuer what {@code iss} must be
 * @param audience what {@code aud} must hold
 */
public record JwtIssuer(URI jwks, String issuer, String audience) {

  /**
   * @throws NullPointerException if an argument is null
   * @throws IllegalArgumentException if the issuer or the audience is empty, or the keys are
   *     elsewhere; the message shows nothing of the URI
   */
  public JwtIssuer {
    requireNonNull(jwks, "jwks");
    requireNonNull(issuer, "issuer");
    requireNonNull(audience, "audience");
    if (issuer.isEmpty() || audience.isEmpty()) {
      throw new IllegalArgumentException("jwt: issuer or audience is empty");
    }
    if (!isFetchable(jwks)) {
      throw new IllegalArgumentException(
          "jwt: jwks is no place for keys (expected: https://…, or http:// to loopback)");
    }
  }

  private static boolean isFetchable(URI uri) {
    String scheme = uri.getScheme();
    String host = uri.getHost();
    if (scheme == null
        || host == null
        || uri.getRawUserInfo() != null
        || uri.getRawFragment() != null
        || uri.getPort() == 0
        || uri.getPort() > 65535) {
      return false;
    }
    return Ascii.equalsIgnoreCase(scheme, "https")
        || (Ascii.equalsIgnoreCase(scheme, "http") && isLoopback(host));
  }

  private static boolean isLoopback(String host) {
    String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    return Ascii.equalsIgnoreCase(bare, "localhost")
        || (InetAddresses.isInetAddress(bare) && InetAddresses.forString(bare).isLoopbackAddress());
  }

  /** Shows nothing of the issuer. */
  @Override
  public String toString() {
    return "JwtIssuer";
  }
}
