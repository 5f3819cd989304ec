package io.letterhead.conformance.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.google.common.hash.Hashing;
import io.letterhead.conformance.suite.Outcome;
import io.letterhead.conformance.suite.Requirement;
import io.letterhead.conformance.suite.Result;
import io.letterhead.conformance.suite.Specification;
import io.letterhead.conformance.suite.Wire;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What came of the requirements for one subject. Immutable.
 *
 * @param subject what was measured
 * @param suite the version of the suite that measured it
 * @param specification the SHA-256 of the {@code SPEC.md} that it was measured by, in hex
 * @param core the ids of its core requirements, measured or not
 * @param date the day on which that was, if somebody wants it told; the suite never asks a clock
 * @param results what came of each requirement over each wire, in the order of {@code SPEC.md}
 */
public record ConformanceReport(
    Subject subject,
    String suite,
    String specification,
    List<String> core,
    Optional<String> date,
    List<Result> results) {

  /** From the worst to the best; the worst of a requirement's wires is its verdict. */
  private static final List<Outcome> WORST_FIRST =
      List.of(Outcome.FAIL, Outcome.SETUP_ERROR, Outcome.NOT_STRICT, Outcome.SKIPPED, Outcome.PASS);

  public ConformanceReport {
    requireNonNull(subject, "subject");
    requireNonNull(suite, "suite");
    requireNonNull(specification, "specification");
    core = List.copyOf(core);
    requireNonNull(date, "date");
    results = List.copyOf(results);
  }

  /** A report of results that were measured just now, by this suite. */
  public static ConformanceReport of(
      Subject subject, String suite, Optional<String> date, List<Result> results) {
    return new ConformanceReport(
        subject,
        suite,
        Hashing.sha256().hashString(Specification.shipped().text(), UTF_8).toString(),
        Specification.shipped().requirements().stream()
            .filter(Requirement::isCore)
            .map(Requirement::id)
            .toList(),
        date,
        results.stream().map(result -> SettledPorts.in(result, subject.command())).toList());
  }

  /** The requirements that there are results of, in their order. */
  public List<Requirement> requirements() {
    return results.stream().map(Result::requirement).distinct().toList();
  }

  /** The wires that there are results of, in their order. */
  public List<Wire> wires() {
    return Arrays.stream(Wire.values())
        .filter(wire -> results.stream().anyMatch(result -> result.wire() == wire))
        .toList();
  }

  /** What came of a requirement over a wire; empty if that was not measured. */
  public Optional<Result> result(String id, Wire wire) {
    return results.stream()
        .filter(result -> result.wire() == wire && result.requirement().id().equals(id))
        .findFirst();
  }

  /** What came of a requirement: the worst of its wires; empty if it was not measured. */
  public Optional<Outcome> verdict(String id) {
    return WORST_FIRST.stream()
        .filter(
            outcome ->
                results.stream()
                    .anyMatch(
                        result ->
                            result.outcome() == outcome && result.requirement().id().equals(id)))
        .findFirst();
  }

  /** How many requirements have which verdict: every outcome has a number, which may be zero. */
  public Map<Outcome, Integer> counts() {
    Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
    for (Outcome outcome : Outcome.values()) {
      counts.put(outcome, 0);
    }
    for (Requirement requirement : requirements()) {
      verdict(requirement.id()).ifPresent(outcome -> counts.merge(outcome, 1, Integer::sum));
    }
    return counts;
  }

  /** How many requirements have that verdict. */
  public int count(Outcome outcome) {
    return requireNonNull(counts().get(outcome));
  }

  /**
   * The ids of the core requirements that were not measured: over no wire, or not over one that
   * lets no honest request through.
   */
  public List<String> unmeasuredCore() {
    return core.stream().filter(id -> !isMeasured(id)).toList();
  }

  private boolean isMeasured(String id) {
    List<Outcome> outcomes =
        results.stream()
            .filter(result -> result.requirement().id().equals(id))
            .map(Result::outcome)
            .toList();
    return !outcomes.contains(Outcome.SETUP_ERROR)
        && outcomes.stream().anyMatch(outcome -> outcome != Outcome.SKIPPED);
  }

  /** Whether a core requirement was not measured: such a report says nothing of the whole. */
  public boolean isPartial() {
    return !unmeasuredCore().isEmpty();
  }
}
