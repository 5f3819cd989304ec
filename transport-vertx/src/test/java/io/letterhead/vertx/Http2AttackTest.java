package io.letterhead.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import io.letterhead.conformance.AttackCase;
import io.letterhead.conformance.AttackCorpus;
import io.letterhead.conformance.AttackExchange;
import io.letterhead.conformance.GatewayUnderTest;
import io.letterhead.conformance.H2AttackExchange;
import io.letterhead.conformance.H2RecordingOrigin;
import io.letterhead.conformance.RecordingOrigin;
import io.letterhead.vertx.tls.UpstreamTls;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The attack corpus with HTTP/2 in front of the gateway, and behind it. */
final class Http2AttackTest {

  /** Fewer would mean that the corpus is not transcribed any more. */
  private static final int LEAST_IN_FRONT = 250;

  private static final int LEAST_BEHIND = 250;

  private static final RecordingOrigin ORIGIN = RecordingOrigin.start();
  private static final H2RecordingOrigin H2_ORIGIN = H2RecordingOrigin.startTls(Certificates.LOCAL);
  private static Running front;
  private static Gateway behind;

  @BeforeAll
  static void start() {
    front =
        Running.of(
            ORIGIN,
            Running.config().toBuilder()
                .tls(Optional.of(Certificates.identity(Certificates.LOCAL)))
                .build());
    UpstreamTls tls =
        new UpstreamTls(
            Optional.of(Certificates.trust(Certificates.LOCAL)), Optional.empty(), true);
    behind =
        Running.gateway(
            Running.config().toBuilder().upstreams(ImmutableMap.of("anthropic", tls)).build(),
            Policies.anthropic(H2_ORIGIN.uri().toString()),
            DecisionListener.none());
  }

  @AfterAll
  static void stop() {
    front.close();
    Running.drain(behind);
    H2_ORIGIN.close();
  }

  private static GatewayUnderTest gateway(int port) {
    return new GatewayUnderTest("127.0.0.1", port, "/anthropic", "x-api-key", Policies.SECRET);
  }

  @TestFactory
  Stream<DynamicTest> withstandsInFront() {
    GatewayUnderTest gateway = gateway(front.port());
    return tests(
        attack ->
            H2AttackExchange.inFront(attack, gateway, ORIGIN, Certificates.LOCAL, Running.LIMIT),
        LEAST_IN_FRONT);
  }

  @TestFactory
  Stream<DynamicTest> withstandsBehind() {
    GatewayUnderTest gateway = gateway(behind.port());
    return tests(
        attack -> H2AttackExchange.behind(attack, gateway, H2_ORIGIN, Running.LIMIT), LEAST_BEHIND);
  }

  private static Stream<DynamicTest> tests(
      Function<AttackCase, Optional<AttackExchange>> exchange, int least) {
    AtomicInteger tried = new AtomicInteger();
    return Stream.concat(
        AttackCorpus.all().stream()
            .map(
                attack ->
                    DynamicTest.dynamicTest(
                        attack.toString(),
                        () -> {
                          Optional<AttackExchange> seen = exchange.apply(attack);
                          seen.ifPresent(found -> tried.incrementAndGet());
                          assertThat(seen.map(AttackExchange::violations).stream())
                              .as("%s: %s", attack.expectation(), attack.why())
                              .allSatisfy(violations -> assertThat(violations).isEmpty());
                        })),
        Stream.of(
            DynamicTest.dynamicTest(
                "enough of the corpus was tried",
                () -> assertThat(tried).hasValueGreaterThanOrEqualTo(least))));
  }
}
