package io.letterhead.cli;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * What libraries log, on the standard error: warnings and worse, without the messages of
 * exceptions, which may quote what a caller or a provider sent.
 */
final class QuietLogging extends Handler {

  private QuietLogging() {}

  /** Replaces what the JDK would log to; for the whole process. */
  static void configure() {
    LogManager.getLogManager().reset();
    Logger root = Logger.getLogger("");
    root.setLevel(Level.WARNING);
    root.addHandler(new QuietLogging());
  }

  @Override
  public void publish(LogRecord record) {
    if (isLoggable(record)) {
      System.err.println(line(record));
    }
  }

  /** The raw message, without its parameters, and the type of what was thrown. */
  static String line(LogRecord record) {
    String thrown =
        record.getThrown() == null ? "" : " (" + record.getThrown().getClass().getName() + ")";
    return "letterhead: "
        + record.getLevel().getName()
        + " "
        + record.getLoggerName()
        + ": "
        + Escaped.line(String.valueOf(record.getMessage()))
        + thrown;
  }

  @Override
  public void flush() {
    System.err.flush();
  }

  @Override
  public void close() {}
}
