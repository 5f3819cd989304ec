package io.letterhead.apache;

import io.letterhead.apache.ClientExpectation.Forwarded;
import io.letterhead.conformance.OriginAnswer;
import java.util.List;

/** Requests without any harm of their own, which hostile interceptors cannot keep from leaving. */
final class CompanyAttacks {
  private CompanyAttacks() {}

  static List<ClientAttack> attacks() {
    Forwarded clean = Forwarded.clean();
    return new ClientAttackList()
        .add("A-60", "a GET", r -> {}, clean)
        .add(
            "A-60",
            "a POST with a length",
            r -> r.post(AttackBody.of("{}")),
            clean.with("Content-Type", "application/json"))
        .add(
            "A-60",
            "a POST in chunks",
            r -> r.post(AttackBody.chunked("{}")),
            clean.with("Content-Type", "application/json"))
        .add(
            "A-60",
            "a redirect away",
            r -> {},
            seen -> OriginAnswer.of(307).with("Location", "http://caller.example/"),
            clean.returning(307))
        .add(
            "A-60",
            "a challenge",
            r -> {},
            seen -> OriginAnswer.of(401).with("WWW-Authenticate", "Basic realm=\"r\""),
            clean.returning(401))
        .attacks();
  }
}
