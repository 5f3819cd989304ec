package io.letterhead.conformance;

import static io.letterhead.conformance.AttackOracle.holdsCanary;

import java.util.ArrayList;
import java.util.List;

/** Tells whether one message at the origin is clean, by its bytes alone. */
final class ForwardedOracle {
  /** What no request to an origin has, whoever wrote it. */
  private static final List<String> ONE_HOP =
      List.of(
          "Keep-Alive",
          "Proxy-Connection",
          "Proxy-Authenticate",
          "Proxy-Authentication-Info",
          "TE",
          "Trailer",
          "Expect",
          "HTTP2-Settings");

  private final WireMessage message;
  private final List<String> violations = new ArrayList<>();

  private ForwardedOracle(WireMessage message) {
    this.message = message;
  }

  static List<String> violations(
      WireMessage message, Forwarded expected, GatewayUnderTest gateway) {
    ForwardedOracle oracle = new ForwardedOracle(message);
    oracle.form();
    oracle.credential(gateway);
    oracle.fields(expected);
    oracle.callerBytes();
    oracle.told(expected);
    return oracle.violations;
  }

  private void form() {
    if (!message.isWellFormed()) {
      violations.add("the origin received " + message);
    }
    int framings =
        message.valuesFolded("Content-Length").size()
            + message.valuesFolded("Transfer-Encoding").size();
    if (framings > 1) {
      violations.add("an origin that folds names sees two framings");
    }
    if (message.valuesFolded("Host").size() != 1) {
      violations.add("the request has not exactly one host");
    }
    if (!message.target().startsWith("/")) {
      violations.add("the target is no path");
    }
    if (!message.trailers().isEmpty()) {
      violations.add("the request has trailers: " + message.trailers());
    }
  }

  private void credential(GatewayUnderTest gateway) {
    if (!message.valuesFolded(gateway.slot()).equals(List.of(gateway.credential()))) {
      violations.add("the slot has not exactly the one value");
    }
    int first = message.head().indexOf(gateway.credential());
    if (message.head().indexOf(gateway.credential(), first + 1) >= 0) {
      violations.add("the credential comes twice");
    }
    for (String other : CredentialAttacks.SLOTS) {
      if (!WireField.fold(other).equals(WireField.fold(gateway.slot()))) {
        absent(other);
      }
    }
  }

  private void fields(Forwarded expected) {
    ONE_HOP.forEach(this::absent);
    if (expected.upgraded()) {
      present(new WireField("Upgrade", "websocket"));
    } else {
      absent("Upgrade");
    }
    expected.absent().forEach(this::absent);
    expected.present().forEach(this::present);
  }

  private void callerBytes() {
    if (holdsCanary(message.head())) {
      violations.add("a caller byte is in the head");
    }
    if (holdsCanary(message.body()) && !holdsCanary(message.content())) {
      violations.add("a caller byte is in the framing of the body");
    }
  }

  private void told(Forwarded expected) {
    if (expected.target().isPresent() && !expected.target().get().equals(message.target())) {
      violations.add("the target is another");
    }
    if (expected.content().isPresent() && !expected.content().get().equals(message.content())) {
      violations.add("the body is another");
    }
  }

  private void absent(String name) {
    if (!message.valuesFolded(name).isEmpty()) {
      violations.add("the request has a field " + name);
    }
  }

  private void present(WireField field) {
    if (!message.valuesFolded(field.name()).equals(List.of(field.value()))) {
      violations.add("the request has not exactly the one field " + field);
    }
  }
}
