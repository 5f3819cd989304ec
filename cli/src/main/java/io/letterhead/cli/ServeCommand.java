package io.letterhead.cli;

import io.letterhead.cli.serving.RevisionFiles;
import io.letterhead.dsl.Loaded;
import io.letterhead.dsl.PolicyFiles;
import io.letterhead.policy.PlugIns;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code letterhead serve}: the gateway. */
@Command(
    name = "serve",
    description = {
      "Runs the gateway: /PROVIDER/... goes to that provider's origin, with the fields that the "
          + "policy lets leave and the credentials that it injects. With one provider, /... does "
          + "too.",
      "Prints a line when ready. SIGTERM and SIGINT let the requests under way end first."
    },
    footer = {
      "",
      "Example:",
      "  letterhead serve --policy letterhead.yaml --listen 127.0.0.1:8080",
      "  letterhead serve --policy letterhead.yaml --config gateway.yaml",
      "  letterhead serve --origin https://api.openai.com --key-env OPENAI_API_KEY",
      "",
      "A provider whose secret is missing answers 503; the others serve.",
      "Exit codes: 0 after a signal, 1 cannot start, 2 the policy or the config is",
      "invalid."
    })
final class ServeCommand implements Callable<Integer> {

  /** The one or the other way to say what is served. */
  static final class Source {
    @Option(names = "--policy", paramLabel = "FILE", description = "The policy file.")
    private @Nullable Path policy;

    @ArgGroup(exclusive = false)
    private @Nullable OneOrigin origin;

    Source() {}
  }

  /** An origin and its key, without a policy file. */
  static final class OneOrigin {
    @Option(
        names = "--origin",
        paramLabel = "URL",
        required = true,
        description = "Without a policy: the one origin to serve.")
    private String url;

    @Option(
        names = "--key-env",
        paramLabel = "NAME",
        required = true,
        description = "The environment variable that holds its key, sent as a bearer token.")
    private String variable;

    @SuppressWarnings("NullAway.Init")
    OneOrigin() {}
  }

  @Spec private CommandSpec spec;

  @ArgGroup(multiplicity = "0..1")
  private @Nullable Source source;

  @Mixin private GatewayOptions gateway;

  @SuppressWarnings("NullAway.Init")
  ServeCommand() {}

  /** Uses these variables in place of the process's own. */
  void in(Map<String, String> variables) {
    gateway.in(variables);
  }

  @Override
  public Integer call() {
    FirstReading read = FirstReading.of(files(PlugIns.installed()), spec.commandLine());
    Serving serving = read.serve();
    serving.drainOnSignal();
    read.tell(serving);
    Serving.untilSignal();
    return ExitCode.DONE;
  }

  private RevisionFiles files(PlugIns plugIns) {
    OneOrigin one = source == null ? null : source.origin;
    if (one != null) {
      return gateway.filesOf(load(one, plugIns), plugIns);
    }
    Path policy =
        gateway
            .policy(source == null ? null : source.policy)
            .orElseThrow(
                () ->
                    new ParameterException(
                        spec.commandLine(),
                        "what to serve is missing: --policy FILE, or --origin URL with --key-env"
                            + " NAME"));
    return gateway.filesOf(policy, plugIns);
  }

  private Loaded load(OneOrigin one, PlugIns plugIns) {
    String text;
    try {
      text = OriginPolicy.text(one.url, one.variable);
    } catch (IllegalArgumentException refused) {
      throw new ParameterException(spec.commandLine(), String.valueOf(refused.getMessage()));
    }
    PrintWriter err = spec.commandLine().getErr();
    err.println("# The policy of --origin and --key-env, to keep and to grow:");
    err.println(text);
    return PolicyFiles.load(OriginPolicy.NAME, text, plugIns);
  }
}
