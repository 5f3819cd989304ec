package io.letterhead.vertx.tls;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;

/** Certificates and keys as texts (RFC 7468). */
final class Pem {

  private Pem() {}

  /**
   * All certificates of a text.
   *
   * @throws TlsException if it holds none, or one that is malformed
   */
  static ImmutableList<X509Certificate> certificates(byte[] pem) {
    String text = new String(requireNonNull(pem, "certificates"), ISO_8859_1);
    if (text.contains("PRIVATE KEY-----") && !text.contains("-----BEGIN CERTIFICATE-----")) {
      throw new TlsException(TlsException.Part.CERTIFICATE, "it holds a private key");
    }
    int from = text.indexOf("-----BEGIN CERTIFICATE-----");
    if (from < 0) {
      throw new TlsException(TlsException.Part.CERTIFICATE, "it holds no certificate in PEM");
    }
    try {
      return CertificateFactory.getInstance("X.509")
          .generateCertificates(new ByteArrayInputStream(pem, from, pem.length - from))
          .stream()
          .map(X509Certificate.class::cast)
          .collect(ImmutableList.toImmutableList());
    } catch (CertificateException e) {
      throw new TlsException(TlsException.Part.CERTIFICATE, "a certificate in it is malformed");
    }
  }

  /**
   * Looks whether a text holds a private key that can be read without a password.
   *
   * @throws TlsException if it does not
   */
  static void requireKey(byte[] pem) {
    String text = new String(pem, ISO_8859_1);
    if (text.contains("ENCRYPTED")) {
      throw new TlsException(TlsException.Part.KEY, "it is encrypted, and nobody could be asked");
    }
    if (!text.contains("PRIVATE KEY-----")) {
      throw new TlsException(TlsException.Part.KEY, "it holds no private key in PEM");
    }
  }
}
