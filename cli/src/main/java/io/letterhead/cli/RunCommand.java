package io.letterhead.cli;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.letterhead.cli.child.Events;
import io.letterhead.cli.child.Limits;
import io.letterhead.cli.child.ServerCommand;
import io.letterhead.cli.child.Supervision;
import io.letterhead.cli.serving.Signals;
import io.letterhead.policy.PlugIns;
import io.letterhead.policy.PolicyGeneration;
import io.letterhead.vertx.OriginHealth;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code letterhead run}: a model server, and the gateway in front of it. */
@Command(
    name = "run",
    customSynopsis = {
      "letterhead run --policy FILE --provider NAME [--child-key-env NAME]",
      "               [--health PATH] [--ready-timeout TIME] [--stop-timeout TIME]",
      "               [--config FILE] [flags of the gateway] -- COMMAND..."
    },
    description = {
      "Starts a model server on this machine, waits until its /health answers 2xx, then runs the "
          + "gateway in front of it, as serve does.",
      "SIGTERM and SIGINT let the requests under way end, then end the server with all its "
          + "processes; a second one hastens. A server that ends by itself ends the gateway. It "
          + "gets neither the policy's secrets nor the LETTERHEAD_ variables; what it prints goes "
          + "to the standard error."
    },
    footer = {
      "",
      "Example:",
      "  letterhead run --policy letterhead.yaml --provider vllm \\",
      "      --child-key-env VLLM_API_KEY -- vllm serve MODEL --host 127.0.0.1",
      "",
      "Exit codes: 0 after a signal, 1 cannot start or the server is not ready in",
      "time, 2 the policy or the config is invalid; else the server's own."
    })
final class RunCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(names = "--policy", paramLabel = "FILE", description = "The policy file.")
  private @Nullable Path policy;

  @Option(
      names = "--provider",
      paramLabel = "NAME",
      required = true,
      description = "The provider of the policy whose origin the model server is.")
  private String provider;

  @Option(
      names = "--child-key-env",
      paramLabel = "NAME",
      description =
          "The environment variable in which the model server gets the provider's key, such as "
              + "VLLM_API_KEY. Without it, the server gets no key.")
  private @Nullable String keyVariable;

  @Option(
      names = "--health",
      paramLabel = "PATH",
      defaultValue = "/health",
      description = "Where to ask, at the origin's root. Default: /health.")
  private String health;

  @Option(
      names = "--ready-timeout",
      paramLabel = "TIME",
      defaultValue = "600s",
      converter = TimeOption.class,
      description = "How long the server may take to be ready. Default: 600s.")
  private Duration ready;

  @Option(
      names = "--stop-timeout",
      paramLabel = "TIME",
      defaultValue = "30s",
      converter = TimeOption.class,
      description = "How long it may take to end after SIGTERM. Default: 30s.")
  private Duration stop;

  @Mixin private GatewayOptions gateway;

  @Parameters(
      paramLabel = "COMMAND",
      arity = "0..*",
      description = "The model server's program and its arguments, behind --.")
  private List<String> command = List.of();

  @SuppressWarnings("NullAway.Init")
  RunCommand() {}

  /** Uses these variables in place of the process's own. */
  void in(Map<String, String> variables) {
    gateway.in(variables);
  }

  @Override
  public Integer call() throws InterruptedException {
    ImmutableList<String> words = words();
    Path file =
        gateway.policy(policy).orElseThrow(() -> usage("what to serve is missing: --policy FILE"));
    PlugIns plugIns = PlugIns.installed();
    FirstReading read = FirstReading.of(gateway.filesOf(file, plugIns), spec.commandLine());
    ChildProvider child = ChildProvider.of(read.revision(), provider, health);
    child.requireFreePort();
    ServerCommand server = server(words, read.revision().policy(), child, read);
    Events events = new Events();
    if (!hears(events)) {
      read.log("letterhead: warning: signals cannot be heard here; they end all at once");
    }
    try (OriginHealth question = OriginHealth.of(read.revision(), provider, health)) {
      return new Supervision(server, Limits.of(ready, stop), events, read::log)
          .run(
              "model server " + provider, question::ask, OriginHealth.UP, () -> front(read, child));
    }
  }

  private static boolean hears(Events events) {
    return Signals.handle("TERM", events::tellToEnd)
        && Signals.handle("INT", events::tellToEnd)
        && Signals.handle("HUP", () -> {}); // until there is a gateway that can reload
  }

  private Supervision.Front front(FirstReading read, ChildProvider child) {
    child.warnings().forEach(read::log);
    Serving serving = read.serve();
    read.tell(serving);
    return serving::draining;
  }

  private ServerCommand server(
      ImmutableList<String> words,
      PolicyGeneration generation,
      ChildProvider child,
      FirstReading read) {
    ImmutableSet<String> secrets = generation.policy().keysIn("env");
    ServerCommand server;
    try {
      server = ServerCommand.of(words, gateway.environment(), secrets);
    } catch (IllegalArgumentException absent) {
      throw new CommandException(
          ExitCode.FAILED,
          "the model server cannot be started: "
              + Escaped.line(String.valueOf(absent.getMessage())));
    }
    if (child
        .key()
        .filter(key -> words.stream().anyMatch(word -> word.contains(key)))
        .isPresent()) {
      read.log(
          "letterhead: warning: the provider's key is among the command's arguments, which every"
              + " user of this machine can see; give it with --child-key-env NAME");
    }
    return keyVariable == null ? server : server.withKey(variable(keyVariable), child.requireKey());
  }

  private String variable(String name) {
    if (!OriginPolicy.isVariable(name)) {
      throw usage(
          "--child-key-env takes the name of a variable, such as VLLM_API_KEY; never the key");
    }
    return name;
  }

  /** What stands behind the first {@code --}; nothing may stand before it that is no option. */
  private ImmutableList<String> words() {
    List<String> all = spec.commandLine().getParseResult().originalArgs();
    int end = all.indexOf("--");
    List<String> behind = end < 0 ? List.of() : all.subList(end + 1, all.size());
    if (behind.isEmpty() || !behind.equals(command)) {
      throw usage("what to run is missing: end with -- COMMAND and its arguments");
    }
    return ImmutableList.copyOf(behind);
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
