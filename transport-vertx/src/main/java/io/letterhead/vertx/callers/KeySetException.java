package io.letterhead.vertx.callers;

/** Why a key set could not be had, in words of ours: they may be logged. */
final class KeySetException extends RuntimeException {

  private static final long serialVersionUID = 1;

  KeySetException(String reason) {
    super(reason, null, false, false);
  }

  /** In words of ours, whatever went wrong: of what a library says, only its class. */
  static String reason(Throwable failure) {
    return failure instanceof KeySetException ours
        ? String.valueOf(ours.getMessage())
        : failure.getClass().getName();
  }
}
