package io.letterhead.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.letterhead.cli.config.SettingFlags;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * The {@code letterhead} command. Results go to the standard output, everything else to the
 * standard error; both are UTF-8 on every machine.
 */
@Command(
    name = "letterhead",
    description = "Callers write the letter; the policy prints the letterhead.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    scope = ScopeType.INHERIT,
    usageHelpAutoWidth = false,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      CheckCommand.class,
      ExplainCommand.class,
      ProfilesCommand.class,
      ServeCommand.class,
      RunCommand.class,
      SchemaCommand.class,
      ConformanceCommand.class,
      DemoCommand.class
    },
    footer = {
      "",
      "Example:",
      "  letterhead demo --once",
      "",
      "Exit codes: 0 done, 1 wrong usage or an internal error, 2 an invalid policy."
    })
public final class Letterhead implements Runnable {

  @Spec private CommandSpec spec;

  /** Made by {@link #commandLine}. */
  @SuppressWarnings("NullAway.Init")
  Letterhead() {}

  /**
   * Runs the command and ends the process with its exit code.
   *
   * @param arguments the command line
   */
  public static void main(String[] arguments) {
    QuietLogging.configure();
    CommandLine letterhead = commandLine();
    letterhead.setOut(utf8(FileDescriptor.out));
    letterhead.setErr(utf8(FileDescriptor.err));
    int code = letterhead.execute(arguments);
    letterhead.getOut().flush();
    letterhead.getErr().flush();
    System.exit(code);
  }

  /** The command with its subcommands, ready to execute. */
  static CommandLine commandLine() {
    CommandLine letterhead = new CommandLine(new Letterhead());
    for (String gateway : new String[] {"serve", "run"}) {
      CommandLine command = Objects.requireNonNull(letterhead.getSubcommands().get(gateway));
      SettingFlags.addTo(command.getCommandSpec());
    }
    return letterhead
        .setExpandAtFiles(false) // an argument of another program that begins with @ stays one
        .registerConverter(Format.class, new EnumOption<>(Format.class))
        .registerConverter(CheckFormat.class, new EnumOption<>(CheckFormat.class))
        .registerConverter(ConformanceFormat.class, new EnumOption<>(ConformanceFormat.class))
        .setExecutionStrategy(Failures::watched)
        .setParameterExceptionHandler(Failures::wrongUsage)
        .setExecutionExceptionHandler(Failures::ended);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }

  private static PrintWriter utf8(FileDescriptor stream) {
    return new PrintWriter(new OutputStreamWriter(new FileOutputStream(stream), UTF_8), true);
  }
}
