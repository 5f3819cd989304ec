package io.letterhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import io.letterhead.cli.child.StandInServer;
import io.letterhead.conformance.RawClient;
import io.letterhead.conformance.RawResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;

/** A {@code letterhead run}, as a process, with a server that stands in for vLLM. */
final class Supervised implements AutoCloseable {

  static final Duration LIMIT = Duration.ofSeconds(60);

  /** Refuses all questions whether it is ready. */
  static final String NEVER_READY = "--unready=1000000";

  static final String KEY = "the-key-of-vllm";

  private final Path folder;
  private final int origin = freePort();
  private final int port = freePort();
  private final Launched launched;

  /** Starts it with a Java program in the place of vLLM. */
  Supervised(Path folder, List<String> flags, String... arguments) throws IOException {
    this(folder, Map.of("MODEL_KEY", KEY), flags, arguments);
  }

  Supervised(Path folder, Map<String, String> variables, List<String> flags, String... arguments)
      throws IOException {
    this.folder = folder;
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    launched =
        launch(
            variables,
            flags,
            ImmutableList.<String>builder()
                .add(java.toString(), "-XX:TieredStopAtLevel=1", "-cp")
                .add(Path.of("target/test-classes").toAbsolutePath().toString())
                .add(StandInServer.class.getName())
                .add("--port=" + origin, "--record=" + record())
                .add(arguments)
                .build());
  }

  private Supervised(Path folder, List<String> flags, String script) throws IOException {
    this.folder = folder;
    launched =
        launch(
            Map.of("MODEL_KEY", KEY),
            flags,
            List.of("sh", "-c", script, "server", record().toString()));
  }

  /** Starts it with a shell that has a worker and is never ready. */
  static Supervised shell(Path folder, List<String> flags) throws IOException {
    return new Supervised(
        folder,
        flags,
        "sleep 600 & printf 'pid=%s\\nworker=%s\\n' $$ $! >\"$1.new\"; mv \"$1.new\" \"$1\"; wait");
  }

  private Launched launch(Map<String, String> variables, List<String> flags, List<String> command)
      throws IOException {
    Files.writeString(
        folder.resolve("policy.yaml"),
        """
        version: 1
        secrets:
          key: { env: MODEL_KEY }
        providers:
          vllm:
            origin: http://127.0.0.1:%d/v1
            rules:
              - inject: Authorization
                from-secret: key
                as: bearer
        """
            .formatted(origin));
    Map<String, String> all = new HashMap<>(variables);
    all.putIfAbsent("LETTERHEAD_LISTEN", "127.0.0.1:" + port);
    return Launched.start(
        folder,
        all,
        ImmutableList.<String>builder()
            .add("run", "--policy=policy.yaml", "--provider=vllm")
            .addAll(flags)
            .add("--")
            .addAll(command)
            .build()
            .toArray(new String[0]));
  }

  private static int freePort() {
    try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return any.getLocalPort();
    } catch (IOException none) {
      throw new AssertionError(none);
    }
  }

  Launched process() {
    return launched;
  }

  int origin() {
    return origin;
  }

  private Path record() {
    return folder.resolve("record");
  }

  /** Waits until it serves. */
  void awaitListening() throws IOException {
    assertThat(Objects.requireNonNullElse(launched.line(), "nothing: " + launched.err()))
        .isEqualTo("listening on http://127.0.0.1:" + port);
  }

  /** What the server was given under a name, once it is there. */
  List<String> recorded(String name) throws Exception {
    await(() -> Files.exists(record()));
    return Files.readAllLines(record()).stream()
        .filter(line -> line.startsWith(name + "="))
        .map(line -> line.substring(name.length() + 1))
        .toList();
  }

  /** The questions whether it is ready: the asker's port, the target, the credential. */
  List<List<String>> asked() throws IOException {
    return Files.readAllLines(folder.resolve("record.asked")).stream()
        .map(line -> List.of(line.split(" ", 3)))
        .toList();
  }

  void awaitAsked() throws Exception {
    await(() -> Files.exists(folder.resolve("record.asked")) && !asked().isEmpty());
  }

  /** Sends a request that the server answers when it is released, and waits until it has it. */
  RawClient hold() throws Exception {
    RawClient client = RawClient.connect("127.0.0.1", port, LIMIT);
    client.send("GET /held HTTP/1.1\r\nHost: localhost\r\n\r\n");
    await(() -> Files.exists(folder.resolve("record.held")));
    return client;
  }

  /** Lets the server answer, without the gateway. */
  void release() throws IOException {
    assertThat(exchange(origin, "/v1/held/release").status()).isEqualTo(200);
  }

  RawResponse get(String path) throws IOException {
    return exchange(port, path);
  }

  /** Asks the server itself, without the gateway and without a key. */
  RawResponse around(String path) throws IOException {
    return exchange(origin, path);
  }

  private static RawResponse exchange(int port, String path) throws IOException {
    try (RawClient client = RawClient.connect("127.0.0.1", port, LIMIT)) {
      client.send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
      return client.receive().orElseThrow();
    }
  }

  /** Whether the gateway listens. */
  boolean isListening() {
    try {
      RawClient.connect("127.0.0.1", port, LIMIT).close();
      return true;
    } catch (IOException refused) {
      return false;
    }
  }

  ProcessHandle server() throws Exception {
    return ProcessHandle.of(Long.parseLong(recorded("pid").get(0))).orElseThrow();
  }

  /** Waits until neither the server nor its worker is there any more. */
  void awaitNobodyLeft() throws Exception {
    for (String name : List.of("pid", "worker")) {
      long pid = Long.parseLong(recorded(name).get(0));
      await(() -> ProcessHandle.of(pid).isEmpty());
    }
  }

  void await(Callable<Boolean> condition) throws Exception {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (!condition.call()) {
      assertThat(System.nanoTime()).as(launched.err()).isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  @Override
  public void close() {
    launched.close();
  }
}
