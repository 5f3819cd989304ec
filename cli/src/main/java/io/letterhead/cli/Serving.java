package io.letterhead.cli;

import com.google.common.base.Throwables;
import com.google.common.util.concurrent.Uninterruptibles;
import io.letterhead.vertx.DecisionListener;
import io.letterhead.vertx.Gateway;
import io.letterhead.vertx.ListenException;
import io.letterhead.vertx.Revision;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;

/** A gateway that runs until the process is told to end. */
final class Serving {

  private static final Pattern BIND_PREFIX =
      Pattern.compile("^[a-zA-Z]+\\(\\.\\.\\) failed(?: with error\\(-?[0-9]+\\))?: ");

  private final Gateway gateway;
  private final String scheme;

  private Serving(Gateway gateway, String scheme) {
    this.gateway = gateway;
    this.scheme = scheme;
  }

  /**
   * Starts a gateway and waits until it listens.
   *
   * @throws CommandException if it cannot
   */
  static Serving start(Revision revision, DecisionListener listener) {
    try {
      String scheme = revision.config().tls().isPresent() ? "https" : "http";
      return new Serving(Gateway.start(revision, listener).toCompletableFuture().join(), scheme);
    } catch (IllegalArgumentException refused) {
      // What only the start itself sees, such as what a file of users holds, is the config's too.
      throw new CommandException(
          ExitCode.INVALID_POLICY,
          "invalid config\n" + Escaped.line(String.valueOf(refused.getMessage())));
    } catch (IllegalStateException refused) {
      throw new CommandException(ExitCode.FAILED, String.valueOf(refused.getMessage()));
    } catch (CompletionException failed) {
      if (failed.getCause() instanceof ListenException taken) {
        throw new CommandException(
            ExitCode.FAILED,
            "cannot listen on http://"
                + taken.address()
                + ": "
                + reason(Throwables.getRootCause(taken)));
      }
      throw new IllegalStateException(failed);
    }
  }

  /** The system's words, without the name and number that the library puts before them. */
  private static String reason(Throwable cause) {
    String message = String.valueOf(cause.getMessage());
    return BIND_PREFIX.matcher(message).replaceFirst("");
  }

  int port() {
    return gateway.port();
  }

  Gateway gateway() {
    return gateway;
  }

  /** Where it listens, as a URL. */
  String url() {
    return scheme + "://" + gateway.address();
  }

  /** Where it tells of itself, as a URL; empty where it does not. */
  Optional<String> adminUrl() {
    return gateway.adminAddress().map(address -> "http://" + address);
  }

  /** Stops: what is under way ends, within the drain timeout. */
  void drain() {
    draining().toCompletableFuture().join();
  }

  /** Begins to stop; completes once what was under way has ended, or the drain timeout is over. */
  CompletionStage<Void> draining() {
    return gateway.drain();
  }

  /**
   * From now on SIGTERM and SIGINT drain the gateway and then end the process with 0. A hook that
   * ends the process itself is the one way to give a signal that exit code.
   */
  void drainOnSignal() {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  drain();
                  Runtime.getRuntime().halt(ExitCode.DONE);
                },
                "drain"));
  }

  /** Never returns: a signal ends the process. */
  static void untilSignal() {
    Uninterruptibles.awaitUninterruptibly(new CountDownLatch(1));
  }
}
