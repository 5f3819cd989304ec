package io.letterhead.benchmarks.fire;

import io.letterhead.conformance.OriginCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The gateway between its origin and us, on the loopback address. */
final class Stage implements AutoCloseable {

  private static final int WARM_UP = 20;
  private static final String HEAP = "-Xmx256m";

  private final StageFiles files;
  private final Optional<OriginCertificate> certificate;
  private final Socket nobody;
  private final OriginProcess origin;
  private final Rotation rotation;
  private final GatewayProcess gateway;

  private Stage(
      StageFiles files,
      Optional<OriginCertificate> certificate,
      Socket nobody,
      OriginProcess origin,
      Rotation rotation,
      GatewayProcess gateway) {
    this.files = files;
    this.certificate = certificate;
    this.nobody = nobody;
    this.origin = origin;
    this.rotation = rotation;
    this.gateway = gateway;
  }

  /**
   * Starts both.
   *
   * @param command what runs {@code letterhead}
   * @param jvm options for the gateway's JVM beside its heap
   * @param config lines of its configuration beside where it listens
   * @param attacked the port of the origin of {@code anthropic}; 0 where nobody asks for it
   */
  static Stage start(Options options, List<String> command, String jvm, String config, int attacked)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("under-fire");
    StageFiles files =
        new StageFiles(folder, options.protocol("front"), options.protocol("behind"));
    Optional<OriginCertificate> certificate = Optional.empty();
    if (files.front() == Protocol.H2 || files.behind() == Protocol.H2) {
      OriginCertificate made = OriginCertificate.create();
      files.writeCertificate(made);
      certificate = Optional.of(made);
    }
    OriginProcess origin = OriginProcess.start(files.behind(), folder);
    // Bound, and so nobody else's, but not listened on.
    Socket nobody = new Socket();
    nobody.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    int gone = nobody.getLocalPort();
    Rotation rotation = files.writePolicy(origin.port(), attacked == 0 ? gone : attacked, gone);
    files.writeConfig(config);
    GatewayProcess gateway = GatewayProcess.start(command, HEAP + " " + jvm, folder);
    return new Stage(files, certificate, nobody, origin, rotation, gateway);
  }

  OriginProcess origin() {
    return origin;
  }

  GatewayProcess gateway() {
    return gateway;
  }

  /** Changes what the gateway serves by. */
  Rotation rotation() {
    return rotation;
  }

  /** What callers that are many speak. */
  Wire front() throws IOException {
    return Wire.of(files.front(), files.folder());
  }

  /** What the gateway shows to callers; empty where they speak in clear. */
  Optional<OriginCertificate> certificate() {
    return certificate.filter(known -> files.front() == Protocol.H2);
  }

  /** Somebody who calls the gateway. */
  Caller caller() {
    return certificate()
        .<Caller>map(known -> new H2Caller(gateway.port(), known))
        .orElseGet(() -> new H1Caller(gateway.port()));
  }

  /** Lets the first requests of a process pass, which take longer than all that follow. */
  void warmUp() throws IOException, InterruptedException {
    try (Caller caller = caller()) {
      for (int i = 0; i < WARM_UP; i++) {
        Answer answer = caller.post("/model/v1/echo/warm", Map.of(), "{}");
        if (answer.status() != 200) {
          throw new IOException("the gateway does not serve: " + answer);
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    gateway.close();
    origin.close();
    nobody.close();
    try (Stream<Path> all = Files.walk(files.folder())) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}
