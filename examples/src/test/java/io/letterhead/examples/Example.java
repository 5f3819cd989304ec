package io.letterhead.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An example as its user runs it: its jar, in a process of its own, with its policy. */
final class Example implements AutoCloseable {

  private static final String ORIGIN = "http://localhost:8000";
  private static final long LIMIT_SECONDS = 60;

  private final Process process;
  private final BufferedReader out;
  private final Path err;

  private Example(Process process, Path err) {
    this.process = process;
    this.out = process.inputReader(UTF_8);
    this.err = err;
  }

  /**
   * Starts what {@code mvn package} left of an example.
   *
   * @param folder for its policy, whose provider is at {@code origin}
   */
  static Example start(String name, Path folder, URI origin, String secret) throws IOException {
    Path built = Path.of(name).toAbsolutePath();
    String policy = Files.readString(built.resolve("letterhead.yaml"));
    if (!policy.contains(ORIGIN)) {
      throw new IllegalStateException("the policy's origin is not " + ORIGIN);
    }
    Path moved =
        Files.writeString(
            folder.resolve("letterhead.yaml"), policy.replace(ORIGIN, origin.toString()));
    Path err = folder.resolve("err.txt");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    ProcessBuilder builder =
        new ProcessBuilder(java, "-jar", built.resolve("target/ask.jar").toString(), "" + moved)
            .redirectError(err.toFile());
    builder.environment().put("LLM_API_KEY", secret);
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    return new Example(builder.start(), err);
  }

  /** The next line that it prints; null at the end. */
  @Nullable String line() throws IOException {
    return out.readLine();
  }

  /** The last line that it prints. */
  String lastLine() throws IOException {
    String last = "";
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      last = line;
    }
    return last;
  }

  /** What it has written to the standard error. */
  String err() throws IOException {
    return Files.readString(err);
  }

  int exitCode() throws InterruptedException {
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException("the process has not ended");
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
