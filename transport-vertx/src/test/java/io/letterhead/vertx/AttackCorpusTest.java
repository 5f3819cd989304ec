package io.letterhead.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import io.letterhead.conformance.AttackCorpus;
import io.letterhead.conformance.AttackExchange;
import io.letterhead.conformance.GatewayUnderTest;
import io.letterhead.conformance.RecordingOrigin;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every case of the attack corpus against the gateway: bytes in, bytes out. */
final class AttackCorpusTest {

  private static final RecordingOrigin ORIGIN = RecordingOrigin.start();
  private static Running running;

  @BeforeAll
  static void start() {
    running = Running.start(ORIGIN);
  }

  @AfterAll
  static void stop() {
    running.close();
  }

  @TestFactory
  Stream<DynamicTest> withstands() {
    GatewayUnderTest gateway =
        new GatewayUnderTest(
            "127.0.0.1", running.port(), "/anthropic", "x-api-key", Policies.SECRET);
    return AttackCorpus.all().stream()
        .map(
            attack ->
                DynamicTest.dynamicTest(
                    attack.toString(),
                    () ->
                        assertThat(
                                AttackExchange.run(attack, gateway, ORIGIN, Running.LIMIT)
                                    .violations())
                            .as("%s: %s", attack.expectation(), attack.why())
                            .isEmpty()));
  }
}
