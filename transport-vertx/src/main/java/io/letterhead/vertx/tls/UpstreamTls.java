package io.letterhead.vertx.tls;

import static java.util.Objects.requireNonNull;

import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How an origin is spoken to over TLS. Its certificate and its name are always checked: nothing
 * here, and no property of the process, turns that off. Immutable.
 *
 * @param trust who vouches for the origin; empty for whom the JDK trusts
 * @param identity who the gateway is to the origin; empty where it does not say
 * @param http2 whether HTTP/2 is offered (by ALPN); an origin that does not take it gets HTTP/1.1
 */
public record UpstreamTls(
    Optional<TrustedCertificates> trust, Optional<TlsIdentity> identity, boolean http2) {

  private static final UpstreamTls DEFAULTS =
      new UpstreamTls(Optional.empty(), Optional.empty(), false);

  /**
   * @throws NullPointerException if an argument is null
   */
  public UpstreamTls {
    requireNonNull(trust, "trust");
    requireNonNull(identity, "identity");
  }

  /** Whom the JDK trusts, no certificate of our own, HTTP/1.1. */
  public static UpstreamTls defaults() {
    return DEFAULTS;
  }

  /** How the origin of a provider is spoken to, where some are configured. */
  public static UpstreamTls of(Map<String, UpstreamTls> configured, String provider) {
    return configured.getOrDefault(provider, DEFAULTS);
  }

  /** The same over HTTP/1.1. */
  public UpstreamTls withoutHttp2() {
    return http2 ? new UpstreamTls(trust, identity, false) : this;
  }

  /** Sets a client up to speak so. */
  public void applyTo(HttpClientOptions options) {
    options.setVerifyHost(true).setTrustAll(false);
    trust.ifPresent(certificates -> options.setTrustOptions(certificates.options()));
    identity.ifPresent(own -> options.setKeyCertOptions(own.options()));
    options
        .setUseAlpn(http2)
        .setAlpnVersions(
            http2
                ? List.of(HttpVersion.HTTP_2, HttpVersion.HTTP_1_1)
                : List.of(HttpVersion.HTTP_1_1))
        .setProtocolVersion(http2 ? HttpVersion.HTTP_2 : HttpVersion.HTTP_1_1)
        .setHttp2ClearTextUpgrade(false);
  }
}
