package io.letterhead.conformance.suite;

/** Says that a check cannot be made of who is measured: that is neither a pass nor a failure. */
final class InapplicableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  InapplicableException() {
    super("there is no way to look at it here");
  }
}
