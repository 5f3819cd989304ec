package io.letterhead.conformance;

import io.letterhead.conformance.Expectation.BrokenOff;
import io.letterhead.conformance.Expectation.Either;
import io.letterhead.conformance.Expectation.Refused;
import io.letterhead.conformance.WireMessage.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Compares what happened with what a safe gateway does. */
final class AttackOracle {
  private final AttackExchange exchange;
  private final List<String> violations = new ArrayList<>();

  private AttackOracle(AttackExchange exchange) {
    this.exchange = exchange;
  }

  /** What was done that a safe gateway does not do. */
  static List<String> violations(Expectation expectation, AttackExchange exchange) {
    AttackOracle oracle = new AttackOracle(exchange);
    if (expectation instanceof Forwarded forwarded) {
      oracle.forwarded(forwarded);
    } else if (expectation instanceof Refused refused) {
      oracle.refused(refused.statuses());
    } else if (expectation instanceof BrokenOff brokenOff) {
      oracle.brokenOff(brokenOff.statuses());
    } else if (expectation instanceof Either either) {
      oracle.either(either);
    } else {
      throw new AssertionError(expectation);
    }
    return oracle.violations;
  }

  private void either(Either either) {
    List<String> first = violations(either.first(), exchange);
    List<String> second = violations(either.second(), exchange);
    if (!first.isEmpty() && !second.isEmpty()) {
      violations.add("not " + either.first() + ": " + first);
      violations.add("not " + either.second() + ": " + second);
    }
  }

  private void refused(Set<Integer> statuses) {
    if (exchange.responses().isEmpty()) {
      violations.add("the caller got no answer");
    }
    ownAnswers(statuses);
    for (WireMessage message : exchange.received()) {
      violations.add("the origin received " + message);
    }
  }

  private void brokenOff(Set<Integer> statuses) {
    ownAnswers(statuses);
    for (WireMessage message : exchange.received()) {
      if (message.form() != Form.TRUNCATED) {
        violations.add("the origin received " + message);
      }
      if (holdsCanary(message.head()) || holdsCanary(message.body())) {
        violations.add("the origin received a caller byte in " + message);
      }
    }
  }

  /** Checks answers that the gateway gives itself, which show nothing of what the caller sent. */
  private void ownAnswers(Set<Integer> statuses) {
    for (RawResponse response : exchange.responses()) {
      if (!statuses.contains(response.status())) {
        violations.add("the caller got status " + response.status());
      }
      String all = response.head() + response.body();
      if (holdsCanary(all)) {
        violations.add("the answer shows the caller's own bytes");
      }
      if (all.contains(exchange.gateway().credential())) {
        violations.add("the answer shows the credential");
      }
    }
  }

  private void forwarded(Forwarded expected) {
    if (exchange.received().size() != expected.times()) {
      violations.add(
          "the origin received %d messages (expected: %d): %s"
              .formatted(exchange.received().size(), expected.times(), exchange.received()));
    }
    for (WireMessage message : exchange.received()) {
      violations.addAll(ForwardedOracle.violations(message, expected, exchange.gateway()));
    }
    if (exchange.responses().size() != expected.times()) {
      violations.add("the caller got %d answers".formatted(exchange.responses().size()));
    }
    for (RawResponse response : exchange.responses()) {
      answer(response, expected);
    }
  }

  private void answer(RawResponse response, Forwarded expected) {
    if (!response.complete()) {
      violations.add("the answer breaks off");
    }
    if (expected.status().isPresent() && expected.status().getAsInt() != response.status()) {
      violations.add("the caller got status " + response.status());
    }
    if (response.head().contains(exchange.gateway().credential())) {
      violations.add("a field of the answer holds the credential");
    }
    if (!response.trailers().isEmpty()) {
      violations.add("the answer has trailers: " + response.trailers());
    }
    for (WireField field : response.fields()) {
      if (expected.responseAbsent().contains(field.foldedName())) {
        violations.add("the answer has a field " + field);
      }
    }
    for (WireField field : expected.responsePresent()) {
      if (!response.values(field.name()).equals(List.of(field.value()))) {
        violations.add("the answer lacks a field of the origin's, or of the policy's: " + field);
      }
    }
  }

  static boolean holdsCanary(String text) {
    return text.contains(AttackCase.CANARY);
  }
}
