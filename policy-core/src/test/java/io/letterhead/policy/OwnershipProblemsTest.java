package io.letterhead.policy;

import static io.letterhead.policy.Checked.HERE;
import static io.letterhead.policy.Checked.OTHER;
import static io.letterhead.policy.Checked.allowHere;
import static io.letterhead.policy.Checked.assertProblem;
import static io.letterhead.policy.Checked.check;
import static io.letterhead.policy.Checked.errors;
import static io.letterhead.policy.Checked.fallbackHere;
import static io.letterhead.policy.Checked.injectHere;
import static io.letterhead.policy.Checked.name;
import static io.letterhead.policy.Checked.one;
import static io.letterhead.policy.Checked.policy;
import static io.letterhead.policy.Checked.renameFromHere;
import static io.letterhead.policy.Checked.renameToHere;
import static io.letterhead.policy.Checked.setHere;
import static io.letterhead.policy.Checked.shared;
import static io.letterhead.policy.Checked.withGroup;
import static io.letterhead.policy.Policies.allow;
import static io.letterhead.policy.Policies.deny;
import static io.letterhead.policy.Policies.fallback;
import static io.letterhead.policy.Policies.inject;
import static io.letterhead.policy.Policies.operand;
import static io.letterhead.policy.Policies.rename;
import static io.letterhead.policy.Policies.set;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A rule that would give a name a second owner does not load. */
class OwnershipProblemsTest {

  static Stream<Arguments> refused() {
    return Stream.of(
        one(
            "sealed-target",
            "`X-Api-Key` is sealed: a caller's field may not pass under it",
            allowHere("X-Api-Key")),
        one(
            "sealed-target",
            "`x_api_key` is sealed: a fixed value may not be written under it",
            setHere("x_api_key")),
        one(
            "sealed-target",
            "`X-Real-IP` is sealed: a caller's field may not pass under it",
            fallbackHere("X-Real-IP")),
        one(
            "sealed-target",
            "`Cookie` is sealed: a caller's field of this name may not pass",
            renameFromHere("Cookie", "X-C")),
        one(
            "sealed-target",
            "`X-Forwarded-Anything` is sealed: a caller's field may not pass under it",
            renameToHere("X-C", "X-Forwarded-Anything")),
        one("transport-owned", "`Host` belongs to the transport", allowHere("Host")),
        one(
            "transport-owned",
            "`content_length` belongs to the transport",
            setHere("content_length")),
        one("transport-owned", "`TE` belongs to the transport", fallbackHere("TE")),
        one(
            "transport-owned",
            "`Upgrade` belongs to the transport",
            renameFromHere("Upgrade", "X-U")),
        one(
            "transport-owned",
            "`Sec-WebSocket-Key` belongs to the transport",
            renameToHere("X-U", "Sec-WebSocket-Key")),
        one(
            "transport-owned",
            "`Proxy-Authenticate` belongs to the transport",
            injectHere("Proxy-Authenticate")),
        one(
            "injected-claim",
            "`X-Forwarded-User` is a forwarding or identity claim, no credential slot",
            injectHere("X-Forwarded-User")),
        one(
            "two-writers",
            "`x_source` has two writers for `p`",
            set("X-Source", "a"),
            setHere("x_source")),
        one(
            "two-writers",
            "`X-Source` has two writers for `p`",
            set("X-Source", "a"),
            fallbackHere("X-Source")),
        one(
            "two-writers",
            "`X-Key` has two writers for `p`",
            set("X-Key", "a"),
            injectHere("X-Key")),
        one(
            "two-writers",
            "`X-Api-Key` has two writers for `p`",
            inject("x.api.key", "key", "raw"),
            injectHere("X-Api-Key")),
        one(
            "two-writers",
            "`X-To` has two writers for `p`",
            rename("X-A", "X-To"),
            renameToHere("X-B", "X-To")),
        one(
            "two-writers",
            "`X-To` has two writers for `p`",
            set("X-To", "a"),
            renameToHere("X-B", "X-To")),
        one(
            "chained-rename",
            "`X-B` is already the source or target of a rename",
            rename("X-A", "X-B"),
            renameFromHere("X-B", "X-C")),
        one(
            "chained-rename",
            "`X-A` is already the source or target of a rename",
            rename("X-A", "X-B"),
            renameFromHere("X-A", "X-C")),
        one(
            "chained-rename",
            "`x.a` is already the source or target of a rename",
            rename("X-A", "X-B"),
            renameToHere("X-C", "x.a")),
        one(
            "chained-rename",
            "`X_A` is already the source or target of a rename",
            renameToHere("X-A", "X_A")),
        one(
            "rename-beside-allow",
            "`X-A` passes under its own name, too",
            allow("x_a"),
            renameFromHere("X-A", "X-B")),
        one(
            "rename-beside-allow",
            "`X-A` passes under its own name, too",
            fallback("X-A", "v"),
            renameFromHere("X-A", "X-B")));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void aRuleForANameThatIsNotItsToDecideDoesNotLoad(String name, String message, List<Rule> rules) {
    assertProblem(check(policy(rules)), name, message);
  }

  @ParameterizedTest
  @MethodSource("refused")
  void theOrderOfRulesDoesNotChangeWhetherAPolicyLoads(
      String name, String message, List<Rule> rules) {
    assertThat(errors(check(policy(ImmutableList.copyOf(rules).reverse()))))
        .extracting(Problem::name)
        .containsOnly(name);
  }

  static Stream<Arguments> refusedForEveryProvider() {
    return refused()
        .filter(row -> ((List<?>) row.get()[2]).stream().noneMatch(Rule.Inject.class::isInstance));
  }

  @ParameterizedTest
  @MethodSource("refusedForEveryProvider")
  void aSharedRuleIsCheckedLikeAProvidersOwn(String name, String message, List<Rule> rules) {
    Policy policy = shared(rules, Provider.of("p", "https://p.example"));

    assertProblem(check(policy), name, message);
  }

  @Test
  void anInjectForEveryProviderDoesNotLoad() {
    Policy policy =
        shared(
            List.of(
                new Rule.Inject(
                    Operand.Name.of("X-K"),
                    Optional.of(Positioned.inCode("key")),
                    Positioned.inCode("raw"),
                    Optional.empty(),
                    Terms.at(HERE))),
            Provider.of("p", "https://p.example"));

    assertProblem(
        check(policy), "shared-inject", "`inject` stands under the rules for every provider");
  }

  @Test
  void aSharedRuleAndAProvidersOwnMayNotWriteOneName() {
    Policy policy =
        shared(
            List.of(set("X-A", "v")),
            Provider.of("one", "https://one.example", setHere("x_a")),
            Provider.of("two", "https://two.example", set("X-B", "w")));

    assertProblem(check(policy), "two-writers", "`x_a` has two writers for `one`");
  }

  @Test
  void aSharedWriteIsOneProblemForEachProviderThatWritesToo() {
    Policy policy =
        shared(
            List.of(set("X-A", "v")),
            Provider.of("one", "https://one.example", fallback("X-A", "w")),
            Provider.of("two", "https://two.example", fallback("X-A", "w")));

    assertThat(errors(check(policy)))
        .extracting(Problem::message)
        .containsExactly("`X-A` has two writers for `one`", "`X-A` has two writers for `two`");
  }

  @Test
  void aGroupThatOnlySeemsToAllowAReservedNameDoesNotLoad() {
    FieldGroup group =
        new FieldGroup("@mine", ImmutableList.of(operand("X-A"), name("Authorization")), OTHER);

    assertProblem(
        check(withGroup(group, allow("@mine"))),
        "sealed-target",
        "`Authorization` is sealed: a caller's field may not pass under it");
    assertThat(check(withGroup(group, deny("@mine"))).problems()).isEmpty();
  }

  @Test
  void theReasonSaysWhatTheNameIs() {
    assertThat(errors(check(policy(allowHere("X-Real-IP")))))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.why()).startsWith("it is a forwarding or identity claim");
              assertThat(problem.fix()).isEqualTo("use another name");
            });
    assertThat(errors(check(policy(allowHere("X-Api-Key")))))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.why()).startsWith("it is a credential slot");
              assertThat(problem.fix()).contains("`inject` a secret");
            });
    assertThat(errors(check(policy(setHere("X-Real-IP")))))
        .extracting(Problem::message)
        .containsExactly("`X-Real-IP` is sealed: a fixed value may not be written under it");
  }

  @Test
  void aGroupThatOnlySeemsToAllowAnExactOnlyNameIsWarnedOf() {
    FieldGroup group =
        new FieldGroup(
            "@mine", ImmutableList.of(operand("X-A"), name("X-HTTP-Method-Override")), OTHER);

    assertThat(check(withGroup(group, allow("@mine"))).problems())
        .extracting(Problem::message)
        .contains("`X-HTTP-Method-Override` does not pass by `@mine`");
  }
}
