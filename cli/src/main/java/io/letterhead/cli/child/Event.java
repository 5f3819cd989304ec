package io.letterhead.cli.child;

/** Something that happens to a server under supervision. */
sealed interface Event {

  /** An operator asks for the end. */
  record Told() implements Event {}

  /**
   * The server has ended.
   *
   * @param status its exit status; 128 and the signal's number where a signal ended it
   */
  record Ended(int status) implements Event {}

  /**
   * The server was asked whether it is up.
   *
   * @param answer what came of it
   */
  record Answered(String answer) implements Event {}

  /** What was under way in front of it has ended. */
  record Drained() implements Event {}
}
