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

  /** Sends a signal to a process group, in which a server that has just begun is not yet. */
  private static final String KILL = "kill -s \"$1\" -- \"-$2\"";

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
    if (!signal("TERM")) {
      process.destroy();
    }
  }

  /**
   * Ends by force what is left of it.
   *
   * @param left what it had made, as far as that is known
   */
  void sweep(List<ProcessHandle> left) {
    var unused = signal("KILL");
    left.forEach(ProcessHandle::destroyForcibly);
  }

  /** Whether there was a group to send it to. */
  private boolean signal(String name) {
    try {
      return new ProcessBuilder("/bin/sh", "-c", KILL, "kill", name, Long.toString(pid()))
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException noShell) {
      throw new UncheckedIOException(noShell);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
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
    sweep(descendants());
    if (process.isAlive()) {
      process.destroyForcibly();
    }
    process.onExit().join();
  }
}
