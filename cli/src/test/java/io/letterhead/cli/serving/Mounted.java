package io.letterhead.cli.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableSet;
import io.letterhead.cli.config.GatewaySettings;
import io.letterhead.conformance.RawClient;
import io.letterhead.conformance.RawResponse;
import io.letterhead.conformance.RecordingOrigin;
import io.letterhead.conformance.WireMessage;
import io.letterhead.dsl.PolicyFiles;
import io.letterhead.policy.PlugIns;
import io.letterhead.vertx.DecisionListener;
import io.letterhead.vertx.Gateway;
import io.letterhead.vertx.Revision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A gateway whose policy, secret and configuration are mounted as Kubernetes mounts them: each file
 * is a link through {@code ..data}, which is swapped from one folder to the next.
 */
final class Mounted implements AutoCloseable {

  static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration EVERY = Duration.ofMillis(20);

  private final Path folder;
  private final RecordingOrigin origin = RecordingOrigin.start();
  private final Queue<String> said = new ConcurrentLinkedQueue<>();
  private final Gateway gateway;
  private final Reloads reloads;
  private volatile Runnable beforeReading = () -> {};
  private int mounts;

  Mounted(Path folder) throws Exception {
    this.folder = folder;
    mount(0);
    for (String name : new String[] {"policy.yaml", "key", "gateway.yaml"}) {
      Files.createSymbolicLink(folder.resolve(name), Path.of("..data", name));
    }
    PlugIns plugIns = PlugIns.installed();
    Path policy = folder.resolve("policy.yaml");
    RevisionFiles files =
        new RevisionFiles(
            ImmutableSet.of(policy, folder.resolve("gateway.yaml")),
            () -> {
              beforeReading.run();
              return PolicyFiles.load(policy, plugIns);
            },
            () ->
                GatewaySettings.load(
                    Optional.of(folder.resolve("gateway.yaml")), Map.of(), Map.of()),
            plugIns);
    Reading reading = files.read(Optional.empty()).orElseThrow();
    Revision revision = reading.revision().orElseThrow(() -> new IOException(reading.text()));
    gateway = Gateway.start(revision, DecisionListener.none()).toCompletableFuture().join();
    reloads = new Reloads(files, gateway, reading, said::add, EVERY);
    reloads.start();
  }

  /** From now on this happens whenever the policy is about to be read. */
  void beforeReading(Runnable step) {
    beforeReading = step;
  }

  RecordingOrigin origin() {
    return origin;
  }

  Gateway gateway() {
    return gateway;
  }

  Reloads reloads() {
    return reloads;
  }

  /** What the operator has been told. */
  String said() {
    return String.join("\n", said);
  }

  /** Mounts the next state of all three files at once; each tells its number. */
  void mount(int number) throws IOException {
    mount(policy(number), "secret-number-" + number + "\n", config(number));
  }

  void mount(String policy, String key, String config) throws IOException {
    Path next = Files.createDirectory(folder.resolve("..state" + mounts++));
    Files.writeString(next.resolve("policy.yaml"), policy);
    Files.writeString(next.resolve("key"), key);
    Files.writeString(next.resolve("gateway.yaml"), config);
    Path link = folder.resolve("..data_tmp");
    Files.createSymbolicLink(link, next.getFileName());
    Files.move(link, folder.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
  }

  String policy(int number) {
    return """
        version: 1
        secrets:
          key: { file: key }
        providers:
          model:
            origin: %s
            rules:
              - inject: Authorization
                from-secret: key
                as: bearer
              - set: X-Revision
                to: "%d"
        """
        .formatted(origin.uri(), number);
  }

  static String config(int number) {
    return "listen: 127.0.0.1:0\nroutes: { /route-%d: model }\n".formatted(number);
  }

  static String get(String path) {
    return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
  }

  RawClient client() throws IOException {
    return RawClient.connect("127.0.0.1", gateway.port(), LIMIT);
  }

  RawResponse exchange(String path) throws IOException {
    try (RawClient client = client()) {
      client.send(get(path));
      return client.receive().orElseThrow();
    }
  }

  /** Waits until a fresh request goes out by that revision. */
  void awaitRevision(int number) throws IOException {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    String revision;
    do {
      assertThat(System.nanoTime()).as(said()).isLessThan(deadline);
      assertThat(exchange("/model/probe").status()).isEqualTo(200);
      List<WireMessage> seen = origin.requests();
      revision = seen.get(seen.size() - 1).values("X-Revision").get(0);
    } while (!revision.equals(Integer.toString(number)));
  }

  /** Waits until the operator has been told this. */
  void awaitWord(String word) {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (!said().contains(word)) {
      assertThat(System.nanoTime()).as(said()).isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  @Override
  public void close() {
    reloads.close();
    gateway.drain().toCompletableFuture().join();
    origin.close();
  }
}
