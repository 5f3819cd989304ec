package io.letterhead.vertx.callers;

import io.vertx.core.http.HttpClosedException;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** Why a key set could not be had, in words of ours: they may be logged. */
final class KeySetException extends RuntimeException {

  private static final long serialVersionUID = 1;

  KeySetException(String reason) {
    super(reason, null, false, false);
  }

  /** In words of ours, whatever went wrong: what a library says may quote what it was sent. */
  static String reason(Throwable failure) {
    if (failure instanceof KeySetException ours) {
      return String.valueOf(ours.getMessage());
    } else if (failure instanceof SSLException) {
      return "its TLS cannot be trusted";
    } else if (failure instanceof TimeoutException) {
      return "it takes too long";
    }
    return failure instanceof IOException || failure instanceof HttpClosedException
        ? "it cannot be reached, or broke the connection"
        : "a failure of the kind " + failure.getClass().getName();
  }
}
