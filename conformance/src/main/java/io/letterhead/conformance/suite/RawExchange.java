package io.letterhead.conformance.suite;

import io.letterhead.conformance.RawClient;
import io.letterhead.conformance.RawClient.End;
import io.letterhead.conformance.RawResponse;
import java.util.ArrayList;
import java.util.List;

/**
 * Bytes of a caller's over one connection, and what came of them on both sides. Immutable.
 *
 * @param sent the bytes, one character each, with their placeholders
 * @param conversation what came back, and how the connection ended
 * @param received what the origin received
 */
record RawExchange(String sent, RawClient.Conversation conversation, List<Received> received) {
  private static final int FIRST_ERROR = 400;

  RawExchange {
    received = List.copyOf(received);
  }

  List<RawResponse> answers() {
    return conversation.responses();
  }

  /** Expects that nothing reached the origin, and that no answer says otherwise. */
  void refused() {
    if (!received.isEmpty()) {
      throw failure("nothing at the origin", "a request came there", List.of());
    }
    for (RawResponse answer : answers()) {
      if (answer.status() < FIRST_ERROR) {
        throw failure("a refusal", "the caller got status " + answer.status(), List.of());
      }
    }
  }

  /** Expects at most one request at the origin. */
  void atMostOnce() {
    if (received.size() > 1) {
      throw failure(
          "at most one request at the origin", received.size() + " came there", List.of());
    }
  }

  /** Expects that text nowhere at the origin. */
  void lacks(String text) {
    for (Received message : received) {
      if (message.bytes().contains(text)) {
        throw failure("no byte of the caller's at the origin", "there are some", List.of(text));
      }
    }
  }

  /** Expects no field of that folded name at the origin. */
  void lacksField(String name) {
    for (Received message : received) {
      if (!message.folded(name).isEmpty()) {
        throw failure("no field `" + name + "` at the origin", "there is one", List.of(name));
      }
    }
  }

  /** Expects that the gateway has ended the connection. */
  void ended() {
    if (conversation.rest().end() == End.OPEN) {
      throw failure("an end of the connection", "it is still open", List.of());
    }
  }

  /** A failure of what was seen here. */
  ConformanceFailure failure(String expected, String actual, List<String> offending) {
    List<Evidence> evidence = new ArrayList<>();
    evidence.add(new Evidence("the caller sent", sent, List.of()));
    for (Received message : received) {
      evidence.add(new Evidence("the origin received", message.bytes(), offending));
    }
    String got = conversation.rest().bytes();
    evidence.add(new Evidence("the caller got", got, offending));
    return new ConformanceFailure(new Finding(expected, actual, evidence));
  }
}
