package io.letterhead.benchmarks.fire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The gateway, {@code letterhead serve}, as a process of its own. */
final class GatewayProcess implements AutoCloseable {

  private static final String LISTENING = "listening on ";
  private static final String ADMIN = "letterhead: admin on ";
  private static final int SECONDS = 60;

  private final Process process;
  private final Path errors;
  private final URI at;
  private final URI admin;
  private final HttpClient asking = HttpClient.newHttpClient();

  private GatewayProcess(Process process, Path errors, URI at, URI admin) {
    this.process = process;
    this.errors = errors;
    this.at = at;
    this.admin = admin;
  }

  /**
   * Starts it and waits until it listens.
   *
   * @param command the words before {@code serve}
   * @param java options for its JVM
   * @param folder where {@code policy.yaml} and {@code gateway.yaml} are; gets what it says
   */
  static GatewayProcess start(List<String> command, String java, Path folder) throws IOException {
    List<String> words = new ArrayList<>(command);
    words.addAll(List.of("serve", "--policy=policy.yaml", "--config=gateway.yaml"));
    Path errors = folder.resolve("errors.txt");
    ProcessBuilder builder =
        new ProcessBuilder(words).directory(folder.toFile()).redirectError(errors.toFile());
    builder.environment().put("JAVA_TOOL_OPTIONS", java);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("LETTERHEAD_BUILD", "never");
    Process process = builder.start();
    BufferedReader out = process.inputReader(UTF_8);
    String line = out.readLine();
    String said = Files.readString(errors);
    if (line == null || !line.startsWith(LISTENING) || !said.contains(ADMIN)) {
      process.destroyForcibly();
      throw new IOException("the gateway does not listen: " + line + "\n" + said);
    }
    String admin = said.substring(said.indexOf(ADMIN) + ADMIN.length()).lines().toList().get(0);
    return new GatewayProcess(
        process, errors, URI.create(line.substring(LISTENING.length())), URI.create(admin));
  }

  long pid() {
    return process.pid();
  }

  int port() {
    return at.getPort();
  }

  /** What it has said on its standard error until now. */
  List<String> said() throws IOException {
    return Files.readAllLines(errors);
  }

  /** One asks at a time, so that all do over one connection. */
  synchronized Metrics metrics() throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(admin.resolve("/metrics")).build();
    return new Metrics(asking.send(request, BodyHandlers.ofString()).body().lines().toList());
  }

  /**
   * Asks it to end, and waits until it has drained.
   *
   * @return its exit code
   */
  int end() throws IOException, InterruptedException {
    process.destroy();
    if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
      throw new IOException("the gateway does not end");
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
