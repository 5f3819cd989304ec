package io.letterhead.conformance.suite;

import java.io.IOException;

/** Says that a request cannot be put into the bytes of a wire: they would mean another one. */
final class NoShapeException extends IOException {
  private static final long serialVersionUID = 1L;

  NoShapeException(String what) {
    super("there are no bytes for it: " + what);
  }
}
