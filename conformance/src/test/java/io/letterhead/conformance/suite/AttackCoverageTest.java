package io.letterhead.conformance.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.letterhead.conformance.AttackCorpus;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every row of the attack catalogue is answered, or it is said why it cannot be. */
final class AttackCoverageTest {
  private static final Specification SPECIFICATION = Specification.shipped();

  private static Set<String> answered() {
    return SPECIFICATION.requirements().stream()
        .flatMap(requirement -> requirement.attacks().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void everyRowIsAnsweredOrHasAReasonWhyNot() {
    Set<String> told = answered();
    told.addAll(SPECIFICATION.unmeasured().keySet());
    assertThat(told).containsExactlyElementsOf(AttackCorpus.rows());
  }

  @Test
  void everyReasonIsASentence() {
    assertThat(SPECIFICATION.unmeasured().values())
        .isNotEmpty()
        .allSatisfy(reason -> assertThat(reason).hasSizeGreaterThan(40).endsWith("."));
  }
}
