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
 * origin, {@code anthropic} is there to be attacked, and at the origin of {@code gone} nothing
 * listens.
 */
final class Stage implements AutoCloseable {

  static final String HEAP = "-Xmx256m";

  private final Path folder;
  private final Socket nobody;
  private final OriginProcess origin;
  private final Rotation rotation;
  private final GatewayProcess gateway;

  private Stage(
      Path folder, Socket nobody, OriginProcess origin, Rotation rotation, GatewayProcess gateway) {
    this.folder = folder;
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
    Protocol behind = options.protocol("behind");
    OriginProcess origin = OriginProcess.start(behind);
    // Bound, and so nobody else's, but not listened on.
    Socket nobody = new Socket();
    nobody.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    int gone = nobody.getLocalPort();
    Rotation rotation =
        new Rotation(
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
                    origin.port(),
                    generation,
                    attacked == 0 ? gone : attacked,
                    gone));
    Files.writeString(folder.resolve("anthropic-key"), Attacks.SECRET + "\n");
    Files.writeString(
        folder.resolve("gateway.yaml"),
        "listen: 127.0.0.1:0\nadmin: { listen: 127.0.0.1:0 }\n" + config);
    return new Stage(
        folder, nobody, origin, rotation, GatewayProcess.start(command, HEAP + " " + jvm, folder));
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
