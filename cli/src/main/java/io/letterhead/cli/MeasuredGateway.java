package io.letterhead.cli;

import io.letterhead.conformance.OriginCertificate;
import io.letterhead.conformance.suite.Feature;
import io.letterhead.conformance.suite.GatewayOrigin;
import io.letterhead.conformance.suite.GatewayTransport;
import io.letterhead.conformance.suite.Wire;
import io.letterhead.vertx.ListenAddress;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** What is said of a gateway that is measured: its origin, its claims, whom to trust. */
final class MeasuredGateway {

  @Option(
      names = "--origin-listen",
      paramLabel = "HOST:PORT",
      converter = ListenOption.class,
      description = "Where the recording origin listens, which the gateway is configured for.")
  private @Nullable ListenAddress listen;

  @Option(
      names = "--claims",
      paramLabel = "FEATURE",
      split = ",",
      converter = FeatureOption.class,
      description = "What the gateway can do beyond the core: http-2, streaming, ...")
  private Set<Feature> claims = EnumSet.noneOf(Feature.class);

  @Option(
      names = "--ca",
      paramLabel = "FILE",
      description = "The certificates (PEM) by which the gateway's own is trusted.")
  private @Nullable Path authority;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      defaultValue = "gateway",
      description = "What the gateway is called in the report.")
  private String name;

  @SuppressWarnings("NullAway.Init")
  MeasuredGateway() {}

  /** Where the origin listens, if that was said. */
  URI origin(URI otherwise) {
    return listen == null ? otherwise : URI.create("http://" + listen);
  }

  /** The origin, which listens. */
  GatewayOrigin listening(CommandSpec spec) throws InterruptedException {
    if (listen == null) {
      throw new ParameterException(
          spec.commandLine(), "--gateway needs --origin-listen: where its origin is to be");
    }
    try {
      return GatewayOrigin.listen(
          Wire.H1, listen.host(), listen.port(), OriginCertificate.create());
    } catch (UncheckedIOException taken) {
      throw new CommandException(
          ExitCode.FAILED, "the origin cannot listen on " + Escaped.line(listen.toString()));
    }
  }

  /** The gateway behind those routes. */
  GatewayTransport transport(List<URI> routes, CommandSpec spec) {
    try {
      GatewayTransport gateway = GatewayTransport.at(routes.get(0));
      for (URI route : routes.subList(1, routes.size())) {
        gateway = gateway.and(route);
      }
      gateway = gateway.named(name).claiming(claims);
      return authority == null ? gateway : gateway.trusting(trust(authority));
    } catch (IllegalArgumentException noRoute) {
      throw new ParameterException(
          spec.commandLine(),
          "--gateway takes http://HOST:PORT/PATH or https://HOST:PORT/PATH, once each",
          noRoute);
    }
  }

  /** What the command line says of the gateway, so that it can be said again. */
  String command(List<URI> routes) {
    StringBuilder command = new StringBuilder("letterhead conformance");
    routes.forEach(route -> command.append(" --gateway ").append(ShellWord.of(route.toString())));
    command.append(" --origin-listen ").append(listen);
    if (!claims.isEmpty()) {
      command
          .append(" --claims ")
          .append(claims.stream().sorted().map(Feature::id).collect(Collectors.joining(",")));
    }
    if (authority != null) {
      command.append(" --ca ").append(ShellWord.of(authority.toString()));
    }
    return command.append(" --name ").append(ShellWord.of(name)).toString();
  }

  private static SSLContext trust(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(null, null);
      for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        trusted.setCertificateEntry("ca-" + trusted.size(), each);
      }
      TrustManagerFactory managers =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException unusable) {
      throw new CommandException(
          ExitCode.FAILED, "no certificates can be read from " + Escaped.line(file.toString()));
    }
  }

  /** For picocli. */
  static final class FeatureOption implements ITypeConverter<Feature> {
    FeatureOption() {}

    @Override
    public Feature convert(String id) {
      return Feature.of(id)
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "expected some of "
                          + Arrays.stream(Feature.values())
                              .map(Feature::id)
                              .collect(Collectors.joining(", "))
                          + " but was '"
                          + id
                          + "'"));
    }
  }
}
