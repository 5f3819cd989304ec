package io.letterhead.vertx.tls;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.X509ExtendedKeyManager;

/**
 * Who one end of a TLS connection is: a chain of certificates, and the private key of the first.
 *
 * <p>Immutable. Two are equal if their chains are. The key is in no text and in no message.
 */
public final class TlsIdentity {

  private static final byte[] PROBE = {'l', 'e', 't', 't', 'e', 'r', 'h', 'e', 'a', 'd'};

  private final ImmutableList<X509Certificate> chain;
  private final PrivateKey key;
  private final X509ExtendedKeyManager keys;

  private TlsIdentity(
      ImmutableList<X509Certificate> chain, PrivateKey key, X509ExtendedKeyManager keys) {
    this.chain = chain;
    this.key = key;
    this.keys = keys;
  }

  /**
   * Reads one.
   *
   * @param certificates PEM: the certificate, then those that vouch for it
   * @param key PEM: its private key, not encrypted (PKCS #8; PKCS #1 for RSA; SEC 1 for EC)
   * @throws NullPointerException if an argument is null
   * @throws TlsException if one of them is malformed, or the key is another certificate's
   */
  public static TlsIdentity of(byte[] certificates, byte[] key) {
    ImmutableList<X509Certificate> chain = Pem.certificates(certificates);
    X509ExtendedKeyManager keys = keys(certificates, requireNonNull(key, "key"));
    for (String type : new String[] {"RSA", "EC", "EdDSA", "DSA"}) {
      String[] aliases = keys.getServerAliases(type, null);
      PrivateKey found = aliases == null ? null : keys.getPrivateKey(aliases[0]);
      if (found != null) {
        requireMatch(chain.get(0), found);
        return new TlsIdentity(chain, found, keys);
      }
    }
    throw new TlsException(TlsException.Part.KEY, "its kind of key is none that TLS uses here");
  }

  private static X509ExtendedKeyManager keys(byte[] certificates, byte[] key) {
    Pem.requireKey(key);
    try {
      PemKeyCertOptions pem =
          new PemKeyCertOptions()
              .setCertValue(Buffer.buffer(certificates))
              .setKeyValue(Buffer.buffer(key));
      // Vert.x is asked for files only, and there are none.
      for (KeyManager each : pem.getKeyManagerFactory(null).getKeyManagers()) {
        if (each instanceof X509ExtendedKeyManager found) {
          return found;
        }
      }
    } catch (Exception e) {
      // The message of a parser may quote what it has read.
      throw new TlsException(TlsException.Part.KEY, "it holds no private key that can be read");
    }
    throw new TlsException(TlsException.Part.KEY, "its kind of key is none that TLS uses here");
  }

  private static void requireMatch(X509Certificate certificate, PrivateKey key) {
    String algorithm =
        switch (key.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          case "DSA" -> "SHA256withDSA";
          default -> "EdDSA";
        };
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(key);
      signature.update(PROBE);
      byte[] signed = signature.sign();
      signature.initVerify(certificate.getPublicKey());
      signature.update(PROBE);
      if (signature.verify(signed)) {
        return;
      }
    } catch (GeneralSecurityException e) {
      // of another kind than the certificate's
    }
    throw new TlsException(TlsException.Part.KEY, "it is not the key of the certificate");
  }

  /** The same for Vert.x. */
  public KeyCertOptions options() {
    return KeyCertOptions.wrap(keys);
  }

  X509Certificate[] chain() {
    return chain.toArray(new X509Certificate[0]);
  }

  PrivateKey key() {
    return key;
  }

  X509ExtendedKeyManager keys() {
    return keys;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TlsIdentity that && chain.equals(that.chain);
  }

  @Override
  public int hashCode() {
    return chain.hashCode();
  }

  /** The certificate's serial number. */
  @Override
  public String toString() {
    return "certificate " + chain.get(0).getSerialNumber().toString(16);
  }
}
