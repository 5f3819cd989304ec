package io.letterhead.cli;

import com.google.common.collect.ImmutableSet;
import io.letterhead.cli.config.GatewaySettings;
import io.letterhead.cli.config.Setting;
import io.letterhead.cli.serving.Reading;
import io.letterhead.cli.serving.RevisionFiles;
import io.letterhead.conformance.RawClient;
import io.letterhead.conformance.RawResponse;
import io.letterhead.dsl.PolicyFiles;
import io.letterhead.policy.PlugIns;
import io.letterhead.vertx.DecisionListener;
import io.letterhead.vertx.Gateway;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A gateway on free ports that serves a folder's {@code letterhead.yaml} and config. */
final class FolderGateway implements AutoCloseable {

  static final Duration LIMIT = Duration.ofSeconds(60);

  private static final String FREE = "127.0.0.1:0";

  private final Gateway gateway;

  private FolderGateway(Gateway gateway) {
    this.gateway = gateway;
  }

  /**
   * Starts a gateway by what the folder holds.
   *
   * @param flags what is said beside the config, or in its place
   */
  static FolderGateway start(Path folder, Map<Setting, String> flags) {
    Reading reading = read(folder, flags);
    return new FolderGateway(
        Gateway.start(
                reading.revision().orElseThrow(() -> new AssertionError(reading.text())),
                DecisionListener.none())
            .toCompletableFuture()
            .join());
  }

  /** Reads what the folder holds, as {@code serve} does. */
  static Reading read(Path folder, Map<Setting, String> flags) {
    Path policy = folder.resolve("letterhead.yaml");
    Path config = folder.resolve("gateway.yaml");
    Map<Setting, String> all = new HashMap<>(flags);
    all.putIfAbsent(Setting.LISTEN, FREE);
    all.putIfAbsent(Setting.ADMIN_LISTEN, FREE);
    all.putIfAbsent(Setting.ACCESS_LOG, "off");
    PlugIns plugIns = PlugIns.installed();
    return new RevisionFiles(
            ImmutableSet.of(policy, config),
            () -> PolicyFiles.load(policy, plugIns),
            () -> GatewaySettings.load(Optional.of(config), all, Map.of()),
            plugIns)
        .read(Optional.empty())
        .orElseThrow();
  }

  /** Puts another reading in force; the keys that wait for a new start. */
  List<String> replace(Reading reading) {
    return gateway.replace(
        reading.revision().orElseThrow(() -> new AssertionError(reading.text())));
  }

  /** Sends a head of these lines, and a body, over a connection of its own. */
  RawResponse exchange(String body, String... lines) throws IOException {
    return exchange(gateway.port(), "gateway.example", body, lines);
  }

  /** Where it listens. */
  int port() {
    return gateway.port();
  }

  /** Where it tells of itself. */
  int adminPort() {
    return gateway.adminAddress().orElseThrow().port();
  }

  /** What it tells of itself. */
  RawResponse admin(String path) throws IOException {
    return exchange(adminPort(), "localhost", "", "GET " + path + " HTTP/1.1");
  }

  private static RawResponse exchange(int port, String host, String body, String... lines)
      throws IOException {
    String length = body.isEmpty() ? "" : "Content-Length: " + body.length() + "\r\n";
    try (RawClient client = RawClient.connect("127.0.0.1", port, LIMIT)) {
      client.send(
          String.join("\r\n", lines) + "\r\nHost: " + host + "\r\n" + length + "\r\n" + body);
      return client.receive().orElseThrow();
    }
  }

  @Override
  public void close() {
    gateway.drain().toCompletableFuture().join();
  }
}
