package io.letterhead.conformance.suite;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * What came of one requirement over one wire. Immutable.
 *
 * @param requirement the requirement
 * @param wire the wire
 * @param outcome what came of it
 * @param finding why it is not met, or, if it was skipped, why it would not be; empty if it is
 * @param probed for one that was skipped, what would have come of it; else, and where it could not
 *     be looked at, empty
 * @param policy the policy that was obeyed, as a file; empty if nothing was sent
 */
public record Result(
    Requirement requirement,
    Wire wire,
    Outcome outcome,
    Optional<Finding> finding,
    Optional<Outcome> probed,
    String policy) {
  public Result {
    requireNonNull(requirement, "requirement");
    requireNonNull(wire, "wire");
    requireNonNull(outcome, "outcome");
    requireNonNull(finding, "finding");
    requireNonNull(probed, "probed");
    requireNonNull(policy, "policy");
  }
}
