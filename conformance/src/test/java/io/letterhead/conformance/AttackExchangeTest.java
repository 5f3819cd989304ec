package io.letterhead.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Execution(ExecutionMode.CONCURRENT)
final class AttackExchangeTest {
  private static final String PREFIX = "/anthropic";
  private static final String CREDENTIAL = "S3CRET-of-the-policy";
  private static final Duration LIMIT = Duration.ofSeconds(10);

  /** The strict reader knows no transfer coding but chunked, and refuses others with 400. */
  private static final Set<String> BEYOND_THE_CAREFUL_GATEWAY = Set.of("A-27 an unknown coding");

  /** Requests that are right to send on as they are, at least to an origin that reads strictly. */
  private static final Set<String> FORWARDED_AS_THEY_ARE =
      Set.of(
          "A-14 an escaped line end in an allowed value",
          "A-27 a coding in HTTP/1.0",
          "A-39 a target in the body",
          "A-48 another type");

  private final RecordingOrigin origin = RecordingOrigin.start();

  @AfterEach
  void stop() {
    origin.close();
  }

  static List<AttackCase> withstood() {
    return allBut(BEYOND_THE_CAREFUL_GATEWAY);
  }

  static List<AttackCase> harmful() {
    return allBut(FORWARDED_AS_THEY_ARE);
  }

  private static List<AttackCase> allBut(Set<String> excluded) {
    List<AttackCase> rest =
        AttackCorpus.all().stream().filter(a -> !excluded.contains(a.toString())).toList();
    assertThat(rest).hasSize(AttackCorpus.all().size() - excluded.size());
    return rest;
  }

  @ParameterizedTest
  @MethodSource("withstood")
  void aCarefulGatewayWithstands(AttackCase attack) {
    try (RecordingOrigin careful =
        RecordingOrigin.start(new CarefulGateway(origin, PREFIX, CREDENTIAL))) {
      assertThat(AttackExchange.run(attack, gateway(careful.port()), origin, LIMIT).violations())
          .isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("harmful")
  void aCarelessGatewayIsCaught(AttackCase attack) throws IOException {
    try (CarelessGateway careless = new CarelessGateway(origin, PREFIX, CREDENTIAL)) {
      Duration limit = Duration.ofMillis(250);
      assertThat(AttackExchange.run(attack, gateway(careless.port()), origin, limit).violations())
          .isNotEmpty();
    }
  }

  @Test
  void aGatewayThatRefusesAllIsNoGateway() {
    try (RecordingOrigin refusing = RecordingOrigin.start(OriginAnswer.of(400))) {
      Stream<AttackExchange> exchanges =
          AttackCorpus.of("A-01").stream()
              .map(a -> AttackExchange.run(a, gateway(refusing.port()), origin, LIMIT));

      assertThat(exchanges)
          .allSatisfy(
              e ->
                  assertThat(e.violations())
                      .contains("the origin received 0 messages (expected: 1): []")
                      .contains("an honest request after it is answered 400"));
    }
  }

  private static GatewayUnderTest gateway(int port) {
    return new GatewayUnderTest("127.0.0.1", port, PREFIX, "x-api-key", CREDENTIAL);
  }
}
