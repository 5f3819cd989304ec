package io.letterhead.benchmarks.fire;

import io.letterhead.conformance.AttackCase;
import io.letterhead.conformance.AttackCorpus;
import io.letterhead.conformance.AttackExchange;
import io.letterhead.conformance.GatewayUnderTest;
import io.letterhead.conformance.H2AttackExchange;
import io.letterhead.conformance.RecordingOrigin;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * The attack corpus, one case after another in a random order, on a provider and an origin of its
 * own; each exchange is judged by the corpus itself.
 */
final class Attacks implements AutoCloseable {

  static final String SECRET = "sk-fire-secret-of-the-attacked";

  private final RecordingOrigin origin = RecordingOrigin.start();
  private final Random random;
  private final List<AttackCase> left = new ArrayList<>();
  private long tried;

  Attacks(long seed) {
    random = new Random(seed);
  }

  /** The port of the origin. */
  int port() {
    return origin.port();
  }

  /** How many cases were tried. */
  long tried() {
    return tried;
  }

  /**
   * Tries the next case; none comes again before all have come.
   *
   * @return what a safe gateway does not do; empty if it withstood, or there is no such attack over
   *     what is spoken in front
   */
  String next(Stage stage) {
    if (left.isEmpty()) {
      left.addAll(AttackCorpus.all());
      Collections.shuffle(left, random);
    }
    AttackCase attack = left.remove(left.size() - 1);
    GatewayUnderTest attacked =
        new GatewayUnderTest(
            FireOrigin.HOST, stage.gateway().port(), "/anthropic", "x-api-key", SECRET);
    Optional<AttackExchange> exchange =
        stage
            .certificate()
            .map(known -> H2AttackExchange.inFront(attack, attacked, origin, known, Caller.LIMIT))
            .orElseGet(
                () -> Optional.of(AttackExchange.run(attack, attacked, origin, Caller.LIMIT)));
    tried += exchange.isPresent() ? 1 : 0;
    List<String> violations = exchange.map(AttackExchange::violations).orElse(List.of());
    return violations.isEmpty() ? "" : attack + ": " + violations;
  }

  @Override
  public void close() {
    origin.close();
  }
}
