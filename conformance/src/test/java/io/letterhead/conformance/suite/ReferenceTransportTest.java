package io.letterhead.conformance.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The reference transport meets every requirement, over every wire. */
final class ReferenceTransportTest {

  @TestFactory
  Stream<DynamicTest> meets() throws InterruptedException {
    Suite suite = Suite.of(new ReferenceTransport("reference", new Steps()));
    return Specification.shipped().requirements().stream()
        .filter(requirement -> Chapters.check(requirement).isPresent())
        .filter(requirement -> !requirement.feature().equals(Optional.of(Feature.CONNECTIONS)))
        .flatMap(
            requirement ->
                Stream.of(Wire.values())
                    .map(
                        wire ->
                            DynamicTest.dynamicTest(
                                requirement.id() + " over " + wire.id(),
                                () ->
                                    assertThat(suite.run(requirement, wire))
                                        .satisfies(
                                            result -> {
                                              assertThat(result.finding()).isEmpty();
                                              assertThat(result.outcome())
                                                  .isEqualTo(expected(requirement, wire));
                                            }))));
  }

  /** What is about one version of HTTP alone, is not looked at over the other. */
  private static Outcome expected(Requirement requirement, Wire wire) {
    Feature feature = requirement.feature().orElse(Feature.ANY_POLICY);
    boolean applies = feature != (wire.isHttp2() ? Feature.UPGRADE : Feature.HTTP_2);
    return applies ? Outcome.PASS : Outcome.SKIPPED;
  }

  @Test
  void everyRequirementHasACheckOrIsALaw() {
    List<String> measured = new ArrayList<>(Chapters.ids());
    Arrays.stream(Law.values()).map(law -> law.requirement().id()).forEach(measured::add);
    assertThat(measured)
        .containsExactlyInAnyOrderElementsOf(
            Specification.shipped().requirements().stream().map(Requirement::id).toList());
  }
}
