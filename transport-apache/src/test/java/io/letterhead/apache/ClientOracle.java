package io.letterhead.apache;

import io.letterhead.apache.ClientExpectation.BrokenOff;
import io.letterhead.apache.ClientExpectation.Forwarded;
import io.letterhead.apache.ClientExpectation.NotSent;
import io.letterhead.apache.ClientExpectation.Refused;
import io.letterhead.apache.ClientExpectation.Safe;
import io.letterhead.conformance.WireField;
import java.util.ArrayList;
import java.util.List;

/** Tells whether a client withstood an attack: what is wrong, without any value. */
final class ClientOracle {

  private final List<String> violations = new ArrayList<>();

  /**
   * What is wrong with one attack's end; of an attack in company, only whether it did harm.
   *
   * @param alone whether nobody but the attack's caller had a hand in the request
   */
  static List<String> violations(
      ClientAttack attack, List<Seen> seen, ClientOutcome outcome, boolean alone) {
    ClientOracle oracle = new ClientOracle();
    seen.forEach(message -> oracle.violations.addAll(SeenOracle.violations(message)));
    oracle.violations.addAll(SecretOracle.violations(outcome));
    if (alone) {
      oracle.expect(attack.expectation(), seen, outcome);
    }
    return oracle.violations;
  }

  private void expect(ClientExpectation expectation, List<Seen> seen, ClientOutcome outcome) {
    if (expectation instanceof Forwarded forwarded) {
      forwarded(forwarded, seen, outcome);
    } else if (expectation instanceof BrokenOff) {
      require(seen.stream().noneMatch(Seen::whole), "a whole request arrived", outcome);
      require(outcome.failure() != null, "the exchange did not fail", outcome);
    } else if (!(expectation instanceof Safe)) {
      require(seen.isEmpty(), "the request arrived", outcome);
      require(outcome.failure() != null, "the request was not refused", outcome);
      if (expectation instanceof Refused refused) {
        require(
            outcome.refusal().filter(r -> refused.reasons().contains(r.reason())).isPresent(),
            "the reason is none of " + refused.reasons(),
            outcome);
      } else if (!(expectation instanceof NotSent)) {
        throw new AssertionError(expectation);
      }
    }
  }

  private void forwarded(Forwarded expected, List<Seen> seen, ClientOutcome outcome) {
    require(
        seen.size() == expected.times(),
        "arrived " + seen.size() + " times (expected: " + expected.times() + ")",
        outcome);
    require(
        outcome.status() == expected.status(),
        "the end is another (expected: " + expected.status() + ")",
        outcome);
    for (Seen message : seen) {
      require(message.whole(), "what arrived is no request: " + message, outcome);
      for (String name : expected.absent()) {
        require(message.valuesFolded(name).isEmpty(), "there is a field " + name, outcome);
      }
      for (WireField field : expected.present()) {
        require(
            message.valuesFolded(field.name()).equals(List.of(field.value())),
            "there is not exactly the one field " + field,
            outcome);
      }
    }
    if (!expected.target().isEmpty() && !seen.isEmpty()) {
      require(
          seen.get(seen.size() - 1).target().equals(expected.target()),
          "the target is another",
          outcome);
    }
    for (String name : expected.responseAbsent()) {
      require(
          outcome.fields().stream().noneMatch(f -> new WireField(f.getName(), "").isNamed(name)),
          "the response has a field " + name,
          outcome);
    }
  }

  private void require(boolean holds, String violation, ClientOutcome outcome) {
    if (!holds) {
      violations.add(violation + "; the application's end: " + outcome);
    }
  }
}
