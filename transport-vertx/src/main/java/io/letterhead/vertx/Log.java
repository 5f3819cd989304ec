package io.letterhead.vertx;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * What this package logs: the class of a failure and where it was met, never its message, for
 * libraries quote fields' values in theirs.
 */
final class Log {

  private static final Logger LOGGER = System.getLogger("io.letterhead.vertx");

  private Log() {}

  /** Something went wrong that peers can bring about. */
  static void failure(String where, Throwable failure) {
    LOGGER.log(Level.DEBUG, () -> where + ": " + failure.getClass().getName());
  }

  /** What an operator should know, in words that quote nobody. */
  static void notice(String message) {
    LOGGER.log(Level.WARNING, message);
  }

  /** Something went wrong in the gateway itself. */
  static void error(String where, Throwable failure) {
    StackTraceElement[] trace = failure.getStackTrace();
    String at = trace.length == 0 ? "" : " at " + trace[0];
    LOGGER.log(Level.ERROR, () -> where + ": " + failure.getClass().getName() + at);
  }
}
