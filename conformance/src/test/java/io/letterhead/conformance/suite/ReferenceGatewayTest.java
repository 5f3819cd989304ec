package io.letterhead.conformance.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.letterhead.conformance.OriginCertificate;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The reference gateway meets every requirement that there are bytes for. */
final class ReferenceGatewayTest {
  private static ReferenceGateway gateway;
  private static Suite suite;

  @BeforeAll
  static void start() throws InterruptedException {
    gateway = ReferenceGateway.start(new FrontSteps(), OriginCertificate.create());
    suite = gateway.suite("reference-gateway", Duration.ofSeconds(8));
  }

  @AfterAll
  static void stop() throws IOException {
    gateway.close();
  }

  @TestFactory
  Stream<DynamicTest> meets() {
    return Specification.shipped().requirements().stream()
        .filter(requirement -> requirement.feature().stream().allMatch(Feature.CONNECTIONS::equals))
        .map(
            requirement ->
                DynamicTest.dynamicTest(
                    requirement.id(),
                    () -> {
                      Result result = suite.run(requirement, Wire.H1);
                      assertThat(result.outcome())
                          .as("%s", result.finding())
                          .isIn(Outcome.PASS, Outcome.SKIPPED);
                      boolean ofConnections = requirement.feature().isPresent();
                      assertThat(result.outcome() == Outcome.SKIPPED && ofConnections).isFalse();
                    }));
  }

  @Test
  void whatNeedsAnotherPolicyIsSkippedWithoutALook() throws InterruptedException {
    Result result = suite.run(Specification.shipped().requirement("LH-1.10"), Wire.H1);
    assertThat(result.outcome()).isEqualTo(Outcome.SKIPPED);
    assertThat(result.probed()).isEmpty();
  }

  @Test
  void whatHasNoBytesIsSkipped() throws InterruptedException {
    Result result = suite.run(Specification.shipped().requirement("LH-3.4"), Wire.H1);
    assertThat(result.outcome()).isEqualTo(Outcome.SKIPPED);
  }
}
