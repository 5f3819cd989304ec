package io.letterhead.cli.config;

import io.letterhead.conformance.OriginCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Certificates and keys as files; each takes a second to make, so all tests share them. */
public final class PemFiles {

  /** For {@code localhost} and 127.0.0.1. */
  public static final OriginCertificate OWN = create();

  /** The same names, another key. */
  public static final OriginCertificate OTHER = create();

  private PemFiles() {}

  private static OriginCertificate create() {
    try {
      return OriginCertificate.create();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Writes {@code cert.pem}, {@code key.pem}, {@code ca.pem}, {@code client.pem}, {@code
   * client-key.pem} and, which is none of theirs, {@code old-key.pem}.
   */
  public static void layOut(Path folder) throws IOException {
    write(folder, "cert.pem", "key.pem", OWN);
    write(folder, "client.pem", "client-key.pem", OTHER);
    Files.writeString(folder.resolve("ca.pem"), OTHER.certificatePem());
    Files.writeString(folder.resolve("old-key.pem"), OTHER.keyPem());
  }

  /** Writes a certificate and its key. */
  public static void write(Path folder, String certificate, String key, OriginCertificate pair)
      throws IOException {
    Files.writeString(folder.resolve(certificate), pair.certificatePem());
    Files.writeString(folder.resolve(key), pair.keyPem());
  }
}
