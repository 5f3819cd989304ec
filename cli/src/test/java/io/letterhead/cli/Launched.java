package io.letterhead.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The command as its users run it: the launcher, in a process of its own. */
final class Launched implements AutoCloseable {

  private static final long LIMIT_SECONDS = 120;

  private static final String LISTENING = "listening on ";

  /** Whoever runs the tests in the background may ignore signals, and so may all that it starts. */
  private static final List<String> DEFAULT_SIGNALS = defaultSignals();

  private final Process process;
  private final BufferedReader out;
  private final Path err;

  private Launched(Process process, Path err) {
    this.process = process;
    this.out = process.inputReader(UTF_8);
    this.err = err;
  }

  /** Other systems' {@code env} knows no signals: there, they are as they are. */
  private static List<String> defaultSignals() {
    List<String> command = List.of("env", "--default-signal=HUP,INT,QUIT,TERM");
    List<String> probe = new ArrayList<>(command);
    probe.add("true");
    try {
      return new ProcessBuilder(probe).start().waitFor() == 0 ? command : List.of();
    } catch (IOException noEnv) {
      return List.of();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }

  /** Starts the launcher of this build, in a folder, with more variables. */
  static Launched start(Path folder, Map<String, String> variables, String... arguments)
      throws IOException {
    return start(Path.of("../letterhead"), folder, variables, arguments);
  }

  /** Starts a launcher by a path of one's own. */
  static Launched start(
      Path launcher, Path folder, Map<String, String> variables, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(DEFAULT_SIGNALS);
    command.add(launcher.toAbsolutePath().normalize().toString());
    command.addAll(List.of(arguments));
    Path err = Files.createTempFile(folder, "err", ".txt");
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    Map<String, String> environment = new HashMap<>();
    environment.put("LETTERHEAD_BUILD", "never");
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("JAVA_TOOL_OPTIONS", "");
    environment.putAll(variables);
    builder.environment().putAll(environment);
    return new Launched(builder.redirectError(err.toFile()).start(), err);
  }

  /** The next line of the standard output; null at its end. */
  @Nullable String line() throws IOException {
    return out.readLine();
  }

  /** Where it says that it listens, which is the next line: on loopback, by that scheme. */
  URI listening(String scheme) throws IOException {
    String line = Objects.requireNonNullElse(line(), "nothing: " + err());
    assertThat(line).startsWith(LISTENING + scheme + "://127.0.0.1:");
    return URI.create(line.substring(LISTENING.length()));
  }

  /** What is left of the standard output. */
  String out() throws IOException {
    StringBuilder all = new StringBuilder();
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      all.append(line).append('\n');
    }
    return all.toString();
  }

  /** What the standard error has got. */
  String err() throws IOException {
    return Files.readString(err);
  }

  /** Sends SIGTERM. */
  void terminate() {
    process.destroy();
  }

  /** Sends a signal by its name, such as {@code HUP}. */
  void signal(String name) throws IOException, InterruptedException {
    Process kill =
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).inheritIO().start();
    if (kill.waitFor() != 0) {
      throw new IOException("the signal was not sent");
    }
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
