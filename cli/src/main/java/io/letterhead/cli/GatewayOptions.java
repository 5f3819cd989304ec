package io.letterhead.cli;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.letterhead.cli.config.GatewaySettings;
import io.letterhead.cli.config.Setting;
import io.letterhead.cli.config.SettingFlags;
import io.letterhead.cli.serving.RevisionFiles;
import io.letterhead.dsl.Loaded;
import io.letterhead.dsl.PolicyFiles;
import io.letterhead.policy.PlugIns;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Where a command with a gateway has its policy and its config from. */
final class GatewayOptions {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

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
  GatewayOptions() {}

  /** Uses these variables in place of the process's own. */
  void in(Map<String, String> variables) {
    environment = variables;
  }

  Map<String, String> environment() {
    return environment;
  }

  /** The policy's file: the option's, else the variable's. */
  Optional<Path> policy(@Nullable Path option) {
    return file(option, "LETTERHEAD_POLICY");
  }

  /** The files of a gateway whose policy is one of them. */
  RevisionFiles filesOf(Path policy, PlugIns plugIns) {
    Optional<Path> configFile = configFile();
    return new RevisionFiles(
        Stream.concat(Stream.of(policy), configFile.stream())
            .collect(ImmutableSet.toImmutableSet()),
        () -> PolicyFiles.load(policy, plugIns),
        settings(configFile),
        plugIns);
  }

  /** The files of a gateway whose policy stays as it is. */
  RevisionFiles filesOf(Loaded policy, PlugIns plugIns) {
    Optional<Path> configFile = configFile();
    return new RevisionFiles(
        configFile.map(ImmutableSet::of).orElse(ImmutableSet.of()),
        () -> policy,
        settings(configFile),
        plugIns);
  }

  private Optional<Path> configFile() {
    return file(config, "LETTERHEAD_CONFIG");
  }

  private Supplier<GatewaySettings> settings(Optional<Path> configFile) {
    ImmutableMap<Setting, String> flags =
        SettingFlags.given(command.commandLine().getParseResult());
    return () -> GatewaySettings.load(configFile, flags, environment);
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
}
