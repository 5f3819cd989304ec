package io.letterhead.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A fresh key with a self-signed certificate, for {@code localhost} and 127.0.0.1 unless told
 * otherwise.
 *
 * <p>Nobody trusts it but who is told to. Made by the JDK's {@code keytool}, which takes about a
 * second: share one among origins. Immutable.
 */
public final class OriginCertificate {
  private static final String ALIAS = "origin";
  private static final String PASSWORD = "changeit";
  private static final int SECONDS = 60;

  private final KeyStore keys;
  private final X509Certificate certificate;
  private final SSLContext client;

  private OriginCertificate(KeyStore keys) throws GeneralSecurityException {
    this.keys = keys;
    this.certificate = (X509Certificate) keys.getCertificate(ALIAS);
    this.client = newClientContext();
  }

  /**
   * Makes one.
   *
   * @throws UncheckedIOException if {@code keytool} fails or is missing
   * @throws InterruptedException if the thread is interrupted
   */
  public static OriginCertificate create() throws InterruptedException {
    return create("dns:localhost,ip:127.0.0.1");
  }

  /**
   * Makes one for other names.
   *
   * @param names the names that it is for, such as {@code dns:other.example}
   * @throws UncheckedIOException if {@code keytool} fails or is missing
   * @throws InterruptedException if the thread is interrupted
   */
  public static OriginCertificate create(String names) throws InterruptedException {
    try {
      Path folder = Files.createTempDirectory("origin-certificate");
      Path file = folder.resolve("origin.p12");
      try {
        generate(file, names);
        return new OriginCertificate(load(file));
      } finally {
        Files.deleteIfExists(file);
        Files.delete(folder);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (GeneralSecurityException noKey) {
      throw new IllegalStateException(noKey);
    }
  }

  /** The certificate. */
  public X509Certificate certificate() {
    return certificate;
  }

  /** The certificate as a text (RFC 7468). */
  public String certificatePem() {
    try {
      return pem("CERTIFICATE", certificate.getEncoded());
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Its private key as a text, PKCS #8: a secret of no value, for nobody trusts it. */
  public String keyPem() {
    try {
      return pem("PRIVATE KEY", keys.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded());
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static String pem(String label, byte[] der) {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN %s-----%n%s%n-----END %s-----%n".formatted(label, base64, label);
  }

  /** A key store that holds the certificate as trusted, and nothing else. */
  public KeyStore trustStore() {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setCertificateEntry(ALIAS, certificate);
      return store;
    } catch (IOException | GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /**
   * TLS for a client that trusts the certificate, and no other; always the same, so that clients
   * take up each other's sessions.
   */
  public SSLContext clientContext() {
    return client;
  }

  private SSLContext newClientContext() {
    try {
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trustStore());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** TLS for a server that shows the certificate. */
  public SSLContext serverContext() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keyManagers().getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  KeyManagerFactory keyManagers() {
    try {
      KeyManagerFactory factory =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(keys, PASSWORD.toCharArray());
      return factory;
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static KeyStore load(Path file) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
    return store;
  }

  private static void generate(Path file, String names) throws IOException, InterruptedException {
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    Process process =
        new ProcessBuilder(
                keytool.toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-alias",
                ALIAS,
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=" + names,
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException("keytool has made no key");
      }
    } finally {
      process.destroy();
    }
  }
}
