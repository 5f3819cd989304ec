package io.letterhead.cli.config;

import com.google.common.collect.ImmutableSet;
import io.letterhead.dsl.Words;
import io.letterhead.dsl.YamlNode;
import io.letterhead.vertx.tls.TlsException;
import io.letterhead.vertx.tls.TlsIdentity;
import io.letterhead.vertx.tls.TrustedCertificates;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Reads certificates and keys from the files that settings name. */
final class PemReader {

  private final Set<Path> files = new LinkedHashSet<>();

  /** A file that is named, where. */
  record Named(Given given, YamlNode.Scalar word) {}

  /** The files that are named, be they such that cannot be read. */
  ImmutableSet<Path> files() {
    return ImmutableSet.copyOf(files);
  }

  /** A chain of certificates with its key. */
  Optional<TlsIdentity> identity(Named certificate, Named key) {
    Optional<byte[]> chain = bytes(certificate);
    Optional<byte[]> secret = bytes(key);
    if (chain.isEmpty() || secret.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(TlsIdentity.of(chain.get(), secret.get()));
    } catch (TlsException e) {
      report(e.part() == TlsException.Part.KEY ? key : certificate, e);
      return Optional.empty();
    }
  }

  /** Certificates that vouch for others. */
  Optional<TrustedCertificates> trust(Named certificates) {
    try {
      return bytes(certificates).map(TrustedCertificates::of);
    } catch (TlsException e) {
      report(certificates, e);
      return Optional.empty();
    }
  }

  private Optional<byte[]> bytes(Named named) {
    Optional<Path> file = FileReader.path(named.given(), named.word());
    file.ifPresent(files::add);
    return file.flatMap(
        path ->
            FileReader.read(
                named.given(), named.word(), path, "without the file nobody would believe this"));
  }

  private static void report(Named named, TlsException e) {
    boolean key = e.part() == TlsException.Part.KEY;
    named
        .given()
        .error(
            ConfigProblem.BAD_CERTIFICATE,
            named.word().position(),
            Words.quote(named.word().text())
                + " is no "
                + (key ? "private key" : "certificate")
                + " that can be used: "
                + e.getMessage(),
            "TLS begins with a certificate and the private key that belongs to it",
            key
                ? "give the certificate's key in PEM, without a password"
                : "give certificates in PEM, the own one first, then those that vouch for it");
  }
}
