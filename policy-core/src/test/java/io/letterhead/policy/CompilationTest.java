package io.letterhead.policy;

import static io.letterhead.policy.Checked.PLUG_INS;
import static io.letterhead.policy.Checked.at;
import static io.letterhead.policy.Checked.check;
import static io.letterhead.policy.Checked.errors;
import static io.letterhead.policy.Checked.loads;
import static io.letterhead.policy.Checked.nameAt;
import static io.letterhead.policy.Checked.names;
import static io.letterhead.policy.Checked.policy;
import static io.letterhead.policy.Checked.shared;
import static io.letterhead.policy.Policies.allow;
import static io.letterhead.policy.Policies.allowOneOf;
import static io.letterhead.policy.Policies.deny;
import static io.letterhead.policy.Policies.fallback;
import static io.letterhead.policy.Policies.inject;
import static io.letterhead.policy.Policies.rename;
import static io.letterhead.policy.Policies.require;
import static io.letterhead.policy.Policies.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What only looks wrong loads; what is wrong is said at once, in order, without a value. */
class CompilationTest {

  static Stream<Arguments> loading() {
    return Stream.of(
        loads(
            "a deny of reserved names is defence", deny("Authorization", "X-Forwarded-*", "Host")),
        loads("a deny of names that nothing allows is defence", deny("X-Nobody", "@tracing")),
        loads("two denies of one name", deny("X-A"), deny("x_a", "X-*")),
        loads("a glob may cover reserved and transport-owned names", allow("*")),
        loads("a glob may cover what another rule writes", allow("X-*"), set("X-A", "v")),
        loads("a glob may cover a rename's source and target", allow("X-*"), rename("X-A", "X-B")),
        loads("a reserved slot takes a secret", inject("Authorization", "key", "bearer")),
        loads("any other slot takes a secret", inject("X-My-Key", "key", "raw")),
        loads("an account selector takes a secret", inject("OpenAI-Organization", "key", "raw")),
        loads("a deny beside a set of the same name", deny("X-A"), set("X-A", "v")),
        loads("a deny beside an inject of the same name", deny("X-A"), inject("X-A", "key", "raw")),
        loads("an exact-only name that an allow spells out", allow("X-HTTP-Method-Override")),
        loads(
            "several allows of one name with guards",
            allowOneOf("X-A", "a", "b"),
            allowOneOf("x_a", "b", "c")),
        loads(
            "a default beside an allow of the same name",
            fallback("X-A", "v"),
            allowOneOf("X-A", "v", "w")),
        loads("two renames side by side", rename("X-A", "X-B"), rename("X-C", "X-D")),
        loads("a rename of a message field", rename("Accept", "X-Accept")),
        loads("a deny of what a glob lets pass", allow("X-*"), deny("X-A*")),
        loads("a required field that passes by a glob", allow("X-*"), require("X-A")),
        loads("a required message field", require("Content-Type")),
        loads("a required rename's target", rename("X-A", "X-B"), require("X-B")),
        loads("a built-in group", allow("@tracing"), allow("@sdk"), allow("@mcp")),
        loads("a fixed message field", set("Accept", "a")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("loading")
  void whatOnlyLooksWrongLoadsWithoutAWord(String why, List<Rule> rules) {
    Compilation compilation = check(policy(rules));

    assertThat(compilation.problems()).as(why).isEmpty();
    assertThat(compilation.policy()).isPresent();
  }

  @Test
  void everyProblemIsReportedAtOnceErrorsFirstThenByPosition() {
    Policy policy =
        Policy.of(
            ImmutableList.of(
                new SecretDeclaration(
                    "spare", Positioned.inCode("map"), "spare", ImmutableList.of(), at(1))),
            ImmutableList.of(),
            ImmutableList.of(
                new Rule.Allow(names(nameAt("Host", 9)), ImmutableList.of(), Terms.at(at(9)))),
            ImmutableList.of(
                Provider.of(
                    "p",
                    "https://p.example",
                    new Rule.Set(
                        nameAt("Cookie", 4),
                        new WrittenValue.Fixed(Positioned.inCode("v")),
                        Terms.at(at(4))),
                    new Rule.Require(nameAt("X-Never", 2), Terms.at(at(2))))));

    assertThat(check(policy).problems())
        .extracting(Problem::name)
        .containsExactly("never-holds", "sealed-target", "transport-owned", "unused-secret");
    assertThat(check(policy).problems()).isSortedAccordingTo(Problem.ORDER);
  }

  @Test
  void anExceptionHoldsEveryProblemAndNoValue() {
    Policy policy =
        policy(
            set("X-A", "v4lue"),
            fallback("X-A", "v4lue"),
            allowOneOf("Cookie", "v4lue"),
            set("Host", "v4lue"));

    PolicyException refused =
        catchThrowableOfType(PolicyException.class, () -> CompiledPolicy.compile(policy, PLUG_INS));

    assertThat(refused.problems())
        .isEqualTo(check(policy).problems())
        .hasSizeGreaterThanOrEqualTo(3);
    assertThat(refused)
        .hasMessageContainingAll("[two-writers]", "[sealed-target]", "[transport-owned]")
        .hasMessageNotContaining("v4lue");
    assertThat(refused.problems().toString()).doesNotContain("v4lue");
  }

  @Test
  void aPolicyWithoutProvidersForwardsNothing() {
    Compilation compilation = check(shared(List.of(allow("X-A"), set("X-B", "v"))));

    assertThat(errors(compilation)).isEmpty();
    assertThat(compilation.policy())
        .hasValueSatisfying(policy -> assertThat(policy.providers()).isEmpty());
  }

  @Test
  void aCompiledPolicySaysWhatItsServersAskFor() {
    CompiledPolicy carrying =
        CompiledPolicy.compile(Carried.policy(ImmutableSet.of(), allow("X-A")), PLUG_INS);
    ProviderPolicy provider = carrying.providers().values().asList().get(0);

    assertThat(carrying.carrier()).contains(FieldName.of(Carried.CARRIER));
    assertThat(CompiledPolicy.compile(policy(allow("X-A")), PLUG_INS).carrier()).isEmpty();
    assertThat(CompiledPolicy.reservedVersion()).isPositive();
    assertThat(carrying.warnings()).isNotEmpty().noneMatch(Problem::isError);
    assertThat(provider).hasToString("p");
    assertThat(provider.states())
        .isEqualTo(provider.classes().get(0).verdicts().states())
        .isGreaterThan(1);
  }

  @Test
  void twoOfOneNameAreNoPolicy() {
    Provider one = Provider.of("p", "https://one.example");
    Provider two = Provider.of("p", "https://two.example");
    FieldGroup group = new FieldGroup("@mine", ImmutableList.of(), Position.IN_CODE);
    SecretDeclaration secret = Policies.secret("key");
    ImmutableList<Rule> rules = ImmutableList.of();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Policies.policy(one, two))
        .withMessageContaining("providers");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Policy.of(
                    ImmutableList.of(secret, secret),
                    ImmutableList.of(),
                    rules,
                    ImmutableList.of()))
        .withMessageContaining("secrets");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Policy.of(
                    ImmutableList.of(), ImmutableList.of(group, group), rules, ImmutableList.of()))
        .withMessageContaining("groups");
    Profile profile =
        new Profile(
            "mine",
            1,
            Optional.empty(),
            Operand.Name.of("X-Slot"),
            Positioned.inCode("raw"),
            ImmutableSet.of(),
            ImmutableSet.of(),
            ImmutableList.of(),
            Position.IN_CODE);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Policy(
                    ImmutableList.of(),
                    ImmutableList.of(),
                    ImmutableList.of(profile, profile),
                    Optional.empty(),
                    Rules.NONE,
                    ImmutableList.of()))
        .withMessageContaining("profiles");
  }

  @SuppressWarnings({"DataFlowIssue", "NullAway"})
  @Test
  void nullIsNoPolicy() {
    assertThatNullPointerException().isThrownBy(() -> CompiledPolicy.check(null, PLUG_INS));
    assertThatNullPointerException().isThrownBy(() -> CompiledPolicy.check(policy(), null));
    assertThatNullPointerException().isThrownBy(() -> CompiledPolicy.compile(null, PLUG_INS));
  }
}
