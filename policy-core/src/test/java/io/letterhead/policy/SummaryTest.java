package io.letterhead.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.letterhead.policy.spi.Footprint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the parts of a policy say of themselves, in explanations and problems. */
class SummaryTest {

  private static final Operand.Name NAME = Operand.Name.of("X-A");
  private static final Positioned WORD = Positioned.inCode("w0rd");

  static Stream<Arguments> rules() {
    Bring field = Carried.field("X-Mine");
    return Stream.of(
        Arguments.of(Policies.allow("X-A"), "allow X-A"),
        Arguments.of(Policies.allow("X-A", "@sdk"), "allow [X-A, @sdk]"),
        Arguments.of(Policies.deny("X-A"), "deny X-A"),
        Arguments.of(Policies.deny("X-A", "X-*"), "deny [X-A, X-*]"),
        Arguments.of(Policies.rename("X-A", "X-B"), "rename X-A to X-B"),
        Arguments.of(Policies.set("X-A", "v"), "set X-A"),
        Arguments.of(Carried.datum("X-A", "k"), "set X-A from caller data k"),
        Arguments.of(
            new Rule.Set(NAME, new WrittenValue.FromRequest(RequestFact.HOST), Terms.IN_CODE),
            "set X-A from request host"),
        Arguments.of(Policies.fallback("X-A", "v"), "default X-A"),
        Arguments.of(Policies.inject("X-A", "key", "raw"), "inject X-A from secret key as raw"),
        Arguments.of(
            Carried.mayBring("X-A", "raw", field),
            "inject X-A from secret key or brought in field X-Mine as raw"),
        Arguments.of(
            Carried.brings("X-A", "raw", Carried.key("k")),
            "inject X-A or brought in caller data k as raw"),
        Arguments.of(Policies.require("X-A"), "require X-A"),
        Arguments.of(Echoing.rule("X-A", "X-B"), "echo X-A"));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void aRuleIsSaidInALine(Rule rule, String summary) {
    assertThat(rule.summary()).isEqualTo(summary).startsWith(rule.verb());
    assertThat(Cause.of(rule)).hasToString(summary + " ((in code))");
  }

  static Stream<Arguments> conditions() {
    ImmutableSet<String> none = ImmutableSet.of();
    ImmutableSet<PathPattern> anywhere = ImmutableSet.of();
    ImmutableSet<PathPattern> paths =
        ImmutableSet.of(new PathPattern("/v1/*"), new PathPattern("/v2"));
    return Stream.of(
        Arguments.of(Condition.ALWAYS, ""),
        Arguments.of(Carried.otherwise(), "otherwise"),
        Arguments.of(Carried.at("GET", "HEAD"), "GET|HEAD"),
        Arguments.of(new Condition.Matching(none, paths, none, Position.IN_CODE), "/v1/*|/v2"),
        Arguments.of(
            new Condition.Matching(none, anywhere, ImmutableSet.of("a", "b"), Position.IN_CODE),
            "from a|b"),
        Arguments.of(
            new Condition.Matching(
                ImmutableSet.of("GET"), paths, ImmutableSet.of("a"), Position.IN_CODE),
            "GET /v1/*|/v2 from a"));
  }

  @ParameterizedTest
  @MethodSource("conditions")
  void aConditionIsSaidInAFewWords(Condition when, String summary) {
    assertThat(when.summary()).isEqualTo(summary);
    assertThat(Cause.of(new Rule.Require(NAME, Carried.terms(when))).summary())
        .isEqualTo(summary.isEmpty() ? "require X-A" : "require X-A, when " + summary);
  }

  @Test
  void aCauseHasThePlaceAndTheReasonOfItsRule() {
    Cause cause =
        Cause.of(new Rule.Require(NAME, new Terms(Checked.HERE, "billing", Condition.ALWAYS)));

    assertThat(cause.position()).contains(Checked.HERE);
    assertThat(cause.why()).isEqualTo("billing");
    assertThat(cause).hasToString("require X-A (policy.yaml:7:1)");
  }

  @Test
  void aBuiltInCauseHasNeither() {
    Cause listed = Cause.builtIn("built-in: x");
    Cause shipped = Cause.of(new Rule.Require(NAME, Terms.at(Position.builtIn("profile x"))));

    assertThat(listed).hasToString("built-in: x");
    assertThat(listed.position()).isEmpty();
    assertThat(listed.why()).isEmpty();
    assertThat(shipped).hasToString("profile x: require X-A");
    assertThat(shipped.rule()).isEmpty();
  }

  @Test
  void onlyWhatNeitherAFileNorCodeHoldsIsBuiltIn() {
    assertThat(Position.builtIn("profile x").isBuiltIn()).isTrue();
    assertThat(Position.IN_CODE.isBuiltIn()).isFalse();
    assertThat(Checked.HERE.isBuiltIn()).isFalse();
    assertThat(Position.builtIn("profile x")).hasToString("profile x");
  }

  @Test
  void aProfileIsKnownWithItsVersion() {
    Profile shipped = profile(Position.IN_CODE);

    assertThat(shipped.id()).isEqualTo("mine@3");
    assertThat(shipped.isDeclared()).isFalse();
    assertThat(profile(Checked.HERE).isDeclared()).isTrue();
    assertThat(shipped.slots()).containsExactly(NAME, Operand.Name.of("X-B"));
  }

  @Test
  void aCompanionIsADefaultOrAnAllowOfNamesThatAlwaysHolds() {
    assertThat(
            profile(Position.IN_CODE, Policies.allow("X-C"), Policies.fallback("X-D", "v"))
                .companions())
        .hasSize(2);
    for (Rule rule :
        List.of(
            Policies.allow("X-C", "X-*"),
            Policies.set("X-C", "v"),
            new Rule.Allow(
                Policies.allow("X-C").operands(),
                ImmutableList.of(),
                Carried.terms(Carried.at("GET"))))) {
      assertThatIllegalArgumentException().isThrownBy(() -> profile(Position.IN_CODE, rule));
    }
  }

  @Test
  void anExceptionSaysEveryProblemInOrder() {
    Problem error = Problem.error("bad", Checked.HERE, "m1", "w", "f");
    Problem warning = Problem.warning("odd", Checked.OTHER, "m2", "w", "f");
    PolicyException refused = new PolicyException(List.of(warning, error));

    assertThat(refused).hasMessage("policy.yaml:7:1: m1 [bad]\npolicy.yaml:3:1: m2 [odd]");
    assertThat(refused.problems()).containsExactly(error, warning);
  }

  @Test
  void problemsAreOrderedByGravityPlaceNameAndMessage() {
    List<Problem> ordered =
        List.of(
            Problem.error("b", Checked.OTHER, "m", "w", "f"),
            Problem.error("a", Checked.HERE, "n", "w", "f"),
            Problem.error("b", Checked.HERE, "m", "w", "f"),
            Problem.error("b", Checked.HERE, "n", "w", "f"),
            Problem.warning("a", Checked.OTHER, "m", "w", "f"));
    List<Problem> reversed = new ArrayList<>(ImmutableList.copyOf(ordered).reverse());
    reversed.sort(Problem.ORDER);

    assertThat(reversed).isEqualTo(ordered);
  }

  @Test
  void twoSpellingsOfAnOperandAreTwoOperands() {
    assertThat(NAME)
        .isEqualTo(Operand.Name.of("X-A"))
        .hasSameHashCodeAs(Operand.Name.of("X-A"))
        .isNotEqualTo(Operand.Name.of("x-a"))
        .isNotEqualTo(new Operand.Name(FieldName.of("X-A"), Checked.HERE))
        .isNotEqualTo("X-A");
  }

  @Test
  void operandsAndTargetsAreSpreadOverHashes() {
    assertThat(IntStream.range(0, 100).mapToObj(i -> Operand.Name.of("X-" + i).hashCode()))
        .doesNotHaveDuplicates();
    assertThat(
            IntStream.range(0, 100)
                .mapToObj(i -> RequestTarget.parse("/" + i + "?" + i).hashCode()))
        .doesNotHaveDuplicates();
  }

  @Test
  void anInjectHasASecretOrACallerThatBringsOne() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new Rule.Inject(NAME, Optional.empty(), WORD, Optional.empty(), Terms.IN_CODE));
  }

  @Test
  void aFootprintWritesSomethingAndNothingThatItReads() {
    ImmutableSet<FieldName> one = ImmutableSet.of(FieldName.of("X-A"));
    ImmutableSet<FieldName> other = ImmutableSet.of(FieldName.of("X-B"));

    assertThat(new Footprint(one, other).reads()).isEqualTo(one);
    assertThatIllegalArgumentException().isThrownBy(() -> new Footprint(one, one));
    assertThatIllegalArgumentException().isThrownBy(() -> new Footprint(one, ImmutableSet.of()));
  }

  @Test
  void aPlaceMayBeTheFirstOfItsFileAndNothingLong() {
    assertThat(new Position("f", 0, 0, 0)).hasToString("f");
    assertThat(new Position("f", 1, 0, 0)).hasToString("f:1:0");
  }

  @Test
  void namesAreOrderedAndSpreadAsTheyFold() {
    assertThat(FieldName.of("X_A")).isLessThan(FieldName.of("x-b"));
    assertThat(FieldName.of("X_B")).isGreaterThan(FieldName.of("x-a"));
    assertThat(IntStream.range(0, 100).mapToObj(i -> FieldName.of("X-" + i).hashCode()))
        .doesNotHaveDuplicates();
  }

  @Test
  void aNameIsOfTheCharactersOfAToken() {
    assertThat(FieldName.isToken("X-A")).isTrue();
    assertThat(FieldName.fold("X_A")).isEqualTo("x-a");
    assertThat(WORD).hasToString("w0rd");
  }

  @Test
  void aResponseRuleAllowsDeniesRenamesOrSets() {
    List<Rule> good =
        List.of(
            Policies.allow("X-A"),
            Policies.deny("X-B"),
            Policies.rename("X-C", "X-D"),
            Policies.set("X-E", "v"));
    assertThat(responses(good.toArray(Rule[]::new)).response()).isEqualTo(good);
    for (Rule rule :
        List.of(
            Policies.allowOneOf("X-A", "v"),
            new Rule.Rename(
                NAME,
                Operand.Name.of("X-B"),
                ImmutableList.of(new Guard.MaxLength(1)),
                Terms.IN_CODE),
            Carried.datum("X-A", "k"),
            Policies.require("X-A"))) {
      assertThatIllegalArgumentException().isThrownBy(() -> responses(rule));
    }
  }

  @Test
  void onlySomeRemovalsMayReject() {
    for (Removal removal : Removal.values()) {
      boolean may =
          removal == Removal.SEALED || removal == Removal.DENIED || removal == Removal.UNLISTED;
      ImmutableSet<Removal> reject = ImmutableSet.of(removal);
      if (may) {
        assertThat(new Rules(ImmutableList.of(), ImmutableList.of(), reject).reject())
            .containsExactly(removal);
      } else {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> new Rules(ImmutableList.of(), ImmutableList.of(), reject));
      }
    }
  }

  private static Rules responses(Rule... rules) {
    return new Rules(ImmutableList.of(), ImmutableList.copyOf(rules), ImmutableSet.of());
  }

  private static Profile profile(Position position, Rule... companions) {
    return new Profile(
        "mine",
        3,
        Optional.empty(),
        NAME,
        Positioned.inCode("raw"),
        ImmutableSet.of(Operand.Name.of("X-B")),
        ImmutableSet.of(),
        ImmutableList.copyOf(companions),
        position);
  }
}
