package io.letterhead.cli;

import io.letterhead.dsl.Loaded;
import io.letterhead.dsl.ProblemRenderer;
import io.letterhead.policy.CompiledPolicy;
import io.letterhead.policy.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** What is wrong with a policy file, as commands say it. */
final class Problems {

  private Problems() {}

  /** All of them as people read them; empty if there are none. */
  static String text(Loaded file, Style style) {
    ProblemRenderer renderer =
        style.coloured() ? ProblemRenderer.coloured() : ProblemRenderer.plain();
    return renderer.render(file);
  }

  /** Problems that only the start of a command can find, as people read them. */
  static String text(Loaded file, List<Problem> problems) {
    return problems.stream()
        .map(problem -> ProblemRenderer.plain().render(file, problem))
        .collect(Collectors.joining());
  }

  /**
   * The policy of a file that a command can do nothing without.
   *
   * @throws CommandException with every problem, if the file is invalid
   */
  static CompiledPolicy policyOf(Loaded file) {
    return file.policy()
        .orElseThrow(
            () ->
                new CommandException(
                    ExitCode.INVALID_POLICY,
                    Escaped.line(file.fileName())
                        + ": invalid policy\n"
                        + text(file, Style.PLAIN).stripTrailing()));
  }
}
