package io.letterhead.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.letterhead.policy.Rejection.Reason;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/**
 * The engine against an oracle that shares no code with it, for policies and requests at random.
 */
class OracleTest {

  private static final int CASES = Integer.getInteger("letterhead.oracle.cases", 100_000);
  private static final long SEED = Long.getLong("letterhead.oracle.seed", 20261121);
  private static final int ENOUGH_FOR_EVERY_REASON = 40_000;
  private static final int CASES_A_PROVIDER = 500;
  private static final int NAMES_A_POLICY = 200;
  private static final PlugIns PLUG_INS = Policies.plugIns(RandomPolicies.SECRETS);

  @Example
  void theEngineDecidesEveryRequestAsTheOracleDoes() {
    long start = System.nanoTime();
    Differential.Tally tally = new Differential.Tally();
    Map<String, Integer> problems = new TreeMap<>();
    int policies = 0;
    int loaded = 0;
    int cases = 0;
    while (cases < CASES) {
      Policy policy = RandomPolicies.policy(SEED + policies);
      policies++;
      Compilation compilation = CompiledPolicy.check(policy, PLUG_INS);
      compilation.problems().stream()
          .filter(Problem::isError)
          .forEach(problem -> problems.merge(problem.name(), 1, Integer::sum));
      if (compilation.policy().isEmpty()) {
        continue;
      }
      loaded++;
      PolicyGeneration generation = PolicyGeneration.resolve(compilation.policy().get(), PLUG_INS);
      RandomRequests requests = new RandomRequests(new Random(SEED + policies));
      for (Provider provider : policy.providers()) {
        Differential differential = new Differential(policy, generation, provider, tally);
        for (int i = 0; i < CASES_A_PROVIDER; i++) {
          differential.compare(requests.request());
          cases++;
        }
      }
    }
    System.out.printf(
        "differential: %d requests under %d of %d policies; %d forwarded with %d lines, rejected"
            + " for %s, removed for %s, not loaded for %s; %d s%n",
        cases,
        loaded,
        policies,
        tally.forwarded,
        tally.lines,
        tally.rejected,
        tally.removed,
        problems,
        (System.nanoTime() - start) / 1_000_000_000);
    assertThat(loaded * 2).as("policies that load, twice").isGreaterThanOrEqualTo(policies);
    assertThat(problems).doesNotContainKey("broken-guarantee");
    assertThat(tally.forwarded * 3).as("requests that leave, thrice").isGreaterThan(cases);
    if (cases >= ENOUGH_FOR_EVERY_REASON) {
      Set<Reason> met = EnumSet.allOf(Reason.class);
      met.removeAll(List.of(Reason.NO_PROVIDER, Reason.CLEARTEXT, Reason.SEAL)); // transports
      assertThat(tally.rejected.keySet()).as("reasons that were met").containsAll(met);
    }
  }

  @Property(tries = 600, shrinking = ShrinkingMode.BOUNDED)
  void theAutomatonJudgesEveryNameAsTheOracleDoes(
      @ForAll("rules") List<String> rules, @ForAll("manyNames") List<String> names) {
    ProviderPolicy compiled = RandomNames.compile(rules);
    UnaryOperator<String> oracle = RandomNames.oracle(rules);

    for (String name : names) {
      assertThat(RandomNames.judge(compiled, name))
          .as("`%s` under %s", name, rules)
          .isEqualTo(oracle.apply(name));
    }
  }

  @Property(tries = 150)
  void explanationsAndVerdictsNeverDisagree(
      @ForAll("rules") List<String> rules, @ForAll("manyNames") List<String> names) {
    ProviderPolicy compiled = RandomNames.compile(rules);

    for (String name : names) {
      boolean unexplained = compiled.deciding(name).isEmpty();
      boolean unlisted = RandomNames.judge(compiled, name).equals("unlisted");
      assertThat(unexplained && !unlisted).as("`%s` under %s", name, rules).isFalse();
    }
  }

  @Provide
  Arbitrary<List<String>> rules() {
    return RandomNames.rules();
  }

  @Provide
  Arbitrary<List<String>> manyNames() {
    return Arbitraries.lazy(RandomNames::callerNames).list().ofSize(NAMES_A_POLICY);
  }
}
