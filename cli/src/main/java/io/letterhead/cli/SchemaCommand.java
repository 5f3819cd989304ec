package io.letterhead.cli;

import io.letterhead.cli.config.ConfigSchema;
import io.letterhead.dsl.PolicySchema;
import io.letterhead.policy.PlugIns;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code letterhead schema}: prints the JSON Schema by which editors help with a file. */
@Command(
    name = "schema",
    description = {
      "Prints the JSON Schema (2020-12) of policy files, with the names of what is installed here: "
          + "secret sources, credential schemes, verbs of plug-ins, profiles; or that of the "
          + "gateway's config. An editor that has it completes keys, shows what they mean, and "
          + "marks what would not load; docs/editors.md tells how. Only `check` proves a policy."
    },
    footer = {
      "",
      "Example:",
      "  letterhead schema > letterhead.schema.json",
      "  letterhead schema config > gateway.schema.json",
      "",
      "Exit codes: 0 done, 1 wrong usage or an internal error."
    })
final class SchemaCommand implements Runnable {

  private static final String POLICY = "policy";
  private static final String CONFIG = "config";

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "KIND",
      arity = "0..1",
      defaultValue = POLICY,
      description = "The kind of file: policy or config (default: ${DEFAULT-VALUE}).")
  private String kind;

  @SuppressWarnings("NullAway.Init")
  SchemaCommand() {}

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    switch (kind) {
      case POLICY -> {
        out.print(PolicySchema.json(PlugIns.installed()));
        out.print("\n");
        out.flush();
      }
      case CONFIG -> JsonResult.printBare(out, ConfigSchema::writeTo);
      default ->
          throw new ParameterException(
              spec.commandLine(),
              "there is no schema of '" + kind + "', only of 'policy' and 'config'");
    }
  }
}
