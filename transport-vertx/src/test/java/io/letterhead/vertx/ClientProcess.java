package io.letterhead.vertx;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A client that is a program of its own: it has a deadline, and does not outlive its test.
 *
 * <p>What it writes is kept, one character a byte (ISO-8859-1). No proxy or option that this
 * process's environment may name has a say.
 */
final class ClientProcess implements AutoCloseable {

  private static final List<String> UNWANTED =
      List.of(
          "http_proxy",
          "HTTP_PROXY",
          "https_proxy",
          "HTTPS_PROXY",
          "all_proxy",
          "ALL_PROXY",
          "NODE_OPTIONS",
          "NODE_USE_ENV_PROXY",
          "CURL_HOME");

  private final Process process;
  private final Output output;
  private final Output errors;

  /**
   * How a process ended.
   *
   * @param exit its exit code
   * @param output what it wrote to standard output
   * @param errors what it wrote to standard error
   */
  record Ended(int exit, String output, String errors) {}

  private ClientProcess(Process process) {
    this.process = process;
    this.output = new Output(process.getInputStream());
    this.errors = new Output(process.getErrorStream());
  }

  /**
   * Starts a program.
   *
   * @throws IOException if there is no such program
   */
  static ClientProcess start(List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeAll(UNWANTED);
    return new ClientProcess(builder.start());
  }

  /** Where its standard input is written. */
  OutputStream input() {
    return process.getOutputStream();
  }

  /** Waits until the text is in its standard output. */
  void awaitOutput(String text) throws InterruptedException {
    output.await(text);
  }

  /** Closes its standard input and waits until it has ended. */
  Ended await() throws IOException, InterruptedException {
    return await(Running.LIMIT);
  }

  /** The same, for one that may take as long. */
  Ended await(Duration limit) throws IOException, InterruptedException {
    process.getOutputStream().close();
    if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("still running after " + limit + ": " + errors.text());
    }
    return new Ended(process.exitValue(), output.awaitEnd(), errors.awaitEnd());
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** A stream that a thread reads to its end. */
  private static final class Output {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final StringBuilder text = new StringBuilder();
    private final Thread thread;

    Output(InputStream stream) {
      thread = new Thread(() -> read(stream), "client-output");
      thread.setDaemon(true);
      thread.start();
    }

    private void read(InputStream stream) {
      byte[] buffer = new byte[8192];
      try (stream) {
        for (int n = stream.read(buffer); n >= 0; n = stream.read(buffer)) {
          add(new String(buffer, 0, n, ISO_8859_1));
        }
      } catch (IOException destroyed) {
        add("[" + destroyed.getMessage() + "]");
      }
    }

    private void add(String more) {
      lock.lock();
      try {
        text.append(more);
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }

    String text() {
      lock.lock();
      try {
        return text.toString();
      } finally {
        lock.unlock();
      }
    }

    void await(String expected) throws InterruptedException {
      long nanos = Running.LIMIT.toNanos();
      lock.lock();
      try {
        while (text.indexOf(expected) < 0) {
          if (nanos <= 0) {
            throw new AssertionError("`" + expected + "` is not in the output: " + text);
          }
          nanos = changed.awaitNanos(nanos);
        }
      } finally {
        lock.unlock();
      }
    }

    String awaitEnd() throws InterruptedException {
      thread.join(Running.LIMIT.toMillis());
      if (thread.isAlive()) {
        throw new AssertionError("the output has no end: " + text());
      }
      return text();
    }
  }
}
