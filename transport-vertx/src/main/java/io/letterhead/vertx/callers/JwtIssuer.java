package io.letterhead.vertx.callers;

import static java.util.Objects.requireNonNull;

import java.net.URI;

/**
 * Who issues the JWTs (RFC 7519) of callers, and to whom.
 *
 * @param jwks where its keys are (RFC 7517); {@code https}, or {@code http} to loopback
 * @param issuer what {@code iss} must be
 * @param audience what {@code aud} must hold
 */
public record JwtIssuer(URI jwks, String issuer, String audience) {

  /**
   * @throws NullPointerException if an argument is null
   * @throws IllegalArgumentException if the issuer or the audience is empty
   */
  public JwtIssuer {
    requireNonNull(jwks, "jwks");
    requireNonNull(issuer, "issuer");
    requireNonNull(audience, "audience");
    if (issuer.isEmpty() || audience.isEmpty()) {
      throw new IllegalArgumentException("jwt: issuer or audience is empty");
    }
  }
}
