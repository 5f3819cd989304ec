package io.letterhead.cli;

import io.letterhead.policy.PlugInException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells the user why a command has ended, and gives its exit code. */
final class Failures {

  private static final int FRAMES = 12;

  private Failures() {}

  static int wrongUsage(ParameterException failure, String[] arguments) {
    CommandLine command = failure.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("letterhead: " + Escaped.line(String.valueOf(failure.getMessage())));
    UnmatchedArgumentException.printSuggestions(failure, err);
    err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
    return ExitCode.FAILED;
  }

  /**
   * Runs a command. A result that could not be written was no success, and an error of the machine,
   * such as a stack without end, is told like an exception.
   */
  static int watched(ParseResult parsed) {
    CommandLine command = parsed.commandSpec().commandLine();
    int code;
    try {
      code = new CommandLine.RunLast().execute(parsed);
    } catch (VirtualMachineError | LinkageError | AssertionError error) {
      return internal(error, command);
    }
    if (command.getOut().checkError()) {
      command.getErr().println("letterhead: the standard output cannot be written");
      return ExitCode.FAILED;
    }
    return code;
  }

  /** The message of an unexpected exception may quote what it must not, so only its place shows. */
  static int ended(Exception failure, CommandLine command, ParseResult parsed) {
    PrintWriter err = command.getErr();
    if (failure instanceof CommandException expected) {
      err.println("letterhead: " + expected.getMessage());
      return expected.exitCode();
    }
    if (failure instanceof PlugInException broken) {
      err.println("letterhead: " + Escaped.line(String.valueOf(broken.getMessage())));
      return ExitCode.FAILED;
    }
    return internal(failure, command);
  }

  private static int internal(Throwable failure, CommandLine command) {
    PrintWriter err = command.getErr();
    err.println(
        "letterhead: an internal error has ended `"
            + command.getCommandSpec().qualifiedName()
            + "`; please report it with the lines below, which quote nothing of yours");
    for (Throwable each = failure; each != null; each = each.getCause()) {
      err.println("  " + each.getClass().getName());
      StackTraceElement[] frames = each.getStackTrace();
      for (int i = 0; i < Math.min(FRAMES, frames.length); i++) {
        err.println("    at " + frames[i]);
      }
    }
    return ExitCode.FAILED;
  }
}
