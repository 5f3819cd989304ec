package io.letterhead.apache;

import static org.assertj.core.api.Assertions.assertThat;

import io.letterhead.conformance.AttackCorpus;
import io.letterhead.conformance.UncoveredRow;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The list of attacks itself. */
class ClientAttacksTest {

  @Test
  void everyRowIsEitherTriedOrListedWithAReason() {
    List<String> tried = ClientAttacks.all().stream().map(ClientAttack::row).distinct().toList();
    List<String> listed = ClientAttacks.uncovered().stream().map(UncoveredRow::row).toList();

    assertThat(Stream.concat(tried.stream(), listed.stream()))
        .containsExactlyInAnyOrderElementsOf(AttackCorpus.rows());
    assertThat(ClientAttacks.uncovered()).noneMatch(r -> r.reason().isBlank());
  }

  @Test
  void everyAttackHasANameOfItsOwnInPrintableCharacters() {
    assertThat(ClientAttacks.all()).extracting(ClientAttack::toString).doesNotHaveDuplicates();
    assertThat(ClientAttacks.all()).allMatch(a -> a.toString().matches("A-\\d\\d [ -~]+"));
  }

  @ParameterizedTest
  @EnumSource(ClientKind.class)
  void everyClientMeetsMostAttacks(ClientKind kind) {
    assertThat(ClientAttacks.of(kind)).hasSizeGreaterThan(200);
  }

  /** Else a client that refused everything would pass. */
  @Test
  void mostAttacksAreForwarded() {
    assertThat(ClientAttacks.all())
        .filteredOn(a -> a.expectation() instanceof ClientExpectation.Forwarded)
        .hasSizeGreaterThan(150);
  }
}
