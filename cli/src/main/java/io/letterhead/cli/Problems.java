package io.letterhead.cli;

import io.letterhead.dsl.Loaded;
import io.letterhead.dsl.ProblemRenderer;
import io.letterhead.policy.CompiledPolicy;

/** What is wrong with a policy file, as commands say it. */
final class Problems {

  private Problems() {}

  /** All of them as people read them; empty if there are none. */
  static String text(Loaded file, Style style) {
    ProblemRenderer renderer =
        style.coloured() ? ProblemRenderer.coloured() : ProblemRenderer.plain();
    return renderer.render(file);
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
