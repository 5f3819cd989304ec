package io.letterhead.vertx.tls;

import com.google.common.collect.ImmutableList;
import io.vertx.core.net.TrustOptions;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.TrustManagerFactory;

/**
 * The certificates that vouch for an origin, in place of those that the JDK trusts. Who shows a
 * certificate must still be the host that is asked for. Immutable; equal if they are the same.
 */
public final class TrustedCertificates {

  private final ImmutableList<X509Certificate> certificates;

  private TrustedCertificates(ImmutableList<X509Certificate> certificates) {
    this.certificates = certificates;
  }

  /**
   * Reads them.
   *
   * @param pem one certificate or more, in PEM
   * @throws NullPointerException if {@code pem} is null
   * @throws TlsException if it holds none, or a malformed one
   */
  public static TrustedCertificates of(byte[] pem) {
    return new TrustedCertificates(Pem.certificates(pem));
  }

  /** The same for Vert.x. */
  TrustOptions options() {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      for (int i = 0; i < certificates.size(); i++) {
        store.setCertificateEntry(Integer.toString(i), certificates.get(i));
      }
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      return TrustOptions.wrap(factory);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("the JDK cannot keep certificates", e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TrustedCertificates that && certificates.equals(that.certificates);
  }

  @Override
  public int hashCode() {
    return certificates.hashCode();
  }

  /** How many they are. */
  @Override
  public String toString() {
    return certificates.size() + " trusted certificates";
  }
}
