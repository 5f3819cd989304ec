package io.letterhead.benchmarks.fire;

import io.letterhead.conformance.OriginCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The files that a gateway is started with. Its provider {@code model} is the origin, {@code
 * anthropic} is there to be attacked, and at the origin of {@code gone} nothing listens.
 *
 * @param folder where they are
 * @param front what is spoken with callers
 * @param behind what is spoken with the origin
 */
record StageFiles(Path folder, Protocol front, Protocol behind) {

  /** The file of the certificate that everybody shows who speaks TLS. */
  static final String CERTIFICATE = "certificate.pem";

  /** The file of its key. */
  static final String KEY = "certificate-key.pem";

  void writeCertificate(OriginCertificate certificate) throws IOException {
    Files.writeString(folder.resolve(CERTIFICATE), certificate.certificatePem());
    Files.writeString(folder.resolve(KEY), certificate.keyPem());
  }

  /**
   * Writes the first generation of policy and secret.
   *
   * @param origin the port of the origin
   * @param attacked the port of the one that is attacked
   * @param gone a port that nothing listens on
   */
  Rotation writePolicy(int origin, int attacked, int gone) throws IOException {
    Files.writeString(folder.resolve("anthropic-key"), Attacks.SECRET + "\n");
    return new Rotation(
        folder,
        generation ->
            String.format(
                Locale.ROOT,
                """
                version: 1
                secrets:
                  model-key: { file: key }
                  anthropic-key: { file: anthropic-key }
                providers:
                  model:
                    origin: %s://127.0.0.1:%d
                    rules:
                      - { inject: Authorization, from-secret: model-key, as: bearer }
                      - { set: X-Generation, to: "%d" }
                      - allow: X-Request-ID
                  anthropic:
                    origin: http://127.0.0.1:%d
                    rules:
                      - { inject: x-api-key, from-secret: anthropic-key, as: raw }
                      - allow: anthropic-beta
                  gone:
                    origin: http://localhost:%d
                """,
                behind.scheme(),
                origin,
                generation,
                attacked,
                gone));
  }

  /**
   * Writes the configuration.
   *
   * @param more lines of it
   */
  void writeConfig(String more) throws IOException {
    StringBuilder config =
        new StringBuilder("listen: 127.0.0.1:0\nadmin: { listen: 127.0.0.1:0 }\n").append(more);
    if (front == Protocol.H2) {
      config.append("tls: { certificate: " + CERTIFICATE + ", key: " + KEY + " }\n");
    }
    if (behind == Protocol.H2) {
      config.append("upstreams: { model: { ca: " + CERTIFICATE + ", http: 2 } }\n");
    }
    Files.writeString(folder.resolve("gateway.yaml"), config);
  }
}
