package io.letterhead.cli;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.letterhead.cli.config.GatewaySettings;
import io.letterhead.cli.config.Setting;
import io.letterhead.cli.config.SettingFlags;
import io.letterhead.cli.serving.HangUp;
import io.letterhead.cli.serving.Notices;
import io.letterhead.cli.serving.Reading;
import io.letterhead.cli.serving.Reloads;
import io.letterhead.cli.serving.RevisionFiles;
import io.letterhead.dsl.Loaded;
import io.letterhead.dsl.PolicyFiles;
import io.letterhead.policy.PlugIns;
import io.letterhead.vertx.DecisionListener;
import io.letterhead.vertx.Revision;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
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

  private static final int MOST_READINGS = 50;

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
    Consumer<String> log =
        line -> {
          err.println(line);
          err.flush();
        };
    RevisionFiles files = files(PlugIns.installed());
    Reading reading = atRest(files);
    Revision revision =
        reading
            .revision()
            .orElseThrow(
                () ->
                    new CommandException(ExitCode.INVALID_POLICY, reading.text().stripTrailing()));
    err.print(reading.text());
    Notices.of(revision.policy()).forEach(log);
    err.flush();
    Serving serving = Serving.start(revision, DecisionListener.none());
    Reloads reloads = new Reloads(files, serving.gateway(), reading, log);
    reloads.start();
    if (!HangUp.runs(reloads::hangUp)) {
      log.accept("letterhead: warning: this system has no SIGHUP; files are watched all the same");
    }
    serving.drainOnSignal();
    serving.adminUrl().ifPresent(url -> log.accept("letterhead: admin on " + url));
    spec.commandLine().getOut().println("listening on " + serving.url());
    spec.commandLine().getOut().flush();
    Serving.untilSignal();
    return ExitCode.DONE;
  }

  /** The first reading during which no file changed. */
  private static Reading atRest(RevisionFiles files) {
    Optional<Reading> read = files.read(Optional.empty());
    for (int i = 1; read.isEmpty() && i < MOST_READINGS; i++) {
      read = files.read(Optional.empty());
    }
    return read.orElseThrow(
        () -> new CommandException(ExitCode.FAILED, "the files change while they are read"));
  }

  private RevisionFiles files(PlugIns plugIns) {
    Optional<Path> configFile = file(config, "LETTERHEAD_CONFIG");
    ImmutableMap<Setting, String> flags = SettingFlags.given(spec.commandLine().getParseResult());
    Supplier<GatewaySettings> settings = () -> GatewaySettings.load(configFile, flags, environment);
    OneOrigin one = source == null ? null : source.origin;
    if (one != null) {
      Loaded loaded = load(one, plugIns);
      return new RevisionFiles(
          configFile.map(ImmutableSet::of).orElse(ImmutableSet.of()),
          () -> loaded,
          settings,
          plugIns);
    }
    Path policy =
        file(source == null ? null : source.policy, "LETTERHEAD_POLICY")
            .orElseThrow(
                () ->
                    new ParameterException(
                        spec.commandLine(),
                        "what to serve is missing: --policy FILE, or --origin URL with --key-env"
                            + " NAME"));
    return new RevisionFiles(
        Stream.concat(Stream.of(policy), configFile.stream())
            .collect(ImmutableSet.toImmutableSet()),
        () -> PolicyFiles.load(policy, plugIns),
        settings,
        plugIns);
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
