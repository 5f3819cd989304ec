package io.letterhead.conformance.suite;

import static java.util.Objects.requireNonNull;

import io.letterhead.conformance.OriginCertificate;
import java.net.URI;

/**
 * The origin that a gateway is configured for before it is measured: one for all checks, at an
 * address that stays. One check after the other, of one suite.
 */
public final class GatewayOrigin implements AutoCloseable {
  /** The target of honest requests that follow a check; they are answered, and not listed. */
  static final String FENCE = "/v1/letterhead-fence";

  private final Wire wire;
  private final OriginCertificate certificate;
  private final SuiteOrigin origin;

  private GatewayOrigin(Wire wire, OriginCertificate certificate, SuiteOrigin origin) {
    this.wire = wire;
    this.certificate = certificate;
    this.origin = origin;
  }

  /**
   * Listens at that address.
   *
   * @param wire how the gateway is to speak to it
   * @param host a host name or address of this machine, by which the gateway is to know it
   * @param port the port; 0 for a free one
   * @param certificate what it shows over TLS
   * @throws java.io.UncheckedIOException if the address cannot be had
   */
  public static GatewayOrigin listen(
      Wire wire, String host, int port, OriginCertificate certificate) {
    requireNonNull(certificate, "certificate");
    return new GatewayOrigin(wire, certificate, SuiteOrigin.listen(wire, host, port, certificate));
  }

  /** Its URI, without the base path of the provider. */
  public URI uri() {
    return origin.uri();
  }

  /** What the gateway is to be configured for. */
  public PolicyUnderTest policy() {
    return new PolicyUnderTest(wire, uri(), certificate, SuitePolicy.REFERENCE, false);
  }

  OriginCertificate certificate() {
    return certificate;
  }

  /** For checks of that gateway. */
  Stage stage(GatewayTransport gateway) {
    return new Stage() {
      @Override
      public SuiteOrigin origin(Wire front) {
        return new GatewayOriginView(origin, gateway, front);
      }

      @Override
      public SuiteOrigin elsewhere(Wire front) {
        return SuiteOrigin.start(wire, certificate);
      }

      @Override
      public Wire behind(Wire front) {
        return wire;
      }

      @Override
      public boolean takesPolicies() {
        return false;
      }
    };
  }

  /** Ends all connections, and gives the port back. */
  @Override
  public void close() {
    origin.close();
  }
}
