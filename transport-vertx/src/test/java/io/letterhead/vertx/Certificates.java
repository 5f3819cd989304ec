package io.letterhead.vertx;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.letterhead.conformance.OriginCertificate;
import io.letterhead.vertx.tls.TlsIdentity;
import io.letterhead.vertx.tls.TrustedCertificates;
import java.util.concurrent.CompletionException;

/** Certificates that all tests share, for each takes a second to make. */
final class Certificates {

  /** For {@code localhost} and 127.0.0.1. */
  static final OriginCertificate LOCAL = create("dns:localhost,ip:127.0.0.1");

  /** The same names, another key. */
  static final OriginCertificate OTHER = create("dns:localhost,ip:127.0.0.1");

  private Certificates() {}

  static OriginCertificate create(String names) {
    try {
      return OriginCertificate.create(names);
    } catch (InterruptedException e) {
      throw new CompletionException(e);
    }
  }

  static TlsIdentity identity(OriginCertificate certificate) {
    return TlsIdentity.of(
        certificate.certificatePem().getBytes(US_ASCII), certificate.keyPem().getBytes(US_ASCII));
  }

  static TrustedCertificates trust(OriginCertificate certificate) {
    return TrustedCertificates.of(certificate.certificatePem().getBytes(US_ASCII));
  }
}
