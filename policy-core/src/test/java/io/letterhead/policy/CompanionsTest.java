package io.letterhead.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A profile's rules yield to every rule of a policy that names their field. */
class CompanionsTest {

  private static final Rule.Default VERSION = Policies.fallback("X-Version", "1");
  private static final Rule.Allow BETA = Policies.allow("X-Beta", "X-Other");

  private static RuleSet rules(Rule... rules) {
    Profile profile =
        new Profile(
            "some",
            1,
            Optional.empty(),
            Operand.Name.of("X-Slot"),
            Positioned.inCode("raw"),
            ImmutableSet.of(Operand.Name.of("X-Slot-2")),
            ImmutableSet.of(),
            ImmutableList.of(VERSION, BETA, Policies.allow("X-HTTP-Method-Override")),
            Position.IN_CODE);
    Policy policy =
        Policies.policy(
            Provider.builder("p", Origin.parse("https://p.example"))
                .profile(profile)
                .rules(Rules.of(rules))
                .build());
    return RuleSet.of(policy, CustomRules.of(policy, Policies.plugIns(Map.of()))).get(0);
  }

  @Test
  void theyHoldWhereNoRuleNamesTheirFieldsButNeverForAnExactOnlyName() {
    assertThat(rules().companions()).containsExactly(VERSION, BETA);
    assertThat(rules(Policies.allow("X-Beta-2", "*"), Policies.require("X-Beta")).companions())
        .containsExactly(VERSION, BETA);
    assertThat(rules().all()).containsExactly(VERSION, BETA);
  }

  static Stream<Rule> naming() {
    return Stream.of(
        Policies.allow("x_beta"),
        Policies.deny("X-Beta"),
        Policies.deny("x-b*"),
        Policies.set("X-BETA", "v"),
        Policies.fallback("X-Beta", "v"),
        Policies.rename("X-Beta", "X-B"),
        Policies.rename("X-B", "X-Beta"),
        Policies.inject("X-Beta", "key", "raw"),
        Echoing.rule("X-Beta", "X-In"));
  }

  @ParameterizedTest
  @MethodSource("naming")
  void aRuleThatNamesOneFieldOfACompanionLeavesTheOthers(Rule rule) {
    assertThat(rules(rule).companions()).containsExactly(VERSION, Policies.allow("X-Other"));
  }

  @Test
  void aCompanionWhoseFieldsAreAllNamedIsGone() {
    assertThat(rules(Policies.deny("X-*")).companions()).isEmpty();
    assertThat(rules(Policies.set("X-Version", "2")).companions()).containsExactly(BETA);
  }

  @Test
  void withoutAProfileThereAreNone() {
    Policy policy = Checked.policy(Policies.allow("X-A"));

    assertThat(RuleSet.of(policy, CustomRules.of(policy, Checked.PLUG_INS)).get(0).companions())
        .isEmpty();
  }

  @Test
  void theGroupOfSlotsIsTheProfiles() {
    RuleSet rules = rules();
    Groups groups = Groups.of(ImmutableList.of(), rules.provider());

    assertThat(groups.members(Groups.CREDENTIAL)).contains(ImmutableList.of("X-Slot", "X-Slot-2"));
    assertThat(groups.names()).contains(Groups.CREDENTIAL, "@message", "@tracing");
    assertThat(Groups.of(ImmutableList.of()).members(Groups.CREDENTIAL)).isEmpty();
    assertThat(Groups.isBuiltIn(Groups.CREDENTIAL)).isTrue();
    assertThat(Groups.isBuiltIn("@message")).isTrue();
    assertThat(Groups.isBuiltIn("@mine")).isFalse();
  }

  @Test
  void aStarInALiteralMemberIsNoWildcardAndABuiltInGroupIsNotRedefined() {
    Groups groups =
        Groups.of(
            ImmutableList.of(
                group("@mine", Operand.Name.of("X*A"), Operand.Glob.of("X-*")),
                group("@message", Operand.Name.of("X-B"))));

    assertThat(groups.patterns(Operand.Group.of("@mine"))).containsExactly("X-A", "X-*");
    assertThat(groups.patterns(Operand.Group.of("@message"))).doesNotContain("X-B").isNotEmpty();
    assertThat(groups.patterns(Operand.Group.of("@none"))).isEmpty();
    assertThat(groups.patterns(Operand.Name.of("a*b"))).isEqualTo(List.of("a-b"));
  }

  private static FieldGroup group(String name, Operand... members) {
    return new FieldGroup(name, ImmutableList.copyOf(members), Position.IN_CODE);
  }
}
