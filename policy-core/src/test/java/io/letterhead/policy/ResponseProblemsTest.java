package io.letterhead.policy;

import static io.letterhead.policy.Checked.HERE;
import static io.letterhead.policy.Checked.OTHER;
import static io.letterhead.policy.Checked.assertProblem;
import static io.letterhead.policy.Checked.check;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Response rules that meet, that write what is the transport's, or that decide no field. */
class ResponseProblemsTest {

  @ParameterizedTest
  @ValueSource(strings = {"Content-Length", "transfer_encoding", "Sec-WebSocket-Accept"})
  void noRuleWritesAFieldOfTheTransports(String name) {
    String message = "`" + name + "` belongs to the transport";

    assertProblem(check(policy(Checked.setHere(name))), "transport-owned", message);
    assertProblem(check(policy(Checked.renameToHere("X-A", name))), "transport-owned", message);
  }

  @Test
  void twoRulesDoNotWriteOneName() {
    assertProblem(
        check(policy(Policies.set("X-A", "1"), Checked.setHere("x_a"))),
        "two-writers",
        "`x_a` has two writers for `p`");
    assertProblem(
        check(policy(Policies.set("X-A", "1"), Checked.renameToHere("X-B", "X-A"))),
        "two-writers",
        "`X-A` has two writers for `p`");
  }

  @Test
  void aRequestsRuleAndAResponsesMayWriteOneName() {
    Policy both =
        policy(
            Rules.NONE,
            new Rules(
                ImmutableList.of(Policies.set("X-A", "1")),
                ImmutableList.of(Policies.set("X-A", "2")),
                ImmutableSet.of()));

    assertThat(check(both).problems()).isEmpty();
  }

  @Test
  void renamesAreNotInARow() {
    assertThat(
            Checked.errors(
                check(policy(Policies.rename("X-A", "X-B"), Checked.renameFromHere("X-B", "X-C")))))
        .anySatisfy(
            problem -> {
              assertThat(problem.name()).isEqualTo("chained-rename");
              assertThat(problem.message())
                  .isEqualTo("`X-B` is already the source or target of a rename");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"WWW-Authenticate", "Connection", "x_sendfile"})
  void anAllowOrARenameOfWhatIsAlwaysRemovedDecidesNothing(String removed) {
    for (Rule rule :
        List.of(
            new Rule.Allow(
                ImmutableList.of(Operand.Name.of(removed)), ImmutableList.of(), Terms.at(HERE)),
            new Rule.Rename(
                Operand.Name.of(removed),
                Operand.Name.of("X-New"),
                ImmutableList.of(),
                Terms.at(HERE)))) {
      assertProblem(
          check(policy(rule)), "dead-rule", "this `" + rule.verb() + "` decides no field");
    }
  }

  @Test
  void anAllowOfWhatPassesAnywayChangesNothing() {
    Compilation compilation = check(policy(allowHere("X-Any", "X-*")));

    assertThat(compilation.policy()).isPresent();
    assertThat(compilation.problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.name()).isEqualTo("covered-rule");
              assertThat(problem.isError()).isFalse();
              assertThat(problem.message()).isEqualTo("this `allow` changes nothing");
              assertThat(problem.position()).isEqualTo(HERE);
            });
  }

  @Test
  void whatDecidesAFieldLoadsWithoutAWord() {
    assertThat(check(policy(allowHere("Set-Cookie"))).problems()).isEmpty();
    assertThat(check(policy(Policies.rename("X-A", "X-B"))).problems()).isEmpty();
    assertThat(check(policy(Policies.deny("X-A", "Connection"))).problems()).isEmpty();
    assertThat(check(policy(Policies.set("X-A", "v"))).problems()).isEmpty();
  }

  @Test
  void anAllowBehindADenyDecidesNothing() {
    assertProblem(
        check(policy(Policies.deny("Set-*"), allowHere("Set-Cookie"))),
        "dead-rule",
        "this `allow` decides no field");
  }

  @Test
  void aRuleIsJudgedByItsOwnNames() {
    assertProblem(
        check(policy(allowHere("WWW-Authenticate"), Policies.allow("Set-Cookie"))),
        "dead-rule",
        "this `allow` decides no field");
    assertProblem(
        check(policy(Policies.deny("X-B*"), allowHere("X-B*"), Policies.allow("X-C*"))),
        "dead-rule",
        "this `allow` decides no field");
  }

  @Test
  void aSharedRuleIsJudgedByAllProviders() {
    Rules shared = new Rules(ImmutableList.of(), ImmutableList.of(allowHere("Set-Cookie")), none());
    Rules denying =
        new Rules(ImmutableList.of(), ImmutableList.of(Policies.deny("Set-Cookie")), none());

    assertThat(check(policy(shared, denying, Rules.NONE)).problems()).isEmpty();
    assertThat(check(policy(shared, denying, denying)).problems())
        .extracting(Problem::name)
        .containsExactly("dead-rule");
  }

  @Test
  void anAllowThatHoldsInOneClassDecidesThere() {
    Rule allow =
        new Rule.Allow(
            ImmutableList.of(Operand.Name.of("Set-Cookie")),
            ImmutableList.of(),
            new Terms(HERE, "", Carried.at("POST")));
    Rule deny =
        new Rule.Deny(
            ImmutableList.of(Operand.Name.of("Set-Cookie")),
            new Terms(OTHER, "", Carried.at("GET")));

    assertThat(check(policy(allow, deny)).problems()).isEmpty();
  }

  @Test
  void anOtherwiseIsAnAlternativeToAnotherRuleOfResponses() {
    Terms otherwise = new Terms(HERE, "", new Condition.Otherwise(HERE));
    Rule left = new Rule.Deny(ImmutableList.of(Operand.Name.of("X-A")), otherwise);

    assertThat(check(policy(left)).problems())
        .extracting(Problem::name)
        .containsExactly("lone-otherwise");
    assertProblem(
        check(policy(Policies.deny("X-A"), left)),
        "empty-otherwise",
        "this `otherwise` holds for no request");
    Rule again = new Rule.Deny(ImmutableList.of(Operand.Name.of("x_a")), otherwise);
    assertThat(Checked.errors(check(policy(left, again))))
        .extracting(Problem::name)
        .contains("two-otherwise");
  }

  @Test
  void aResponsesGroupIsOneThatThereIs() {
    assertThat(check(policy(Policies.deny("@tracing"))).problems()).isEmpty();
    assertThat(Checked.errors(check(policy(Checked.denyHere("@none")))))
        .extracting(Problem::name)
        .containsExactly("unknown-group");
  }

  private static Rule allowHere(String... names) {
    return new Rule.Allow(Policies.allow(names).operands(), ImmutableList.of(), Terms.at(HERE));
  }

  private static ImmutableSet<Removal> none() {
    return ImmutableSet.of();
  }

  private static Policy policy(Rule... responses) {
    return policy(
        Rules.NONE,
        new Rules(ImmutableList.of(), ImmutableList.copyOf(responses), ImmutableSet.of()));
  }

  private static Policy policy(Rules shared, Rules... providers) {
    ImmutableList.Builder<Provider> all = ImmutableList.builder();
    for (int i = 0; i < providers.length; i++) {
      String name = i == 0 ? "p" : "p" + i;
      all.add(
          Provider.builder(name, Origin.parse("https://" + name + ".example"))
              .rules(providers[i])
              .build());
    }
    return new Policy(
        ImmutableList.of(),
        ImmutableList.of(),
        ImmutableList.of(),
        Optional.empty(),
        shared,
        all.build());
  }
}
