package io.letterhead.cli;

import io.letterhead.conformance.suite.Requirement;
import io.letterhead.conformance.suite.Result;
import io.letterhead.conformance.suite.Specification;
import io.letterhead.conformance.suite.Suite;
import io.letterhead.conformance.suite.Wire;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Which requirements are measured, and over which wires: all, where nothing is said. */
final class ConformanceSelection {

  @Option(
      names = "--requirement",
      paramLabel = "ID",
      converter = RequirementOption.class,
      description = "Measures this requirement alone; may be repeated.")
  private List<Requirement> requirements = new ArrayList<>();

  @Option(
      names = "--wire",
      paramLabel = "WIRE",
      converter = WireOption.class,
      description = "Looks at this side alone: h1, h1-tls or h2; may be repeated.")
  private List<Wire> wires = new ArrayList<>();

  ConformanceSelection() {}

  /** The requirements, in the order of the specification. */
  List<Requirement> requirements() {
    return Specification.shipped().requirements().stream()
        .filter(each -> requirements.isEmpty() || requirements.contains(each))
        .toList();
  }

  /** What comes of them over those of the subject's wires that are selected. */
  List<Result> run(Suite suite, List<Wire> offered, CommandSpec spec) throws InterruptedException {
    for (Wire wire : wires) {
      if (!offered.contains(wire)) {
        throw new ParameterException(
            spec.commandLine(),
            "the subject does not claim " + wire.id() + ", so nothing can be seen over it");
      }
    }
    List<Result> results = new ArrayList<>();
    for (Requirement requirement : requirements()) {
      for (Wire wire : offered) {
        if (wires.isEmpty() || wires.contains(wire)) {
          results.add(suite.run(requirement, wire));
        }
      }
    }
    return results;
  }
}
