package io.letterhead.policy;

/**
 * A call of a plug-in that came to nothing. The message completes {@code the plug-in …}; it never
 * quotes the plug-in, whose own words might show a secret or a caller's value.
 */
final class FailedCallException extends Exception {

  private static final long serialVersionUID = 1L;

  FailedCallException(String message) {
    super(message);
  }

  /**
   * What is said of a plug-in that threw.
   *
   * @throws VirtualMachineError {@code thrown}, where the machine is at its end and not the plug-in
   */
  static String message(Throwable thrown) {
    if (thrown instanceof VirtualMachineError fatal && !(thrown instanceof StackOverflowError)) {
      throw fatal;
    }
    return "failed with " + thrown.getClass().getName();
  }
}
