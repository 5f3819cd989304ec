package io.letterhead.vertx.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A Redis of the tests' own: on a free port of this machine, which it keeps when it is started
 * again, without anything on disk. Tests with one have the tag {@code clients}.
 */
public final class RedisServer implements AutoCloseable {

  private static final int SECONDS = 20;

  private final int port;
  private final List<String> command = new ArrayList<>();
  private Process process;

  /** Starts one; its options begin with {@code --}, and {@code PORT} is its port. */
  public static RedisServer start(String... options) throws IOException, InterruptedException {
    return new RedisServer(freePort(), options);
  }

  /** A port that nobody listens on. */
  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  RedisServer(int port, String... options) throws IOException, InterruptedException {
    this.port = port;
    command.addAll(List.of("redis-server", "--port", "PORT", "--bind", "127.0.0.1"));
    command.addAll(List.of("--save", "", "--appendonly", "no"));
    command.addAll(List.of(options));
    command.replaceAll(each -> each.replace("PORT", Integer.toString(port)));
    process = started();
  }

  /** Its address, without credentials. */
  public URI address() {
    return address("");
  }

  /** Its address, with what stands before the host. */
  public URI address(String userInfo) {
    return URI.create("redis://" + userInfo + "127.0.0.1:" + port);
  }

  int port() {
    return port;
  }

  /** Stops it; what it held is lost. */
  public void stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("redis-server does not stop");
    }
  }

  /** Starts it again, on the same port. */
  public void restart() throws IOException, InterruptedException {
    process = started();
  }

  /** Lets it answer nothing, with its connections open. */
  void freeze() throws IOException, InterruptedException {
    signal("-STOP");
  }

  /** Lets it go on. */
  void thaw() throws IOException, InterruptedException {
    signal("-CONT");
  }

  private void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", name, Long.toString(process.pid())).start().waitFor();
  }

  private Process started() throws IOException, InterruptedException {
    Process server = new ProcessBuilder(command).redirectErrorStream(true).start();
    // The little that it writes later fits into the pipe.
    BufferedReader log = new BufferedReader(new InputStreamReader(server.getInputStream(), UTF_8));
    StringBuilder lines = new StringBuilder();
    for (String line = log.readLine(); line != null; line = log.readLine()) {
      if (line.contains("eady to accept connections")) {
        return server;
      }
      lines.append(line).append('\n');
    }
    throw new AssertionError("redis-server ended with " + server.waitFor() + ": " + lines);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
