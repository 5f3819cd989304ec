package io.letterhead.conformance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.letterhead.conformance.Expectation.BrokenOff;
import io.letterhead.conformance.Expectation.Either;
import io.letterhead.conformance.Expectation.Refused;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class AttackCorpusTest {
  private static final Forwarded NOTHING_TOLD = Forwarded.clean();

  static List<AttackCase> all() {
    return AttackCorpus.all();
  }

  @Test
  void everyRowIsEitherTriedOrListedWithAReason() {
    List<String> tried = all().stream().map(AttackCase::row).distinct().toList();
    List<String> listed = AttackCorpus.uncovered().stream().map(UncoveredRow::row).toList();

    assertThat(AttackCorpus.rows()).hasSize(64).startsWith("A-01").endsWith("A-64");
    assertThat(Stream.concat(tried.stream(), listed.stream()))
        .containsExactlyInAnyOrderElementsOf(AttackCorpus.rows());
    assertThat(AttackCorpus.uncovered()).noneMatch(r -> r.reason().isBlank());
  }

  @Test
  void everyCaseHasANameOfItsOwn() {
    assertThat(all()).extracting(AttackCase::toString).doesNotHaveDuplicates();
    assertThat(all().stream().filter(c -> c.origin() == AttackList.OK).map(AttackCase::request))
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("all")
  void everyCaseIsNamedInPrintableCharactersWithAReason(AttackCase attack) {
    assertThat(attack.toString().replaceAll("[\\u0080-\\u00ff]", "")).matches("[ -~]+");
    assertThat(attack.why()).isNotBlank();
  }

  /** Else a gateway that sent everything on would pass the case. */
  @ParameterizedTest
  @MethodSource("all")
  void everyCaseHoldsTheCanaryOrTellsWhatElseMustHold(AttackCase attack) {
    boolean tells =
        outcomes(attack.expectation()).stream()
            .allMatch(e -> !(e instanceof Forwarded f) || !f.equals(NOTHING_TOLD.times(f.times())));

    assertThat(tells || attack.request().contains(AttackCase.CANARY)).isTrue();
  }

  @ParameterizedTest
  @MethodSource("all")
  void everyCaseNamesTheGatewayByPlaceholders(AttackCase attack) {
    String sent = new String(attack.bytes("127.0.0.1:80", "/anthropic"), ISO_8859_1);

    assertThat(sent).doesNotContain("{host}", "{prefix}");
    assertThat(attack.request().chars()).allMatch(c -> c <= 0xff);
  }

  /** A case that may go either way says why, and both ways are real. */
  @ParameterizedTest
  @MethodSource("all")
  void whatMayGoEitherWaySaysWhy(AttackCase attack) {
    if (attack.expectation() instanceof Either either) {
      assertThat(either.why()).isNotBlank();
      assertThat(either.first()).isNotEqualTo(either.second()).isNotInstanceOf(Either.class);
      assertThat(either.second()).isInstanceOf(Forwarded.class);
    }
  }

  @Test
  void theRowsOfOneIdAreFound() {
    assertThat(AttackCorpus.of("A-12")).hasSizeGreaterThan(3).allMatch(c -> c.row().equals("A-12"));
    assertThat(AttackCorpus.of("A-99")).isEmpty();
  }

  @Test
  void everyKindOfExpectationOccurs() {
    Set<Class<?>> occurring = new HashSet<>();
    all().forEach(c -> occurring.add(c.expectation().getClass()));

    assertThat(occurring).isEqualTo(Set.of(Expectation.class.getPermittedSubclasses()));
  }

  private static List<Expectation> outcomes(Expectation expectation) {
    List<Expectation> outcomes = new ArrayList<>();
    if (expectation instanceof Either either) {
      outcomes.addAll(outcomes(either.first()));
      outcomes.addAll(outcomes(either.second()));
    } else if (expectation instanceof Forwarded
        || expectation instanceof Refused
        || expectation instanceof BrokenOff) {
      outcomes.add(expectation);
    } else {
      throw new AssertionError(expectation);
    }
    return outcomes;
  }
}
