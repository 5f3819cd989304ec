package io.letterhead.conformance.suite;

/** Says that the reference gateway does not take a request, with a status. */
final class FrontRefusal extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;

  FrontRefusal(int status, String why) {
    super(why);
    this.status = status;
  }

  int status() {
    return status;
  }
}
