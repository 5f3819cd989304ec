package io.letterhead.cli;

import io.letterhead.dsl.Loaded;
import io.letterhead.dsl.PolicyFiles;
import io.letterhead.policy.PlugIns;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code letterhead check}: validates policies; shows who owns which outbound field. */
@Command(
    name = "check",
    description = {
      "Validates policies, and proves for every possible field name that no caller can write what "
          + "the policy owns. Then prints each provider's ownership table: every outbound header, "
          + "its owner, the rule. The formats sarif, github and junit hold the problems alone.",
      "Needs no secrets, no network, no environment."
    },
    footer = {
      "",
      "Example:",
      "  letterhead check letterhead.yaml",
      "  letterhead check --format sarif *.yaml > letterhead.sarif",
      "",
      "Exit codes: 0 valid, 1 wrong usage or an internal error, 2 a file is invalid."
    })
final class CheckCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "The policy files.")
  private List<Path> files;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "How the result is written: ${COMPLETION-CANDIDATES}.")
  private CheckFormat format;

  @SuppressWarnings("NullAway.Init")
  CheckCommand() {}

  @Override
  public Integer call() {
    PlugIns plugIns = PlugIns.installed();
    List<Loaded> read = files.stream().map(file -> PolicyFiles.load(file, plugIns)).toList();
    print(read, spec.commandLine().getOut());
    boolean valid = read.stream().allMatch(file -> file.policy().isPresent());
    return valid ? ExitCode.DONE : ExitCode.INVALID_POLICY;
  }

  private void print(List<Loaded> read, PrintWriter out) {
    switch (format) {
      case TEXT -> new CheckReport(read).print(out, Style.of(spec.commandLine()));
      case JSON -> JsonResult.print(out, new CheckReport(read)::writeJson);
      case SARIF -> JsonResult.printBare(out, new SarifReport(read)::writeJson);
      case GITHUB -> new WorkflowCommands(read).print(out);
      case JUNIT -> new JUnitReport(read).print(out);
    }
  }
}
