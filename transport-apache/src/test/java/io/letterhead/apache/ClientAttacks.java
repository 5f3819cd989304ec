package io.letterhead.apache;

import io.letterhead.conformance.UncoveredRow;
import java.util.List;
import java.util.stream.Stream;

/** What a hostile caller, or an origin that answers badly, may do to a client, as data. */
final class ClientAttacks {
  private ClientAttacks() {}

  /** All attacks; each has a name of its own within its row. */
  static List<ClientAttack> all() {
    return Stream.of(
            CredentialAttacks.attacks(),
            NameAttacks.attacks(),
            ValueAttacks.attacks(),
            HopAttacks.attacks(),
            TargetAttacks.attacks(),
            ResponseAttacks.attacks())
        .flatMap(List::stream)
        .toList();
  }

  /** The attacks that a client can meet. */
  static List<ClientAttack> of(ClientKind kind) {
    return all().stream().filter(a -> a.protocols().contains(kind)).toList();
  }

  /** The rows without an attack here, each with the reason. */
  static List<UncoveredRow> uncovered() {
    return List.of(
        new UncoveredRow("A-33", "is about rules, and needs a policy with globs: tested in core"),
        new UncoveredRow("A-46", "is refused when the policy is loaded: tested with the language"),
        new UncoveredRow("A-47", "needs a policy that allows globs: proved in the core"),
        new UncoveredRow("A-50", "needs responses that are no HTTP: MalformedResponseTest"),
        new UncoveredRow("A-51", "is about objects in memory: tested in the core"),
        new UncoveredRow("A-52", "HttpCore drops the mark of sensitive fields over HTTP/2"),
        new UncoveredRow("A-55", "is the process's environment, which the client reads if asked"),
        new UncoveredRow("A-56", "needs a reload under a running client: AttemptsTest"),
        new UncoveredRow("A-57", "needs a missing secret: AttemptsTest"),
        new UncoveredRow("A-58", "is about policy files: tested with the language"),
        new UncoveredRow("A-63", "needs a cache; there is none under the policy"));
  }
}
