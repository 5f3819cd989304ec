package io.letterhead.conformance;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A row of the attack catalogue that no bytes of a caller over HTTP/1.1 can try.
 *
 * @param row the row, {@code A-01} to {@code A-64}
 * @param reason why it cannot be tried so
 */
public record UncoveredRow(String row, String reason) {
  public UncoveredRow {
    requireNonNull(row, "row");
    requireNonNull(reason, "reason");
  }

  static List<UncoveredRow> all() {
    return List.of(
        new UncoveredRow(
            "A-25", "needs HTTP/2 on the caller's side, which the gateway has not yet"),
        new UncoveredRow(
            "A-26", "needs HTTP/2 on the caller's side, which the gateway has not yet"),
        new UncoveredRow(
            "A-33", "is about rules, and needs a policy with globs: tested in the core"),
        new UncoveredRow("A-38", "needs retries or a fallback to another provider; there are none"),
        new UncoveredRow("A-40", "is refused when the policy is loaded: tested with the language"),
        new UncoveredRow("A-46", "is refused when the policy is loaded: tested with the language"),
        new UncoveredRow("A-47", "needs a policy that allows globs: proved in the core"),
        new UncoveredRow("A-50", "is seen in logs and metrics, not on the wire: tested in process"),
        new UncoveredRow("A-51", "is about objects in memory: tested in the core"),
        new UncoveredRow(
            "A-52", "needs HTTP/2 on the origin's side, which the gateway has not yet"),
        new UncoveredRow("A-55", "depends on the process's environment, not on a request"),
        new UncoveredRow("A-56", "needs a reload while requests run; there is none yet"),
        new UncoveredRow("A-57", "needs a missing secret, where the corpus assumes one"),
        new UncoveredRow("A-58", "is about policy files: tested with the language"),
        new UncoveredRow(
            "A-60", "needs code inside the client's process: tested with its adapters"),
        new UncoveredRow("A-63", "needs a cache; there is none"));
  }
}
