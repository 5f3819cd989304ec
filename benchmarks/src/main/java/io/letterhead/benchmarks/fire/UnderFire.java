package io.letterhead.benchmarks.fire;

import java.nio.file.Path;
import java.util.List;

/** Runs one scenario, tells what it has shown, and fails where a condition does not hold. */
final class UnderFire {

  private UnderFire() {}

  /**
   * Runs one.
   *
   * @param args the scenario, then its options
   */
  public static void main(String[] args) throws Exception {
    if (args.length == 0) {
      System.err.println("usage: under-fire streams|slow-reader|faults|endurance [--NAME VALUE]…");
      System.exit(1);
    }
    Options options = Options.parse(List.of(args).subList(1, args.length));
    Path gateway = Path.of(options.word("gateway", "./letterhead")).toAbsolutePath();
    Report report = run(args[0], options, List.of(gateway.toString()));
    System.out.print(report.table());
    System.out.println(report.json());
    System.exit(report.passed() ? 0 : 3);
  }

  /**
   * Runs a scenario.
   *
   * @param gateway the command that runs {@code letterhead}
   */
  static Report run(String scenario, Options options, List<String> gateway) throws Exception {
    return switch (scenario) {
      case "streams" ->
          on(
              options,
              Stage.start(options, gateway, "", "callers: none\n", 0),
              stage -> new StreamsScenario(options).run(stage, stage.front()));
      case "slow-reader" ->
          on(
              options,
              Stage.start(options, gateway, "", "callers: none\n", 0),
              stage -> new SlowReaderScenario(options).run(stage));
      case "faults" ->
          on(
              options,
              Stage.start(options, gateway, FaultsScenario.JVM, FaultsScenario.config(options), 0),
              stage -> new FaultsScenario(options).run(stage));
      case "endurance" -> {
        EnduranceScenario endurance = new EnduranceScenario(options);
        try (Attacks attacks = new Attacks(endurance.seed())) {
          yield on(
              options,
              Stage.start(options, gateway, "", "callers: none\n", attacks.port()),
              stage -> endurance.run(stage, attacks));
        }
      }
      default -> throw new IllegalArgumentException(scenario + ": no scenario");
    };
  }

  private static Report on(Options options, Stage stage, Scenario scenario) throws Exception {
    try (stage) {
      Report report = scenario.run(stage);
      Log.check(report, stage.gateway(), options.count("late-ms", 1000));
      return report;
    }
  }

  /** Something that happens on a stage. */
  @FunctionalInterface
  private interface Scenario {
    Report run(Stage stage) throws Exception;
  }
}
