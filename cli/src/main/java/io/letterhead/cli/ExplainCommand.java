package io.letterhead.cli;

import io.letterhead.dsl.PolicyFiles;
import io.letterhead.policy.CompiledPolicy;
import io.letterhead.policy.Decision;
import io.letterhead.policy.FieldName;
import io.letterhead.policy.PlugIns;
import io.letterhead.policy.PolicyGeneration;
import io.letterhead.policy.ProviderPolicy;
import io.letterhead.policy.RejectedException;
import io.letterhead.policy.RequestHead;
import io.letterhead.policy.RequestTarget;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code letterhead explain}: what leaves of one request and why, field by field. */
@Command(
    name = "explain",
    description = {
      "Shows what would leave of a request and why, field by field, and why the rest would not.",
      "Decides as the gateway does, but resolves no secret and sends nothing."
    },
    footer = {
      "",
      "Example:",
      "  letterhead explain letterhead.yaml --provider vllm --method POST \\",
      "    --path /v1/chat/completions \\",
      "    -H 'Authorization: Bearer mine' -H 'X-Tier: free'",
      "",
      "Exit codes: 0 explained (a rejection too), 1 wrong usage, 2 the file is invalid."
    })
final class ExplainCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The policy file.")
  private Path file;

  @Option(
      names = "--provider",
      paramLabel = "P",
      description = "The provider; may be left out if the policy has one.")
  private @Nullable String provider;

  @Option(
      names = "--method",
      paramLabel = "M",
      defaultValue = "GET",
      description = "The request's method (default: ${DEFAULT-VALUE}).")
  private String method;

  @Option(
      names = "--path",
      paramLabel = "T",
      defaultValue = "/",
      description = "The path, with its query, behind the route (default: ${DEFAULT-VALUE}).")
  private String path;

  @Option(
      names = "--caller",
      paramLabel = "ID",
      defaultValue = "",
      description = "The authenticated caller, such as key/team-a; none if it is left out.")
  private String caller;

  @Option(
      names = "--data",
      paramLabel = "JSON",
      description = "What the caller sends in the policy's caller-data field.")
  private @Nullable String data;

  @Option(
      names = {"-H", "--header"},
      paramLabel = "'NAME: VALUE'",
      converter = HeaderOption.Converter.class,
      description = "A field that the caller sends; repeatable.")
  private List<HeaderOption> headers = List.of();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "How the result is written: ${COMPLETION-CANDIDATES}.")
  private Format format;

  @SuppressWarnings("NullAway.Init")
  ExplainCommand() {}

  @Override
  public Integer call() {
    CompiledPolicy policy = Problems.policyOf(PolicyFiles.load(file, PlugIns.installed()));
    ExplainReport report = report(policy, provider(policy));
    if (format == Format.JSON) {
      JsonResult.print(spec.commandLine().getOut(), report::writeJson);
    } else {
      report.print(spec.commandLine().getOut(), Style.of(spec.commandLine()));
    }
    return ExitCode.DONE;
  }

  private ExplainReport report(CompiledPolicy policy, ProviderPolicy chosen) {
    RequestTarget target;
    try {
      target = RequestTarget.parse(HeaderOption.parse(":" + path).value());
    } catch (RejectedException refused) {
      Decision refusal = new Decision.Reject(refused.rejection());
      return new ExplainReport(chosen, method, path, Explanation.none(chosen, refusal));
    }
    RequestHead.Builder head = RequestHead.builder(method, target).caller(caller);
    headers.forEach(header -> head.add(header.name(), header.value()));
    if (data != null) {
      head.add(carrier(policy), HeaderOption.parse(":" + data).value());
    }
    return new ExplainReport(
        chosen,
        method,
        path,
        Explanation.of(PolicyGeneration.standIns(policy), chosen, head.build()));
  }

  private String carrier(CompiledPolicy policy) {
    return policy
        .carrier()
        .map(FieldName::spelled)
        .orElseThrow(
            () ->
                new ParameterException(
                    spec.commandLine(),
                    "--data: the policy has no `caller-data`, so no field carries any"));
  }

  private ProviderPolicy provider(CompiledPolicy policy) {
    List<ProviderPolicy> all = List.copyOf(policy.providers().values());
    if (provider == null && all.size() == 1) {
      return all.get(0);
    }
    String known = "the policy has: " + String.join(", ", policy.providers().keySet());
    if (provider == null) {
      throw new ParameterException(spec.commandLine(), "--provider is missing; " + known);
    }
    ProviderPolicy found = policy.providers().get(provider);
    if (found == null) {
      throw new ParameterException(
          spec.commandLine(), "no provider is named '" + provider + "'; " + known);
    }
    return found;
  }
}
