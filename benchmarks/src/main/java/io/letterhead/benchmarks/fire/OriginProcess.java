package io.letterhead.benchmarks.fire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Objects;

/** {@link FireOrigin} in a process of its own. */
final class OriginProcess implements AutoCloseable {

  private final Process process;
  private final int port;
  private final int control;
  private final HttpClient asking = HttpClient.newHttpClient();

  private OriginProcess(Process process, int port, int control) {
    this.process = process;
    this.port = port;
    this.control = control;
  }

  /**
   * Starts it, and makes sure that its clock is the one of this process.
   *
   * @param behind what is spoken with it
   * @param folder where its certificate is
   */
  static OriginProcess start(Protocol behind, Path folder)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx256m",
                "-Xshare:auto",
                "-Dslf4j.internal.verbosity=ERROR",
                "-cp",
                System.getProperty("java.class.path"),
                FireOrigin.class.getName(),
                behind.toString(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader out = process.inputReader(US_ASCII);
    OriginProcess origin = new OriginProcess(process, readPort(out), readPort(out));
    long before = System.nanoTime();
    long clock = Long.parseLong(origin.ask("clock"));
    if (clock < before || clock > System.nanoTime()) {
      origin.close();
      throw new IOException("the clocks of two processes differ: times cannot be compared here");
    }
    return origin;
  }

  private static int readPort(BufferedReader out) throws IOException {
    return Integer.parseInt(Objects.requireNonNull(out.readLine(), "the origin does not listen"));
  }

  long pid() {
    return process.pid();
  }

  /** The port for the gateway. */
  int port() {
    return port;
  }

  /** Asks for a count, see {@link OriginState#told}. */
  String ask(String what) throws IOException, InterruptedException {
    URI uri = URI.create("http://" + FireOrigin.HOST + ":" + control + "/control/" + what);
    HttpResponse<String> answer =
        asking.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    return answer.body();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
