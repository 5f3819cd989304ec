package io.letterhead.cli.child;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.io.Resources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;

/**
 * A model server that runs, with all the processes that it has made. What it prints goes to the
 * standard error; it has nothing to read. It ends with this process, however this one ends.
 */
final class ServerProcess implements AutoCloseable {

  /** Sends a signal to a process group, or to a process that has none of its own yet. */
  private static final String KILL =
      "kill -s \"$1\" -- \"-$2\" 2>/dev/null || { [ \"$3\" = group ] || kill -s \"$1\" \"$2\"; }";

  private final Process process;

  private ServerProcess(Process process) {
    this.process = process;
  }

  /**
   * Starts a server.
   *
   * @param grace how long it may take to end by itself once this process is gone
   * @param events hear of its end
   * @throws UncheckedIOException if there is no shell to start it
   */
  static ServerProcess start(ServerCommand command, Duration grace, Events events) {
    ProcessBuilder builder =
        new ProcessBuilder(
            ImmutableList.<String>builder()
                .add("/bin/sh", "-c", guard(), "letterhead-run")
                .add(Long.toString(grace.plusMillis(999).toSeconds()))
                .addAll(command.words())
                .build());
    builder.environment().clear();
    builder.environment().putAll(command.environment());
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    try {
      Process process = builder.start();
      var unused =
          process.onExit().thenAccept(ended -> events.add(new Event.Ended(ended.exitValue())));
      return new ServerProcess(process);
    } catch (IOException noShell) {
      throw new UncheckedIOException(noShell);
    }
  }

  long pid() {
    return process.pid();
  }

  /** The processes that it has made, those that have left its group among them. */
  List<ProcessHandle> descendants() {
    return process.descendants().toList();
  }

  /** Asks all of it to end. */
  void terminate() {
    if (process.isAlive()) {
      signal("TERM", "any");
    }
  }

  /** Ends all of it. */
  void kill() {
    descendants().forEach(ProcessHandle::destroyForcibly);
    signal("KILL", "any");
  }

  /** Ends what is left behind a server that has ended. */
  void sweep(List<ProcessHandle> left) {
    signal("KILL", "group");
    left.forEach(ProcessHandle::destroyForcibly);
  }

  private void signal(String name, String reach) {
    try {
      new ProcessBuilder("/bin/sh", "-c", KILL, "kill", name, Long.toString(pid()), reach)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException noShell) {
      throw new UncheckedIOException(noShell);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String guard() {
    try {
      return Resources.toString(
          requireNonNull(ServerProcess.class.getResource("guard.sh"), "guard.sh"), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends it by force if it still runs, and what is left of it in any case. */
  @Override
  public void close() {
    List<ProcessHandle> left = descendants();
    if (process.isAlive()) {
      kill();
      process.onExit().join();
    }
    sweep(left);
  }
}
