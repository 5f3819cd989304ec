package io.letterhead.conformance.suite;

import io.letterhead.conformance.WireField;
import java.util.ArrayList;
import java.util.List;

/**
 * A request as the reference gateway reads it, step by step.
 *
 * <p>For one thread. What a saboteur lets by goes into {@link #passedOn}.
 */
final class FrontMessage {
  /** Its number on its connection, from 1. */
  final int number;

  final List<WireField> fields = new ArrayList<>();
  final List<WireField> passedOn = new ArrayList<>();
  final StringBuilder content = new StringBuilder();
  String method = "";
  String target = "";
  String version = "";

  FrontMessage(int number) {
    this.number = number;
  }

  List<String> values(String name) {
    return fields.stream().filter(f -> f.isNamed(name)).map(WireField::value).toList();
  }

  boolean closes() {
    return !version.equals("HTTP/1.1")
        || values("Connection").stream()
            .anyMatch(value -> WireField.lowerCase(value).contains("close"));
  }

  /** The request for the policy: the framing is not the caller's. */
  CallerRequest request() {
    List<WireField> others =
        fields.stream()
            .filter(f -> !f.isNamed("Host"))
            .filter(f -> !f.isNamed("Content-Length") && !f.isNamed("Transfer-Encoding"))
            .toList();
    return new CallerRequest(method, target, others, content.toString(), List.of());
  }
}
