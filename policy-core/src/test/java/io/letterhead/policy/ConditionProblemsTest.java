package io.letterhead.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Conflicts are judged under overlapping conditions only, and shown with such a request. */
class ConditionProblemsTest {

  @Test
  void twoWritersThatMeetAreShownWithARequestThatMeetsBoth() {
    assertThat(problems(set("X-A", "1", methods("POST")), set("X-A", "2", paths("/v1/*"))))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.name()).isEqualTo("two-writers");
              assertThat(problem.message())
                  .isEqualTo("`X-A` has two writers for `p`, at `POST /v1/`");
              assertThat(problem.why()).contains("set X-A, when POST");
            });
  }

  @Test
  void twoWritersThatNeverMeetLoad() {
    assertThat(problems(set("X-A", "1", methods("POST")), set("X-A", "2", methods("GET"))))
        .isEmpty();
    assertThat(
            problems(
                set("X-A", "1", paths("/a")),
                set("X-A", "2", paths("/a/*")),
                set("X-A", "3", new Condition.Otherwise(Position.IN_CODE))))
        .isEmpty();
  }

  @Test
  void renamesOfOneSourceMayTakeTurnsButNotBeInARow() {
    assertThat(
            problems(rename("X-A", "X-B", methods("POST")), rename("X-A", "X-C", methods("GET"))))
        .isEmpty();
    assertThat(names(rename("X-A", "X-B", methods("POST")), rename("X-A", "X-C", paths("/a"))))
        .containsExactly("chained-rename");
    assertThat(names(rename("X-A", "X-B", methods("POST")), rename("X-B", "X-C", methods("GET"))))
        .contains("chained-rename");
  }

  @Test
  void aRenameMayTakeTurnsWithAnAllowOfItsSource() {
    assertThat(problems(rename("X-A", "X-B", methods("POST")), allow("X-A", methods("GET"))))
        .isEmpty();
    assertThat(names(rename("X-A", "X-B", methods("POST")), allow("X-A")))
        .containsExactly("rename-beside-allow");
  }

  @Test
  void aRenameMayTakeTurnsWithADenyOfItsTarget() {
    assertThat(problems(rename("X-A", "X-B", methods("POST")), deny("X-B", methods("GET"))))
        .isEmpty();
    assertThat(names(rename("X-A", "X-B", methods("POST")), deny("X-*", paths("/a"))))
        .contains("rename-to-denied");
  }

  @Test
  void anAllowThatIsDeniedAtSomeRequestsOnlyIsAlive() {
    assertThat(problems(allow("X-A"), deny("X-A", methods("GET")))).isEmpty();
    assertThat(names(allow("X-A", methods("GET")), deny("X-A", methods("GET", "PUT"))))
        .containsExactly("dead-rule");
  }

  @Test
  void anExactAllowAtSomeRequestsIsNotCoveredByAGlobAtAll() {
    assertThat(problems(allow("X-*"), allow("X-A", methods("GET"))))
        .as("at other requests the name is unlisted")
        .isEmpty();
  }

  @Test
  void aRequireIsJudgedInTheClassesInWhichItHolds() {
    Rule require = require("X-A", methods("POST"));

    assertThat(problems(set("X-A", "v", methods("GET")), allow("X-B"), require))
        .extracting(Problem::name)
        .containsExactly("never-holds");
    assertThat(names(set("X-A", "v", methods("POST")), require)).containsExactly("always-holds");
    assertThat(problems(set("X-A", "v", paths("/a")), require)).isEmpty();
  }

  @Test
  void aGlobIsAnAlternativeToTheSameGlobInWhateverSpelling() {
    Condition post = Carried.at("POST");
    Condition otherwise = new Condition.Otherwise(Position.IN_CODE);
    Rule when = new Rule.Deny(Policies.deny("X-A*").operands(), Carried.terms(post));

    assertThat(
            names(when, new Rule.Deny(Policies.deny("x_a*").operands(), Carried.terms(otherwise))))
        .isEmpty();
    assertThat(
            names(when, new Rule.Deny(Policies.deny("X-B*").operands(), Carried.terms(otherwise))))
        .containsExactly("lone-otherwise");
  }

  @Test
  void alternativesToNothingOrToEverythingAreSaid() {
    Condition otherwise = new Condition.Otherwise(Position.IN_CODE);

    assertThat(names(set("X-A", "1"), set("X-A", "2", otherwise)))
        .containsExactly("empty-otherwise");
    assertThat(names(set("X-A", "2", otherwise))).containsExactly("lone-otherwise");
    assertThat(
            names(
                set("X-A", "1", methods("GET")),
                deny("X-A", otherwise),
                set("X-A", "2", otherwise)))
        .contains("two-otherwise");
  }

  @Test
  void tooManyClassesAreRefused() {
    List<Rule> rules = new ArrayList<>();
    IntStream.range(0, 40)
        .forEach(
            i -> {
              rules.add(set("X-M" + i, "v", methods("M" + i)));
              rules.add(set("X-P" + i, "v", paths("/p" + i)));
            });

    assertThat(names(rules.toArray(Rule[]::new))).containsExactly("too-many-classes");
  }

  @Test
  void conditionsOnCallersAreFoundForWhoNeverAuthenticatesOne() {
    Condition callers =
        new Condition.Matching(
            ImmutableSet.of(),
            ImmutableSet.of(),
            ImmutableSet.of("key/a"),
            new Position("p.yaml", 9, 7, 20));
    CompiledPolicy policy =
        CompiledPolicy.compile(
            Policies.policy(
                Provider.of(
                    "p",
                    "https://p.example",
                    set("X-A", "v", callers),
                    allow("X-B", methods("GET")))),
            Checked.PLUG_INS);

    assertThat(policy.withoutCallers())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.name()).isEqualTo("callers-never-authenticated");
              assertThat(problem.position().line()).isEqualTo(9);
            });
  }

  @Test
  void conditionsOnCallersAreFoundInSharedRulesToo() {
    Position position = new Position("p.yaml", 4, 7, 20);
    Condition callers =
        new Condition.Matching(
            ImmutableSet.of(), ImmutableSet.of(), ImmutableSet.of("key/a"), position);
    CompiledPolicy policy =
        CompiledPolicy.compile(
            Checked.shared(
                List.of(set("X-A", "v", callers)), Provider.of("p", "https://p.example")),
            Checked.PLUG_INS);

    assertThat(policy.withoutCallers()).extracting(Problem::position).containsExactly(position);
  }

  @Test
  void aCredentialThatIsBroughtWhereCallersAreAuthenticatedIsFound() {
    assertThat(brought("AUTHORIZATION")).containsExactly("caller-key-brought");
    assertThat(brought("X-Provider-Key")).isEmpty();
  }

  private static List<String> brought(String name) {
    Rule inject =
        new Rule.Inject(
            Operand.Name.of("X-Api-Key"),
            Optional.empty(),
            Positioned.inCode("raw"),
            Optional.of(new Bring.Field(Operand.Name.of(name))),
            Terms.IN_CODE);
    return CompiledPolicy.compile(
            Policies.policy(Provider.of("p", "https://p.example", inject)), Checked.PLUG_INS)
        .withCallers()
        .stream()
        .map(Problem::name)
        .toList();
  }

  private static List<Problem> problems(Rule... rules) {
    Policy policy =
        Policy.of(
            ImmutableList.of(),
            ImmutableList.of(),
            ImmutableList.of(),
            ImmutableList.of(Provider.of("p", "https://p.example", rules)));
    return Checked.check(policy).problems();
  }

  private static List<String> names(Rule... rules) {
    return problems(rules).stream().map(Problem::name).distinct().toList();
  }

  private static Condition methods(String... methods) {
    return new Condition.Matching(
        ImmutableSet.copyOf(methods), ImmutableSet.of(), ImmutableSet.of(), Position.IN_CODE);
  }

  private static Condition paths(String path) {
    return new Condition.Matching(
        ImmutableSet.of(),
        ImmutableSet.of(new PathPattern(path)),
        ImmutableSet.of(),
        Position.IN_CODE);
  }

  private static Terms terms(Condition when) {
    return new Terms(Position.IN_CODE, "", when);
  }

  private static Rule set(String name, String value, Condition when) {
    return new Rule.Set(
        Operand.Name.of(name), new WrittenValue.Fixed(Positioned.inCode(value)), terms(when));
  }

  private static Rule set(String name, String value) {
    return Policies.set(name, value);
  }

  private static Rule allow(String name, Condition when) {
    return new Rule.Allow(ImmutableList.of(Operand.Name.of(name)), ImmutableList.of(), terms(when));
  }

  private static Rule allow(String name) {
    return Policies.allow(name);
  }

  private static Rule deny(String name, Condition when) {
    return new Rule.Deny(ImmutableList.of(Policies.operand(name)), terms(when));
  }

  private static Rule rename(String from, String to, Condition when) {
    return new Rule.Rename(
        Operand.Name.of(from), Operand.Name.of(to), ImmutableList.of(), terms(when));
  }

  private static Rule require(String name, Condition when) {
    return new Rule.Require(Operand.Name.of(name), terms(when));
  }
}
