package io.letterhead.cli;

import io.letterhead.dsl.Loaded;
import io.letterhead.policy.Position;
import io.letterhead.policy.Problem;
import java.io.PrintWriter;
import java.util.List;

/** The problems of a check as GitHub's workflow commands; nothing if there are none. */
final class WorkflowCommands {

  /** GitHub shows so many errors, and so many warnings, of one step. */
  private static final int SHOWN = 10;

  private final List<Loaded> files;

  WorkflowCommands(List<Loaded> files) {
    this.files = files;
  }

  void print(PrintWriter out) {
    for (Loaded file : files) {
      file.problems().forEach(problem -> out.print(command(file, problem) + "\n"));
    }
    long errors = count(true);
    long warnings = count(false);
    if (errors > SHOWN || warnings > SHOWN) {
      out.print(
          ("GitHub shows the first " + SHOWN + " errors and " + SHOWN + " warnings of a step; ")
              + ("this log has all, " + errors + " and " + warnings + ".\n"));
    }
    out.flush();
  }

  private long count(boolean errors) {
    return files.stream()
        .flatMap(file -> file.problems().stream())
        .filter(problem -> problem.isError() == errors)
        .count();
  }

  private static String command(Loaded file, Problem problem) {
    Position at = problem.position();
    String place =
        at.line() == 0
            ? ""
            : ",line=" + at.line() + ",col=" + at.column() + ",endColumn=" + at.endColumn();
    return (problem.isError() ? "::error" : "::warning")
        + (" file=" + property(FileAddress.of(file.fileName()).path()) + place)
        + (",title=" + property(problem.name()))
        + ("::" + data(problem.message() + "\nwhy: " + problem.why() + "\nfix: " + problem.fix()))
        + data("\nsee: docs/problems/" + problem.name() + ".md");
  }

  /** Escaped so that it ends neither the line nor the command. */
  private static String data(String text) {
    String escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    return Escaped.line(escaped);
  }

  private static String property(String text) {
    return data(text).replace(":", "%3A").replace(",", "%2C");
  }
}
