package io.letterhead.conformance.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
                                              assertThat(result.outcome()).isEqualTo(Outcome.PASS);
                                            }))));
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
