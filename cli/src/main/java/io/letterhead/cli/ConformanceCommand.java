package io.letterhead.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.letterhead.conformance.report.ConformanceReport;
import io.letterhead.conformance.report.JsonReport;
import io.letterhead.conformance.report.Subject;
import io.letterhead.conformance.suite.GatewayOrigin;
import io.letterhead.conformance.suite.GatewayTransport;
import io.letterhead.conformance.suite.Outcome;
import io.letterhead.conformance.suite.PolicyWords;
import io.letterhead.conformance.suite.Requirement;
import io.letterhead.conformance.suite.Suite;
import io.letterhead.conformance.suite.SuitePolicy;
import io.letterhead.conformance.suite.TransportUnderTest;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code letterhead conformance}: whether a caller can override a credential through a subject. */
@Command(
    name = "conformance",
    description = {
      "Measures a gateway or a transport by the requirements of conformance/SPEC.md, on bytes: what comes to "
          + "a recording origin, and what the caller gets. Says pass, fail, not-strict, skipped "
          + "or setup-error for each, with the evidence.",
      "A transport is a class of a jar of one's own. LETTERHEAD_PLUGINS names such jars to the "
          + "launcher; without it they stand beside letterhead.jar on the class path. "
          + "docs/conformance.md tells how."
    },
    footer = {
      "",
      "Example:",
      "  letterhead conformance --list",
      "  letterhead conformance --policy --origin-listen 127.0.0.1:9000",
      "  letterhead conformance --gateway http://127.0.0.1:8080/provider \\",
      "      --origin-listen 127.0.0.1:9000",
      "  LETTERHEAD_PLUGINS=mine.jar letterhead conformance --transport mine",
      "  letterhead conformance --transport mine --requirement LH-1.2 --wire h1",
      "  letterhead conformance --merge one.json two.json --format html",
      "",
      "Exit codes: 0 nothing failed (the report tells what was skipped), 1 wrong usage,",
      "or something could not be measured, 3 a requirement failed."
    })
final class ConformanceCommand implements Callable<Integer> {

  private static final URI ORIGIN = URI.create("http://127.0.0.1:9000");

  /** What is done; one of these. */
  static final class Task {
    @Option(
        names = "--transport",
        paramLabel = "NAME",
        description = "Measures the transport of that name.")
    private @Nullable String transport;

    @Option(
        names = "--gateway",
        paramLabel = "URL",
        description =
            "Measures the gateway that listens there, with the path of the provider; "
                + "once for http and once for https.")
    private @Nullable List<URI> routes;

    @Option(
        names = "--merge",
        paramLabel = "REPORT.json",
        arity = "1..*",
        description = "Measures nothing; shows these reports (of --format json) as one.")
    private @Nullable List<Path> reports;

    @Option(names = "--list", description = "Lists the requirements.")
    private boolean lists;

    @Option(
        names = "--policy",
        description =
            "Prints the policy that a gateway is to be configured for, in words and as "
                + "a policy file.")
    private boolean policy;

    Task() {}
  }

  @Spec private CommandSpec spec;

  @ArgGroup(multiplicity = "1")
  private Task task;

  @Mixin private MeasuredGateway gateway;

  @Mixin private ConformanceSelection selection;

  @Option(
      names = "--subject-version",
      paramLabel = "TEXT",
      description = "The version of what is measured, for the report.")
  private Optional<String> version;

  @Option(
      names = "--date",
      paramLabel = "DAY",
      description = "A day for the report, which else holds none, so that two runs are the same.")
  private Optional<String> date;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "How the report is written: ${COMPLETION-CANDIDATES}.")
  private ConformanceFormat format;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Where it is written; the standard output, if this is left out.")
  private @Nullable Path output;

  @SuppressWarnings("NullAway.Init")
  ConformanceCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (task.lists) {
      write(listed());
    } else if (task.policy) {
      write(policy());
    } else if (task.reports != null) {
      write(report(read(task.reports)));
    } else if (task.routes != null) {
      return measured(task.routes);
    } else if (task.transport != null) {
      return measured(InstalledTransports.named(task.transport));
    }
    return ExitCode.DONE;
  }

  private int measured(TransportUnderTest transport) throws IOException, InterruptedException {
    String command = "letterhead conformance --transport " + ShellWord.of(transport.name());
    return measured(transport, Suite.of(transport), command);
  }

  private int measured(List<URI> routes) throws IOException, InterruptedException {
    GatewayTransport transport = gateway.transport(routes, spec);
    try (GatewayOrigin origin = gateway.listening(spec)) {
      return measured(transport, Suite.of(transport, origin), gateway.command(routes));
    }
  }

  private int measured(TransportUnderTest transport, Suite suite, String command)
      throws IOException, InterruptedException {
    ConformanceReport report =
        ConformanceReport.of(
            Subject.of(transport.name(), version, transport.features(), command),
            Version.number(),
            date,
            selection.run(suite, transport.wires(), spec));
    write(report(List.of(report)));
    return ended(report);
  }

  private int ended(ConformanceReport report) {
    PrintWriter err = spec.commandLine().getErr();
    int unmeasured = report.count(Outcome.SETUP_ERROR);
    if (unmeasured > 0) {
      err.println(
          "letterhead: "
              + unmeasured
              + (unmeasured == 1 ? " requirement" : " requirements")
              + " could not be measured; the report says why");
    }
    if (report.count(Outcome.FAIL) > 0) {
      return ExitCode.NOT_MET;
    }
    return unmeasured > 0 ? ExitCode.FAILED : ExitCode.DONE;
  }

  private String report(List<ConformanceReport> reports) {
    return format
        .write(reports)
        .orElseThrow(
            () ->
                new ParameterException(
                    spec.commandLine(),
                    "several reports are shown as text or html, not " + format));
  }

  private static List<ConformanceReport> read(List<Path> files) {
    List<ConformanceReport> reports = new ArrayList<>();
    for (Path file : files) {
      String name = Escaped.line(file.toString());
      try {
        reports.add(JsonReport.read(Files.readString(file)));
      } catch (IOException unreadable) {
        throw new CommandException(ExitCode.FAILED, "the report cannot be read: " + name);
      } catch (IllegalArgumentException none) {
        throw new CommandException(
            ExitCode.FAILED,
            name + " is no conformance report: " + Escaped.line(String.valueOf(none.getMessage())));
      }
    }
    return reports;
  }

  private String listed() {
    TextTable table = new TextTable(Style.of(spec.commandLine()), "", 8, 22);
    table.head("ID", "BINDS", "WHAT IT ASKS");
    for (Requirement each : selection.requirements()) {
      String feature = each.feature().map(bound -> ", " + bound.id()).orElse("");
      table.add(each.id(), each.level() + feature, each.text());
    }
    return String.join("\n", table.lines()) + "\n";
  }

  private String policy() {
    PolicyWords words = PolicyWords.of(SuitePolicy.REFERENCE, gateway.origin(ORIGIN));
    StringBuilder text = new StringBuilder();
    for (String sentence : words.sentences()) {
      String begin = "# - ";
      for (String line : Wrapped.lines(sentence, 76, false)) {
        text.append(begin).append(line).append('\n');
        begin = "#   ";
      }
    }
    return text.append("#\n# The same as a policy file, with the credential in ")
        .append(PolicyWords.VARIABLE)
        .append(":\n")
        .append(words.file())
        .toString();
  }

  private void write(String text) throws IOException {
    if (output != null) {
      try {
        Files.writeString(output, text, UTF_8);
      } catch (IOException unwritable) {
        throw new CommandException(
            ExitCode.FAILED, "the file cannot be written: " + Escaped.line(output.toString()));
      }
      return;
    }
    PrintWriter out = spec.commandLine().getOut();
    out.print(text);
    out.flush();
  }
}
