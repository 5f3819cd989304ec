package io.letterhead.policy;

import static io.letterhead.policy.Checked.HERE;
import static io.letterhead.policy.Checked.OTHER;
import static io.letterhead.policy.Checked.allowHere;
import static io.letterhead.policy.Checked.assertProblem;
import static io.letterhead.policy.Checked.at;
import static io.letterhead.policy.Checked.check;
import static io.letterhead.policy.Checked.errors;
import static io.letterhead.policy.Checked.name;
import static io.letterhead.policy.Checked.names;
import static io.letterhead.policy.Checked.one;
import static io.letterhead.policy.Checked.operandHere;
import static io.letterhead.policy.Checked.policy;
import static io.letterhead.policy.Checked.renameFromHere;
import static io.letterhead.policy.Checked.renameToHere;
import static io.letterhead.policy.Checked.requireHere;
import static io.letterhead.policy.Checked.shared;
import static io.letterhead.policy.Checked.withGroup;
import static io.letterhead.policy.Policies.allow;
import static io.letterhead.policy.Policies.deny;
import static io.letterhead.policy.Policies.fallback;
import static io.letterhead.policy.Policies.inject;
import static io.letterhead.policy.Policies.operand;
import static io.letterhead.policy.Policies.rename;
import static io.letterhead.policy.Policies.require;
import static io.letterhead.policy.Policies.set;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A rule that can decide nothing is found, by proof over every name. */
class ReachabilityProblemsTest {

  static Stream<Arguments> refused() {
    return Stream.of(
        one(
            "rename-to-denied",
            "`X-Internal-B` is denied",
            deny("x-internal-*"),
            renameToHere("X-A", "X-Internal-B")),
        one("dead-rule", "this `allow` decides no field", deny("X-*"), allowHere("X-A")),
        one("dead-rule", "this `allow` decides no field", deny("*"), allowHere("X-A*")),
        one("dead-rule", "this `allow` decides no field", set("X-A", "v"), allowHere("x_a")),
        one("dead-rule", "this `allow` decides no field", rename("X-B", "X-A"), allowHere("X-A")),
        one("dead-rule", "this `allow` decides no field", allowHere("X-Forwarded-F*")),
        one("dead-rule", "this `allow` decides no field", allowHere("Sec-WebSocket-*")),
        one(
            "dead-rule",
            "this `rename` decides no field",
            deny("X-A"),
            renameFromHere("X-A", "X-B")),
        one("never-holds", "no `X-A` can ever leave for `p`", requireHere("X-A")),
        one(
            "never-holds",
            "no `X-A` can ever leave for `p`",
            allow("X-A", "X-B"),
            deny("X-A"),
            requireHere("X-A")),
        one("never-holds", "no `Cookie` can ever leave for `p`", allow("*"), requireHere("Cookie")),
        one("never-holds", "no `Host` can ever leave for `p`", requireHere("Host")),
        one(
            "never-holds",
            "no `X-HTTP-Method` can ever leave for `p`",
            allow("*"),
            requireHere("X-HTTP-Method")),
        one(
            "never-holds",
            "no `X-A` can ever leave for `p`",
            rename("X-A", "X-B"),
            requireHere("X-A")),
        one("always-holds", "`x_a` is in every request", set("X-A", "v"), requireHere("x_a")),
        one(
            "always-holds",
            "`X-Key` is in every request",
            inject("X-Key", "key", "raw"),
            requireHere("X-Key")));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void aRuleThatCanDecideNothingDoesNotLoad(String name, String message, List<Rule> rules) {
    assertProblem(check(policy(rules)), name, message);
  }

  static Stream<Arguments> warned() {
    return Stream.of(
        one(
            "dead-operand",
            "`X-A` lets no field pass",
            deny("X-A"),
            new Rule.Allow(
                names(name("X-A"), Operand.Name.of("X-B")), ImmutableList.of(), Terms.at(OTHER))),
        one(
            "dead-operand",
            "`x_a` lets no field pass",
            set("X-A", "v"),
            new Rule.Allow(
                names(Operand.Glob.of("X-B*"), name("x_a")), ImmutableList.of(), Terms.at(OTHER))),
        one(
            "dead-operand",
            "`X-Forwarded-*` lets no field pass",
            new Rule.Allow(
                names(Operand.Name.of("X-A"), operandHere("X-Forwarded-*")),
                ImmutableList.of(),
                Terms.at(OTHER))),
        one("covered-rule", "`X-A*` changes nothing", allow("X-*"), allowHere("X-A*")),
        one("covered-rule", "`@message` changes nothing", allowHere("@message")),
        one(
            "covered-rule",
            "`traceparent` changes nothing",
            allow("traceparent"),
            allowHere("traceparent")));
  }

  @ParameterizedTest
  @MethodSource("warned")
  void whatDecidesNothingButHarmsNothingIsAWarning(String name, String message, List<Rule> rules) {
    Compilation compilation = check(policy(rules));

    assertThat(compilation.problems()).allMatch(problem -> !problem.isError());
    assertThat(compilation.problems())
        .anySatisfy(
            problem -> {
              assertThat(problem.name()).isEqualTo(name);
              assertThat(problem.message()).isEqualTo(message);
              assertThat(problem.position()).isEqualTo(HERE);
            });
    assertThat(compilation.policy())
        .hasValueSatisfying(
            policy -> assertThat(policy.warnings()).isEqualTo(compilation.problems()));
  }

  @Test
  void aDeadRuleNamesEveryRuleThatTakesItsNames() {
    Compilation compilation =
        check(
            policy(
                new Rule.Deny(names(operand("X-A*")), Terms.at(at(5))),
                new Rule.Set(
                    Operand.Name.of("X-B"),
                    new WrittenValue.Fixed(Positioned.inCode("v")),
                    Terms.at(at(6))),
                new Rule.Allow(
                    names(Operand.Name.of("X-A1"), name("X-B"), Operand.Name.of("X-A2")),
                    ImmutableList.of(),
                    Terms.at(at(8)))));

    assertThat(errors(compilation))
        .singleElement()
        .satisfies(
            problem ->
                assertThat(problem.why())
                    .contains("deny X-A* (policy.yaml:5:1)", "set X-B (policy.yaml:6:1)"));
  }

  @Test
  void aDeadRenameNamesTheRulesThatTakeItsSource() {
    Rule taking = new Rule.Deny(names(operand("X-A*")), Terms.at(at(5)));

    assertThat(errors(check(policy(taking, rename("X-A1", "X-B")))))
        .extracting(Problem::why)
        .containsExactly("all of its names are taken by deny X-A* (policy.yaml:5:1)");
  }

  @Test
  void anAlternativeToARuleThatAlwaysHoldsIsNotSaidToBeDeadToo() {
    Rule otherwise =
        new Rule.Allow(
            allow("X-A").operands(), ImmutableList.of(), Carried.terms(Carried.otherwise()));

    assertThat(check(policy(allow("X-A"), otherwise)).problems())
        .extracting(Problem::name)
        .containsExactly("empty-otherwise");
  }

  @Test
  void aRuleIsNotDeadWhereADenyOfAllOtherRequestsLeavesItSome() {
    Rule get =
        new Rule.Allow(
            allow("X-A").operands(), ImmutableList.of(), Carried.terms(Carried.at("GET")));
    Rule otherwise =
        new Rule.Deny(deny("X-A", "X-B*").operands(), Carried.terms(Carried.otherwise()));

    assertThat(check(policy(get, otherwise, allow("X-B1*"))).problems()).isEmpty();
  }

  @Test
  void aDeadRuleNamesWhoTakesItsNamesInAnyRequest() {
    Rule get = Carried.mayBring("Authorization", "raw", Carried.key("k"), Carried.at("GET"));
    Rule otherwise =
        Carried.mayBring("Authorization", "raw", Carried.field("X-Mine"), Carried.otherwise());
    Rule theirs = Carried.mayBring("X-Key", "raw", Carried.field("X-Mine"), Carried.at("GET"));
    Policy policy =
        Carried.policy(
            Provider.of("p", "https://p.example", get, otherwise, deny("X-M*"), allow("X-M*")),
            Provider.of("q", "https://q.example", theirs));

    assertThat(errors(check(policy)))
        .filteredOn(problem -> problem.name().equals("dead-rule"))
        .singleElement()
        .satisfies(
            problem ->
                assertThat(problem.why())
                    .contains(otherwise.summary(), theirs.summary(), "deny X-M*"));
  }

  @Test
  void whatLetsTheDatasFieldsPassChangesSomethingAndWhatRepeatsAnotherDoesNot() {
    List<Problem> problems =
        check(Carried.policy(ImmutableSet.of(), allow("@message"), allow("X-*"), allowHere("X-A*")))
            .problems();

    assertThat(problems)
        .filteredOn(problem -> problem.name().equals("covered-rule"))
        .extracting(Problem::message)
        .containsExactly("`X-A*` changes nothing");
  }

  @Test
  void aSharedRuleIsDeadOnlyIfItIsForEveryProvider() {
    List<Rule> rules = List.of(allowHere("X-A"));
    Provider denying = Provider.of("one", "https://one.example", deny("X-A"));
    Provider setting = Provider.of("two", "https://two.example", set("X-A", "v"));
    Provider open = Provider.of("three", "https://three.example");

    assertThat(check(shared(rules, denying, open, setting)).problems()).isEmpty();
    assertProblem(
        check(shared(rules, denying, setting)), "dead-rule", "this `allow` decides no field");
  }

  @Test
  void aSharedRequireAlwaysHoldsOnlyIfItDoesForEveryProvider() {
    List<Rule> rules = List.of(requireHere("X-A"));
    Provider setting = Provider.of("one", "https://one.example", set("X-A", "v"));
    Provider open = Provider.of("two", "https://two.example", allow("X-A"));

    assertThat(check(shared(rules, setting, open)).problems()).isEmpty();
    assertProblem(check(shared(rules, setting)), "always-holds", "`X-A` is in every request");
    assertProblem(
        check(shared(rules, setting, Provider.of("two", "https://two.example"))),
        "never-holds",
        "no `X-A` can ever leave for `two`");
  }

  @Test
  void aRequireIsMetByWhatThePolicyWrites() {
    Policy policy =
        shared(
            List.of(require("X-A")),
            Provider.of("one", "https://one.example", set("X-A", "v")),
            Provider.of("two", "https://two.example", allow("X-A")));

    assertThat(Exchange.under(policy).send().fields()).containsExactly("X-A: v");
  }

  @Test
  void aDefaultMeetsARequireButNotWhereTheCallerSendsABlank() {
    Exchange exchange = Exchange.under(fallback("X-A", "v"), require("X-A"));

    assertThat(exchange.send().fields()).containsExactly("X-A: v");
    assertThat(exchange.send("x-a: w").fields()).containsExactly("X-A: w");
    assertThat(exchange.send("X-A: w", "Connection: X-A").fields()).containsExactly("X-A: v");
    assertThat(exchange.send("X-A:  ").reason()).isEqualTo("required");
  }

  @Test
  void aGroupWithoutNamesLetsNothingPass() {
    Policy policy =
        withGroup(new FieldGroup("@none", ImmutableList.of(), OTHER), allowHere("@none"));

    assertProblem(check(policy), "dead-rule", "this `allow` decides no field");
    assertThat(errors(check(policy)).get(0).why()).isEqualTo("it names no field");
  }

  @Test
  void tooManyStatesAreRefusedNotApproximated() {
    Rule[] rules =
        Stream.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l")
            .map(c -> allow("*" + c + "*" + c + "x*"))
            .toArray(Rule[]::new);
    Provider provider =
        Provider.builder("p", Origin.parse("https://p.example"))
            .rules(Rules.of(rules))
            .positions(HERE, OTHER)
            .build();

    assertThat(errors(check(Policies.policy(provider))))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.name()).isEqualTo("too-many-states");
              assertThat(problem.message()).matches("the rules of `p` need more than \\d+ states");
              assertThat(problem.position()).isEqualTo(HERE);
            });
  }

  @Test
  void statesAreCountedForAllProvidersTogether() {
    Rule names =
        allow(
            IntStream.range(0, 900)
                .mapToObj(i -> "X-" + i + "-" + "a".repeat(100))
                .toArray(String[]::new));
    Provider[] providers =
        IntStream.range(0, 5)
            .mapToObj(
                i ->
                    Provider.builder("p" + i, Origin.parse("https://p" + i + ".example"))
                        .positions(at(10 + i), OTHER)
                        .build())
            .toArray(Provider[]::new);

    assertThat(errors(check(shared(List.of(names), providers))))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.name()).isEqualTo("too-many-states");
              assertThat(problem.message())
                  .isEqualTo(
                      "the rules of `p4` need more than 400000 states,"
                          + " together with the providers before it");
              assertThat(problem.position()).isEqualTo(at(14));
            });
  }
}
