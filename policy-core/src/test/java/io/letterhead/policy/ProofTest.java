package io.letterhead.policy;

import static io.letterhead.policy.Policies.allow;
import static io.letterhead.policy.Policies.inject;
import static io.letterhead.policy.Policies.set;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What a mistake of the compiler would come to: each sabotage is refused, with a shortest name. */
class ProofTest {

  private static final Verdict PASSES =
      new Verdict.Passes(null, ImmutableSet.of(), false, Owner.CALLER);
  private static final Policy POLICY =
      Policies.policy(
          Provider.of(
              "p",
              "https://p.example",
              inject("Authorization", "key", "raw"),
              set("X-Set", "v"),
              set("X-Other", "v"),
              allow("X-A*"),
              allow("X-Named"),
              when(allow("X-B"), "POST"),
              when(allow("X-B"), "PUT")));

  private final ProviderPolicy provider =
      CompiledPolicy.compile(POLICY, Policies.plugIns(Map.of("key", "k", "other-key", "k")))
          .providers()
          .values()
          .asList()
          .get(0);

  @Test
  void whatTheCompilerMadeKeepsEveryGuarantee() {
    assertThat(provider.classes()).hasSize(3);
    assertThat(Proof.problems(POLICY, List.of(provider))).isEmpty();
  }

  @Test
  void aSealedNameThatPassesInOneClassOnlyIsRefuted() {
    for (RequestClass requests : provider.classes()) {
      assertRefuted(
          with(requests, "x-set", v -> new NameVerdict(PASSES, v.alias(), v.data())),
          "a caller's field passes under a name that is not a caller's: `x-set`");
    }
  }

  @Test
  void aSlotThatPassesByDataOrAliasAloneIsRefuted() {
    RequestClass first = provider.classes().get(0);
    String all = "a caller's field passes under a name that is not a caller's: `x-set`";

    // All names that are sealed and lead nowhere else share a state: the shortest of them is said.
    assertRefuted(
        with(first, "authorization", v -> new NameVerdict(v.plain(), PASSES, v.data())), all);
    assertRefuted(
        with(first, "authorization", v -> new NameVerdict(v.plain(), v.alias(), PASSES)), all);
  }

  @Test
  void aClassWhoseAutomatonMovesOtherwiseIsRefutedToo() {
    ProviderPolicy open =
        Policies.compiledUnchecked(
            Policies.policy(Provider.of("p", "https://p.example", allow("X-Set"))));
    RequestClass last = provider.classes().get(provider.classes().size() - 1);

    assertRefuted(
        replaced(
            new RequestClass(
                last.index(),
                new RequestClasses.Sample("GET", "/", ""),
                open.classes().get(0).verdicts(),
                last.writes(),
                last.requirements(),
                last.uncredentialed(),
                last.responses()),
            last),
        "a caller's field passes under a name that is not a caller's: `x-set`");
  }

  @Test
  void theWitnessIsAShortestNameThatLeadsThere() {
    RequestClass first = provider.classes().get(0);
    String far = "x-remote-and-what-follows";

    assertRefuted(
        with(first, far, v -> new NameVerdict(PASSES, v.alias(), v.data())), "`x-remote-`");
  }

  @Test
  void anAliasThatPassesByAGlobIsRefuted() {
    assertRefuted(
        with(provider.classes().get(0), "x-abc", v -> new NameVerdict(v.plain(), PASSES, v.data())),
        "a name passes in an alias that no rule names: `x-aa`");
  }

  @Test
  void aFieldOfTheDataThatPassesByDefaultIsRefuted() {
    assertRefuted(
        with(
            provider.classes().get(0),
            "accept",
            v -> new NameVerdict(v.plain(), v.alias(), PASSES)),
        "a field of the caller's data passes though no rule names it: `accept`");
  }

  @Test
  void aSecondWriterIsRefuted() {
    RequestClass first = provider.classes().get(0);
    Written again = first.writes().get(1);

    assertRefuted(
        writing(first, again, again), "a field is written twice: `" + again.name().folded());
  }

  @Test
  void aNameOfTheTransportsOrAClaimOrASlotThatARuleWritesIsRefuted() {
    RequestClass first = provider.classes().get(0);
    for (String name : List.of("Host", "X-Forwarded-For", "X-Api-Key")) {
      assertRefuted(
          writing(first, new Written.Fixed(FieldName.of(name), "v", set("X-Set", "v"))),
          "a rule writes a field that is not the policy's: `" + FieldName.fold(name) + "`");
    }
  }

  @Test
  void aFactMayBeTold() {
    RequestClass first = provider.classes().get(0);
    Written fact =
        new Written.Fact(FieldName.of("X-Real-IP"), RequestFact.CLIENT_ADDRESS, set("X-Set", "v"));

    assertThat(Proof.problems(POLICY, List.of(writing(first, fact)))).isEmpty();
  }

  @Test
  void aSecretThatIsForThisProviderAmongOthersIsNot() {
    assertThat(Proof.problems(keyFor("q", "p"), List.of(provider))).isEmpty();
  }

  @Test
  void aSecretThatIsForAnotherProviderIsRefuted() {
    assertThat(Proof.problems(keyFor("q"), List.of(provider)))
        .isNotEmpty()
        .allSatisfy(
            problem ->
                assertThat(problem.message())
                    .startsWith(
                        "a secret leaves for an origin that is not its own: `authorization`"));
  }

  @Test
  void aSecretThatWouldLeaveInClearIsRefuted() {
    Rule inject = inject("Authorization", "key", "raw");
    String clear = "http://p.example";

    assertThat(Proof.problems(POLICY, List.of(unchecked(clear, false, inject))))
        .extracting(Problem::message)
        .containsExactly(
            "a secret leaves for an origin that is not its own: `authorization`, at `GET /`");
    assertThat(Proof.problems(POLICY, List.of(unchecked(clear, true, inject)))).isEmpty();
    assertThat(Proof.problems(POLICY, List.of(unchecked("http://127.0.0.1", false, inject))))
        .isEmpty();
    assertThat(Proof.problems(POLICY, List.of(unchecked(clear, false, set("X-A", "v"))))).isEmpty();
  }

  private static ProviderPolicy unchecked(String origin, boolean cleartext, Rule rule) {
    return Policies.compiledUnchecked(
        Policies.policy(Checked.provider("p", origin, cleartext, rule)));
  }

  private static Policy keyFor(String... providers) {
    return new Policy(
        ImmutableList.of(Checked.secret("map", providers)),
        ImmutableList.of(),
        ImmutableList.of(),
        Optional.empty(),
        Rules.NONE,
        POLICY.providers());
  }

  private void assertRefuted(ProviderPolicy sabotaged, String words) {
    List<Problem> problems = Proof.problems(POLICY, List.of(sabotaged));

    assertThat(problems)
        .isNotEmpty()
        .allSatisfy(problem -> assertThat(problem.name()).isEqualTo("broken-guarantee"));
    assertThat(problems).anySatisfy(problem -> assertThat(problem.message()).contains(words));
  }

  /** The provider with another verdict for the names that lead where this one leads. */
  private ProviderPolicy with(RequestClass of, String name, UnaryOperator<NameVerdict> verdict) {
    Automaton<NameVerdict> verdicts = of.verdicts();
    int target = verdicts.run(name) >> 1;
    return replaced(
        new RequestClass(
            of.index(),
            new RequestClasses.Sample("GET", "/" + of.index(), ""),
            verdicts.answering(
                state -> {
                  NameVerdict was = verdicts.outputs().get(state);
                  return state == target ? verdict.apply(was) : was;
                }),
            of.writes(),
            of.requirements(),
            of.uncredentialed(),
            of.responses()),
        of);
  }

  private ProviderPolicy writing(RequestClass of, Written... more) {
    return replaced(
        new RequestClass(
            of.index(),
            new RequestClasses.Sample("GET", "/", ""),
            of.verdicts(),
            ImmutableList.copyOf(more),
            of.requirements(),
            of.uncredentialed(),
            of.responses()),
        of);
  }

  private ProviderPolicy replaced(RequestClass sabotaged, RequestClass was) {
    ImmutableList.Builder<RequestClass> classes = ImmutableList.builder();
    provider.classes().forEach(c -> classes.add(c == was ? sabotaged : c));
    return new ProviderPolicy(
        provider.index(),
        provider.rules(),
        provider.labels(),
        provider.inForce(),
        classes.build(),
        provider.writes(),
        provider.mentioned(),
        provider.dataKeys(),
        provider.carrier(),
        provider.parameters());
  }

  private static Rule when(Rule.Allow allow, String method) {
    return new Rule.Allow(
        allow.operands(),
        allow.guards(),
        new Terms(
            Position.IN_CODE,
            "",
            new Condition.Matching(
                ImmutableSet.of(method), ImmutableSet.of(), ImmutableSet.of(), Position.IN_CODE)));
  }
}
