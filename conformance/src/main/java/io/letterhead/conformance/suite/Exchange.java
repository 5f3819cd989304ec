package io.letterhead.conformance.suite;

import static java.util.Objects.requireNonNull;

import io.letterhead.conformance.AttackCase;
import io.letterhead.conformance.WireField;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One request through a transport, and what came of it on both sides. Immutable.
 *
 * <p>Each method that expects something throws {@link ConformanceFailure} where it is not so, with
 * the bytes that show it.
 *
 * @param request what the caller sent
 * @param answer what the caller got; null if it got nothing
 * @param refusal why it got nothing; null if it got an answer
 * @param received what the origin received for it
 */
record Exchange(
    CallerRequest request,
    @Nullable Answered answer,
    @Nullable Throwable refusal,
    List<Received> received) {
  private static final int FIRST_ERROR = 400;
  private static final Set<Integer> NO_REFUSAL = Set.of(502, 504);

  Exchange {
    received = List.copyOf(received);
  }

  /** The one request at the origin; expects it to be one, and whole. */
  Received forwarded() {
    if (received.isEmpty()) {
      String why = refusal == null ? "nothing came there" : "it was refused: " + kind(refusal);
      throw failure("the request at the origin", why, List.of());
    }
    if (received.size() > 1) {
      throw failure("one request at the origin", received.size() + " came there", List.of());
    }
    if (!received.get(0).whole()) {
      throw failure("a well-formed request at the origin", "what came there is none", List.of());
    }
    return received.get(0);
  }

  /** Expects that nothing reached the origin, and that the caller was told so. */
  void refused() {
    if (!received.isEmpty()) {
      throw failure("nothing at the origin", "a request came there", List.of(AttackCase.CANARY));
    }
    Answered got = answer;
    if (got != null && (got.status() < FIRST_ERROR || NO_REFUSAL.contains(got.status()))) {
      throw failure("a refusal", "the caller got status " + got.status(), List.of());
    }
  }

  /** Expects that the origin received no field of that folded name. */
  void lacks(String name) {
    for (Received message : received) {
      List<WireField> found = message.folded(name);
      if (!found.isEmpty()) {
        throw failure("no field `" + name + "` at the origin", "there is one", spelled(found));
      }
    }
  }

  /** Expects that field as the one of its folded name, at the origin. */
  void has(String name, String value) {
    List<WireField> found = forwarded().folded(name);
    if (found.size() != 1 || !found.get(0).value().equals(value)) {
      throw failure(
          "`" + name + ": " + Shown.text(value) + "` at the origin, once",
          found.isEmpty() ? "there is none" : "there is " + shown(found),
          spelled(found));
    }
  }

  /** Expects no byte of what the caller put into hostile places, anywhere at the origin. */
  void holdsNothingOfTheCaller() {
    for (Received message : received) {
      if (message.bytes().contains(AttackCase.CANARY)) {
        throw failure(
            "no byte of the caller's at the origin", "there are some", List.of(AttackCase.CANARY));
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

  /**
   * Expects at most one request at the origin, and nothing of the caller's hostile values in it.
   */
  void keepsTheCallerOut() {
    atMostOnce();
    holdsNothingOfTheCaller();
  }

  /** What the caller got; expects it to be something. */
  Answered answered() {
    Answered got = answer;
    if (got == null) {
      throw failure(
          "an answer to the caller", "it failed: " + kind(requireNonNull(refusal)), List.of());
    }
    return got;
  }

  /** Expects no field of that folded name in the answer. */
  void answeredWithout(String name) {
    List<WireField> found = answered().folded(name);
    if (!found.isEmpty()) {
      throw failure(
          "no field `" + name + "` in the answer", "there is " + shown(found), spelled(found));
    }
  }

  /** Expects that field as the one of its folded name, in the answer. */
  void answeredWith(String name, String value) {
    List<WireField> found = answered().folded(name);
    if (found.size() != 1 || !found.get(0).value().equals(value)) {
      throw failure(
          "`" + name + ": " + Shown.text(value) + "` in the answer, once",
          found.isEmpty() ? "there is none" : "there is " + shown(found),
          spelled(found));
    }
  }

  /** Expects that status. */
  void answeredStatus(int status) {
    if (answered().status() != status) {
      throw failure(
          "status " + status + " for the caller", "it got " + answered().status(), List.of());
    }
  }

  /** A failure of what was seen here. */
  ConformanceFailure failure(String expected, String actual, List<String> offending) {
    List<Evidence> evidence = new ArrayList<>();
    evidence.add(new Evidence("the caller sent", request.lines(), List.of()));
    for (Received message : received) {
      evidence.add(new Evidence("the origin received", message.bytes(), offending));
    }
    Answered got = answer;
    if (got != null) {
      evidence.add(new Evidence("the caller got", got.lines(), offending));
    }
    Optional.ofNullable(refusal)
        .ifPresent(thrown -> evidence.add(new Evidence("it threw", thrown.toString(), offending)));
    return new ConformanceFailure(new Finding(expected, actual, evidence));
  }

  private static String kind(Throwable thrown) {
    return thrown.getClass().getSimpleName();
  }

  private static String shown(List<WireField> found) {
    return String.join(" and ", found.stream().map(f -> "`" + Shown.field(f) + "`").toList());
  }

  private static List<String> spelled(List<WireField> found) {
    return found.stream().map(field -> field.name() + ": " + field.value()).toList();
  }
}
