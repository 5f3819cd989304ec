package io.letterhead.cli;

import com.google.common.collect.ImmutableSet;
import io.letterhead.dsl.Loaded;
import io.letterhead.dsl.PolicyFiles;
import io.letterhead.policy.CompiledPolicy;
import io.letterhead.policy.PlugIns;
import io.letterhead.policy.PolicyGeneration;
import io.letterhead.policy.UnusableSecret;
import io.letterhead.vertx.DecisionListener;
import io.letterhead.vertx.GatewayConfig;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
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
      "  letterhead serve --origin https://api.openai.com --key-env OPENAI_API_KEY",
      "",
      "A provider whose secret is missing answers 503; the others serve.",
      "Exit codes: 0 after a signal, 1 cannot start, 2 the policy is invalid."
    })
final class ServeCommand implements Callable<Integer> {

  /** Who may call, as far as it can be said yet. */
  enum Callers {
    NONE;

    @Override
    public String toString() {
      return "none";
    }
  }

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

  @ArgGroup(multiplicity = "1")
  private Source source;

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      defaultValue = "127.0.0.1:8080",
      converter = ListenAddress.Converter.class,
      description = "Where to listen (default: ${DEFAULT-VALUE}).")
  private ListenAddress listen;

  @Option(
      names = "--hosts",
      paramLabel = "NAME",
      split = ",",
      description = "What Host may name beside loopback names and addresses.")
  private List<String> hosts = List.of();

  @Option(
      names = "--callers",
      paramLabel = "none",
      description =
          "`none` allows an address that is not loopback: whoever reaches it uses the keys.")
  private @Nullable Callers callers;

  @SuppressWarnings("NullAway.Init")
  ServeCommand() {}

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    PlugIns plugIns = PlugIns.installed();
    Loaded loaded = load(plugIns);
    CompiledPolicy policy = Problems.policyOf(loaded);
    err.print(Problems.text(loaded, Style.PLAIN));
    if (!policy.withoutCallers().isEmpty()) {
      throw new CommandException(
          ExitCode.INVALID_POLICY,
          Escaped.line(loaded.fileName())
              + ": cannot be served without callers\n"
              + Problems.text(loaded, policy.withoutCallers()).stripTrailing());
    }
    PolicyGeneration generation = PolicyGeneration.resolve(policy, plugIns);
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
    err.flush();
    Serving serving = start(generation);
    serving.drainOnSignal();
    spec.commandLine().getOut().println("listening on " + serving.url());
    spec.commandLine().getOut().flush();
    Serving.untilSignal();
    return ExitCode.DONE;
  }

  private Loaded load(PlugIns plugIns) {
    if (source.policy != null) {
      return PolicyFiles.load(source.policy, plugIns);
    }
    OneOrigin one = source.origin;
    if (one == null) {
      throw new AssertionError("the group has a member");
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

  private Serving start(PolicyGeneration generation) {
    GatewayConfig config =
        GatewayConfig.defaults()
            .withListen(listen.host(), listen.port())
            .withHosts(ImmutableSet.copyOf(hosts))
            .withCallers(
                callers == Callers.NONE
                    ? new io.letterhead.vertx.callers.Callers.None()
                    : new io.letterhead.vertx.callers.Callers.Unsaid());
    try {
      return Serving.start(config, generation, DecisionListener.none());
    } catch (IllegalArgumentException beyondLoopback) {
      throw new ParameterException(
          spec.commandLine(),
          listen.host()
              + " is not loopback: whoever reaches it could use the keys; say --callers none if"
              + " that is meant");
    }
  }
}
