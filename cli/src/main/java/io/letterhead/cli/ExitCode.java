package io.letterhead.cli;

/** The exit codes of the command. */
final class ExitCode {

  static final int DONE = 0;
  static final int FAILED = 1;
  static final int INVALID_POLICY = 2;
  static final int NOT_MET = 3;

  private ExitCode() {}
}
