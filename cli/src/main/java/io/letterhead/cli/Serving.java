package io.letterhead.cli;

import com.google.common.base.Throwables;
import com.google.common.util.concurrent.Uninterruptibles;
import io.letterhead.policy.PolicyGeneration;
import io.letterhead.vertx.DecisionListener;
import io.letterhead.vertx.Gateway;
import io.letterhead.vertx.GatewayConfig;
import java.io.IOException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;

/** A gateway that runs until the process is told to end. */
final class Serving {

  private static final Pattern BIND_PREFIX =
      Pattern.compile("^[a-zA-Z]+\\(\\.\\.\\) failed(?: with error\\(-?[0-9]+\\))?: ");

  private final Gateway gateway;

  private Serving(Gateway gateway) {
    this.gateway = gateway;
  }

  /**
   * Starts a gateway and waits until it listens.
   *
   * @throws CommandException if it cannot
   */
  static Serving start(
      GatewayConfig config, PolicyGeneration generation, DecisionListener listener) {
    try {
      return new Serving(Gateway.start(config, generation, listener).toCompletableFuture().join());
    } catch (IllegalStateException refused) {
      throw new CommandException(ExitCode.FAILED, String.valueOf(refused.getMessage()));
    } catch (CompletionException failed) {
      Throwable cause = Throwables.getRootCause(failed);
      if (cause instanceof IOException) {
        throw new CommandException(
            ExitCode.FAILED,
            "cannot listen on " + "http://" + config.listen() + ": " + reason(cause));
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

  /** Where it listens, as a URL. */
  String url() {
    return "http://" + gateway.address();
  }

  /** Stops: what is under way ends, within the drain timeout. */
  void drain() {
    gateway.drain().toCompletableFuture().join();
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
