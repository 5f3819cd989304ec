package io.letterhead.benchmarks.fire;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The gateway between its origin and us, on the loopback address. The provider {@code model} is the
 * origin; at that of {@code gone} nothing listens.
 */
final class Stage implements AutoCloseable {

  static final String HEAP = "-Xmx256m";

  private final Path folder;
  private final Socket nobody;
  private final OriginProcess origin;
  private final GatewayProcess gateway;

  private Stage(Path folder, Socket nobody, OriginProcess origin, GatewayProcess gateway) {
    this.folder = folder;
    this.nobody = nobody;
    this.origin = origin;
    this.gateway = gateway;
  }

  /**
   * Starts both.
   *
   * @param command what runs {@code letterhead}
   * @param jvm options for the gateway's JVM beside its heap
   * @param config lines of its configuration beside where it listens
   */
  static Stage start(Options options, List<String> command, String jvm, String config)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("under-fire");
    Protocol behind = options.protocol("behind");
    OriginProcess origin = OriginProcess.start(behind);
    // Bound, and so nobody else's, but not listened on.
    Socket nobody = new Socket();
    nobody.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    Files.writeString(folder.resolve("policy.yaml"), policy(behind, origin, nobody));
    Files.writeString(folder.resolve("key"), Echo.SECRET.substring("Bearer ".length()) + "1\n");
    Files.writeString(
        folder.resolve("gateway.yaml"),
        "listen: 127.0.0.1:0\nadmin: { listen: 127.0.0.1:0 }\n" + config);
    return new Stage(
        folder, nobody, origin, GatewayProcess.start(command, HEAP + " " + jvm, folder));
  }

  private static String policy(Protocol behind, OriginProcess origin, Socket nobody) {
    return String.format(
        Locale.ROOT,
        """
        version: 1
        secrets:
          model-key: { file: key }
        rules:
          - allow: X-Request-ID
          - { set: X-Generation, to: "1" }
        providers:
          model:
            origin: %s://127.0.0.1:%d
            rules:
              - { inject: Authorization, from-secret: model-key, as: bearer }
          gone:
            origin: http://127.0.0.1:%d
        """,
        behind.scheme(),
        origin.port(),
        nobody.getLocalPort());
  }

  OriginProcess origin() {
    return origin;
  }

  GatewayProcess gateway() {
    return gateway;
  }

  /** Where the gateway's files are. */
  Path folder() {
    return folder;
  }

  @Override
  public void close() throws IOException {
    gateway.close();
    origin.close();
    nobody.close();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}
