package io.letterhead.cli;

import io.letterhead.cli.config.ConfigProblems;
import io.letterhead.cli.config.GatewaySettings;
import io.letterhead.cli.config.SettingFlags;
import io.letterhead.dsl.Loaded;
import io.letterhead.dsl.PolicyFiles;
import io.letterhead.dsl.ProblemRenderer;
import io.letterhead.policy.CompiledPolicy;
import io.letterhead.policy.PlugIns;
import io.letterhead.policy.PolicyGeneration;
import io.letterhead.policy.Problem;
import io.letterhead.policy.UnusableSecret;
import io.letterhead.vertx.DecisionListener;
import io.letterhead.vertx.GatewayConfig;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
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

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "The config file. A flag below stands for its key in the file; the variable LETTERHEAD_ "
              + "with the flag's name in capitals does, too (--timeouts-idle: "
              + "LETTERHEAD_TIMEOUTS_IDLE). The flag wins over the variable, that over the file.")
  private @Nullable Path config;

  private Map<String, String> environment = System.getenv();

  @SuppressWarnings("NullAway.Init")
  ServeCommand() {}

  /** Uses these variables in place of the process's own. */
  void in(Map<String, String> variables) {
    environment = variables;
  }

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    PlugIns plugIns = PlugIns.installed();
    Optional<Path> configFile = file(config, "LETTERHEAD_CONFIG");
    GatewaySettings settings =
        GatewaySettings.load(
            configFile, SettingFlags.given(spec.commandLine().getParseResult()), environment);
    GatewayConfig served = settings.config().orElseThrow(() -> invalid(settings.problems()));
    Loaded loaded = load(plugIns);
    CompiledPolicy policy = Problems.policyOf(loaded);
    err.print(Problems.text(loaded, Style.PLAIN));
    if (!settings.against(policy).isEmpty()) {
      throw invalid(settings.against(policy));
    }
    requireCallers(loaded, policy, served.admission().callers().areAuthenticated());
    PolicyGeneration generation = PolicyGeneration.resolve(policy, plugIns);
    tellOfSecrets(generation, err);
    err.flush();
    Serving serving = start(served, generation);
    serving.drainOnSignal();
    spec.commandLine().getOut().println("listening on " + serving.url());
    spec.commandLine().getOut().flush();
    Serving.untilSignal();
    return ExitCode.DONE;
  }

  /** Ends the command if the policy needs callers and has none, or the other way round. */
  private static void requireCallers(Loaded loaded, CompiledPolicy policy, boolean authenticated) {
    List<Problem> problems = authenticated ? policy.withCallers() : policy.withoutCallers();
    if (!problems.isEmpty()) {
      throw new CommandException(
          ExitCode.INVALID_POLICY,
          Escaped.line(loaded.fileName())
              + ": cannot be served "
              + (authenticated ? "with" : "without")
              + " callers\n"
              + Problems.text(loaded, problems).stripTrailing());
    }
  }

  /** What only the start itself sees, such as what a file of users holds, is the config's too. */
  private static Serving start(GatewayConfig served, PolicyGeneration generation) {
    try {
      return Serving.start(served, generation, DecisionListener.none());
    } catch (IllegalArgumentException refused) {
      throw new CommandException(
          ExitCode.INVALID_POLICY,
          "invalid config\n" + Escaped.line(String.valueOf(refused.getMessage())));
    }
  }

  private static void tellOfSecrets(PolicyGeneration generation, PrintWriter err) {
    for (UnusableSecret lost : generation.unusable()) {
      err.println(
          "letterhead: provider "
              + lost.provider()
              + " answers 503: secret "
              + lost.secret()
              + ": "
              + lost.reason());
    }
    for (String brief : generation.brief()) {
      err.println(
          "letterhead: warning: secret "
              + brief
              + " is, or holds a part, below 8 bytes: responses are not searched for it");
    }
  }

  private static CommandException invalid(ConfigProblems problems) {
    return new CommandException(
        ExitCode.INVALID_POLICY,
        "invalid config\n" + problems.text(ProblemRenderer.plain()).stripTrailing());
  }

  /** A file that an option names, or else a variable. */
  private Optional<Path> file(@Nullable Path option, String variable) {
    if (option != null) {
      return Optional.of(option);
    }
    return Optional.ofNullable(environment.get(variable))
        .filter(name -> !name.isEmpty())
        .map(Path::of);
  }

  private Loaded load(PlugIns plugIns) {
    OneOrigin one = source == null ? null : source.origin;
    if (one == null) {
      Path policy =
          file(source == null ? null : source.policy, "LETTERHEAD_POLICY")
              .orElseThrow(
                  () ->
                      new ParameterException(
                          spec.commandLine(),
                          "what to serve is missing: --policy FILE, or --origin URL with --key-env"
                              + " NAME"));
      return PolicyFiles.load(policy, plugIns);
    }
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
