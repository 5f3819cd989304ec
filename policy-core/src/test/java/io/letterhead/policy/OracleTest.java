package io.letterhead.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/** The compiled automata against an oracle that shares no code with them: 120,000 cases a run. */
class OracleTest {

  private static final int NAMES_A_POLICY = 200;

  @Property(tries = 600, shrinking = ShrinkingMode.BOUNDED)
  void theAutomatonJudgesEveryNameAsTheOracleDoes(
      @ForAll("rules") List<String> rules, @ForAll("manyNames") List<String> names) {
    ProviderPolicy compiled = RandomPolicies.compile(rules);
    NaiveOracle oracle = new NaiveOracle(rules);

    for (String name : names) {
      assertThat(RandomPolicies.judge(compiled, name))
          .as("`%s` under %s", name, rules)
          .isEqualTo(oracle.judge(name));
    }
  }

  @Property(tries = 150)
  void explanationsAndVerdictsNeverDisagree(
      @ForAll("rules") List<String> rules, @ForAll("manyNames") List<String> names) {
    ProviderPolicy compiled = RandomPolicies.compile(rules);

    for (String name : names) {
      boolean unexplained = compiled.deciding(name).isEmpty();
      boolean unlisted = RandomPolicies.judge(compiled, name).equals("unlisted");
      assertThat(unexplained && !unlisted).as("`%s` under %s", name, rules).isFalse();
    }
  }

  @Provide
  Arbitrary<List<String>> rules() {
    return RandomPolicies.rules();
  }

  @Provide
  Arbitrary<List<String>> manyNames() {
    return Arbitraries.lazy(RandomPolicies::callerNames).list().ofSize(NAMES_A_POLICY);
  }
}
