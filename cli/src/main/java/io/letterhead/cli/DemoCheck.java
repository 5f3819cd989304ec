package io.letterhead.cli;

import io.letterhead.conformance.RawResponse;
import io.letterhead.conformance.WireField;
import io.letterhead.conformance.WireMessage;
import io.letterhead.policy.Decision;
import io.letterhead.policy.Owner;
import io.letterhead.policy.ProviderPolicy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Compares the bytes that arrived with what was decided, and looks for the caller's key. */
final class DemoCheck {

  private final ProviderPolicy provider;
  private final DemoExchange exchange;
  private final List<String> complaints = new ArrayList<>();

  private DemoCheck(ProviderPolicy provider, DemoExchange exchange) {
    this.provider = provider;
    this.exchange = exchange;
  }

  /** What is wrong with an exchange; nothing if all is as it should be. */
  static List<String> complaints(ProviderPolicy provider, DemoExchange exchange) {
    DemoCheck check = new DemoCheck(provider, exchange);
    check.checkStatus();
    check.checkArrival();
    exchange.arrived().forEach(check::checkKeys);
    exchange.elsewhere().forEach(check::checkKeys);
    return List.copyOf(check.complaints);
  }

  private void checkStatus() {
    int status = exchange.response().map(RawResponse::status).orElse(0);
    if (status != exchange.request().status()) {
      complain("the caller was answered " + status + ", not " + exchange.request().status());
    }
    if (!exchange.response().map(RawResponse::complete).orElse(true)) {
      complain("the answer was broken off");
    }
  }

  private void checkArrival() {
    if (!exchange.elsewhere().isEmpty()) {
      complain("another origin received bytes");
    }
    int expected = exchange.request().forwarded() ? 1 : 0;
    if (exchange.arrived().size() != expected) {
      complain("the origin received " + exchange.arrived().size() + " requests, not " + expected);
    }
    boolean forwarded =
        exchange.heard().isPresent()
            && exchange.heard().get().decision() instanceof Decision.Forward;
    if (forwarded != exchange.request().forwarded()) {
      complain("the gateway decided " + (forwarded ? "to forward it" : "not to forward it"));
    }
    if (forwarded && exchange.arrived().size() == 1) {
      compare(exchange.arrived().get(0), exchange.heard().orElseThrow());
    }
  }

  /** The fields less the transport's, and the target, are the decision's; no trailer arrives. */
  private void compare(WireMessage arrived, Heard heard) {
    List<String> decided = new ArrayList<>();
    for (int i = 0; i < heard.leaves().size(); i++) {
      decided.add(heard.leaves().name(i) + ": " + heard.leaves().value(i));
    }
    List<String> received =
        arrived.fields().stream()
            .filter(field -> provider.ownerOf(field.name()) != Owner.TRANSPORT)
            .map(field -> field.name() + ": " + field.value())
            .toList();
    if (!arrived.isWellFormed()) {
      complain("what the origin received is no request: " + arrived.defect());
    }
    if (!received.equals(decided)) {
      complain("the fields that the origin received are not those that were decided");
    }
    if (!arrived.trailers().isEmpty()) {
      complain("a trailer arrived");
    }
    if (heard.decision() instanceof Decision.Forward forward
        && !forward.target().equals(arrived.target())) {
      complain("the target that the origin received is not the one that was decided");
    }
  }

  private void checkKeys(WireMessage arrived) {
    String bytes = new String(arrived.bytes(), StandardCharsets.ISO_8859_1);
    if (bytes.contains(DemoScript.CALLER_KEY)) {
      complain("a key of the caller got through");
    }
    Map.Entry<String, String> credential = DemoPolicy.CREDENTIALS.get(provider.name());
    if (credential == null
        || !arrived.valuesFolded(credential.getKey()).equals(List.of(credential.getValue()))) {
      complain("the origin did not get exactly our credential");
    }
    for (WireField field : arrived.fields()) {
      if (provider.ownerOf(field.name()) == Owner.POLICY
          && provider.writing(field.name()).isEmpty()) {
        complain("`" + Escaped.line(field.name()) + "` arrived, which no rule writes");
      }
    }
  }

  private void complain(String complaint) {
    complaints.add(complaint);
  }
}
