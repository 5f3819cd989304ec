package io.letterhead.apache;

import io.letterhead.conformance.AttackCorpus;
import io.letterhead.conformance.WireField;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Tells whether one message at the origin is clean, by itself. */
final class SeenOracle {

  private static final String SIBLING = "sibling credential: ";

  /** The slots of credentials beside the policy's. */
  static final List<String> SLOTS =
      AttackCorpus.of("A-04").stream()
          .filter(c -> c.name().startsWith(SIBLING))
          .map(c -> c.name().substring(SIBLING.length()))
          .toList();

  /** What no request of a client has, whoever wrote it. */
  private static final List<String> ONE_HOP =
      List.of(
          "Keep-Alive",
          "Proxy-Connection",
          "Proxy-Authenticate",
          "Proxy-Authentication-Info",
          "TE",
          "Trailer",
          "Expect",
          "Upgrade",
          "HTTP2-Settings");

  private static final Set<String> OPTIONS = Set.of("close", "keep-alive");

  private final Seen message;
  private final List<String> violations = new ArrayList<>();

  private SeenOracle(Seen message) {
    this.message = message;
  }

  static List<String> violations(Seen message) {
    SeenOracle oracle = new SeenOracle(message);
    oracle.credential();
    oracle.framing();
    oracle.hop();
    oracle.callerBytes();
    return oracle.violations;
  }

  private void credential() {
    require(
        message.valuesFolded("x-api-key").equals(List.of(Policies.SECRET)),
        "the slot has not exactly the one value");
    int first = message.head().indexOf(Policies.SECRET);
    require(message.head().indexOf(Policies.SECRET, first + 1) < 0, "the credential comes twice");
    SLOTS.forEach(this::absent);
  }

  private void framing() {
    int framings =
        message.valuesFolded("Content-Length").size()
            + message.valuesFolded("Transfer-Encoding").size();
    require(framings <= 1, "there are two framings");
    require(message.authorities().size() == 1, "there is not exactly one host");
    require(message.trailers().isEmpty(), "there are trailers: " + message.trailers());
    require(message.target().startsWith("/"), "the target is no path");
    if (message.http2()) {
      absent("Host");
      absent("Transfer-Encoding");
      absent("Connection");
    }
  }

  private void hop() {
    ONE_HOP.forEach(this::absent);
    for (String option : message.valuesFolded("Connection")) {
      require(
          OPTIONS.contains(new WireField(option, "").foldedName()),
          "there is a connection option of somebody else");
    }
  }

  private void callerBytes() {
    require(!message.head().contains(ClientAttack.CANARY), "a caller byte is in the head");
    require(!message.framing().contains(ClientAttack.CANARY), "a caller byte is in the framing");
  }

  private void absent(String name) {
    require(message.valuesFolded(name).isEmpty(), "there is a field " + name);
  }

  private void require(boolean holds, String violation) {
    if (!holds) {
      violations.add(violation);
    }
  }
}
