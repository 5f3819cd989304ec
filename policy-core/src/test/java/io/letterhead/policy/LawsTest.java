package io.letterhead.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.letterhead.policy.SabotagedGateway.Defect;
import io.letterhead.policy.Subject.Line;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * The engine keeps every law; a gateway with one defect breaks the law that the defect is against.
 */
class LawsTest {

  private static final Subject ENGINE = Subject.engine();
  private static final int SABOTAGE_CASES = 20_000;

  @Property(tries = 20_000)
  void noCallerInterferesWithWhatThePolicyWrites(@ForAll("requests") List<Line> lines) {
    Laws.nonInterference(ENGINE, lines);
  }

  @Property(tries = 2_000)
  void theOrderOfRulesAndFieldsNeverMatters(
      @ForAll("requests") List<Line> lines, @ForAll long seed) {
    Laws.orderIndependence(ENGINE, lines, seed);
  }

  @Property(tries = 2_000)
  void anAliasNeverGoesFurtherThanItsPlainSpelling(@ForAll("names") String name) {
    Laws.aliasInvariance(ENGINE, name);
  }

  @Property(tries = 20_000)
  void aRejectionShowsNoValueAndNoSecret(@ForAll("requests") List<Line> lines) {
    Laws.confinement(ENGINE, lines);
  }

  @Example
  void aFilterWithoutADefectKeepsTheLaws() {
    Subject sound = new SabotagedGateway(Defect.NONE);
    cases().forEach(lines -> Laws.nonInterference(sound, lines));
    cases().forEach(lines -> Laws.orderIndependence(sound, lines, lines.hashCode()));
    cases().limit(2_000).flatMap(List::stream).forEach(line -> alias(sound, line));
    cases().forEach(lines -> Laws.confinement(sound, lines));
  }

  @Example
  void skippingTheSealBreaksNonInterference() {
    assertBroken(Defect.SKIPS_THE_SEAL, Laws::nonInterference);
  }

  @Example
  void foldingWithTheLocaleBreaksNonInterference() {
    assertBroken(Defect.FOLDS_WITH_THE_LOCALE, Laws::nonInterference);
  }

  @Example
  void blindnessToAliasesBreaksNonInterferenceAndAliasInvariance() {
    assertBroken(Defect.IS_BLIND_TO_ALIASES, Laws::nonInterference);
    assertBroken(
        Defect.IS_BLIND_TO_ALIASES,
        (subject, lines) -> lines.forEach(line -> Laws.aliasInvariance(subject, line.name())));
  }

  @Example
  void editingInPlaceBreaksNonInterference() {
    assertBroken(Defect.EDITS_IN_PLACE, Laws::nonInterference);
  }

  @Example
  void injectingBeforeRemovalBreaksNonInterference() {
    assertBroken(Defect.INJECTS_BEFORE_REMOVAL, Laws::nonInterference);
  }

  @Example
  void lettingTheLastRuleWinBreaksOrderIndependence() {
    assertBroken(
        Defect.LETS_THE_LAST_RULE_WIN,
        (subject, lines) -> Laws.orderIndependence(subject, lines, lines.hashCode()));
  }

  @Example
  void rejectingAtTheFirstFaultBreaksOrderIndependence() {
    assertBroken(
        Defect.REJECTS_AT_THE_FIRST_FAULT,
        (subject, lines) -> Laws.orderIndependence(subject, lines, lines.hashCode()));
  }

  @Example
  void quotingValuesBreaksConfinement() {
    assertBroken(Defect.QUOTES_VALUES, Laws::confinement);
  }

  private static void alias(Subject subject, Line line) {
    if (FieldName.isToken(line.name())) {
      Laws.aliasInvariance(subject, line.name());
    }
  }

  private static void assertBroken(Defect defect, Law law) {
    Subject sabotaged = new SabotagedGateway(defect);
    assertThat(cases().anyMatch(lines -> breaks(law, sabotaged, lines))).as("%s", defect).isTrue();
  }

  private static boolean breaks(Law law, Subject subject, List<Line> lines) {
    try {
      law.check(subject, lines);
      return false;
    } catch (AssertionError broken) {
      return true;
    }
  }

  /** Always the same requests: a sabotage is caught in every run, or in none. */
  private static Stream<List<Line>> cases() {
    Random random = new Random(20261121);
    return Laws.requests().generator(1000).stream(random)
        .map(shrinkable -> shrinkable.value())
        .limit(SABOTAGE_CASES);
  }

  /** A law of one request. */
  private interface Law {
    void check(Subject subject, List<Line> lines);
  }

  @Provide
  Arbitrary<List<Line>> requests() {
    return Laws.requests();
  }

  @Provide
  Arbitrary<String> names() {
    return Laws.tokens();
  }
}
