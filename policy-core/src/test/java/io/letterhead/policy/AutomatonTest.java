package io.letterhead.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Automata are complete, minimal and bounded; small names are tried one by one. */
class AutomatonTest {

  private static final List<List<String>> POLICIES =
      List.of(
          List.of(),
          List.of("allow *"),
          List.of("allow a*b", "deny *-x", "set ab", "default A_b"),
          List.of("allow *a*", "allow a_", "deny b*b", "allow -"),
          List.of("allow x-*", "deny x-a", "set x-b", "allow X_b_a", "default b"));

  /** 7 characters, of which two fold alike in three ways, up to 6 of them. */
  private static final String ALPHABET = "abXx-_.";

  private static final int LONGEST = 6;

  @Test
  void everyShortNameIsJudgedAsTheOracleDoes() {
    int compared = 0;
    for (List<String> rules : POLICIES) {
      ProviderPolicy compiled = RandomNames.compile(rules);
      UnaryOperator<String> oracle = RandomNames.oracle(rules);
      for (String name : allNames()) {
        String judged = RandomNames.judge(compiled, name);
        if (!judged.equals(oracle.apply(name))) {
          assertThat(judged).as("`%s` under %s", name, rules).isEqualTo(oracle.apply(name));
        }
        compared++;
      }
    }
    System.out.println("exhaustive: " + compared + " names up to " + LONGEST + " characters");
    assertThat(compared).isEqualTo(POLICIES.size() * 137_256);
  }

  @Property(tries = 60)
  void noTwoStatesAnswerAlikeForEveryNameToCome(@ForAll("rules") List<String> rules) {
    ProviderPolicy compiled = RandomNames.compile(rules);

    assertThat(distinguishable(compiled.labels())).isEqualTo(compiled.labels().states());
    assertThat(distinguishable(compiled.classes().get(0).verdicts()))
        .isEqualTo(compiled.classes().get(0).verdicts().states());
    assertThat(compiled.classes().get(0).verdicts().states())
        .isLessThanOrEqualTo(compiled.labels().states());
  }

  @Property(tries = 30)
  void everyStateIsReachedByAName(@ForAll("rules") List<String> rules) {
    Automaton<NameVerdict> automaton = RandomNames.compile(rules).classes().get(0).verdicts();
    Set<Integer> seen = new HashSet<>(Set.of(0));
    List<Integer> queue = new ArrayList<>(seen);
    for (int i = 0; i < queue.size(); i++) {
      for (int symbol = 0; symbol < Folding.SYMBOLS; symbol++) {
        int next = automaton.next(queue.get(i), symbol);
        if (seen.add(next)) {
          queue.add(next);
        }
      }
    }
    assertThat(seen).hasSize(automaton.states());
  }

  @Test
  void aRunTellsAliasesAndRefusesWhatIsNoToken() {
    Automaton<NameVerdict> automaton = RandomNames.compile(List.of()).classes().get(0).verdicts();

    assertThat(Automaton.isAlias(automaton.run("X-A"))).isFalse();
    assertThat(Automaton.isAlias(automaton.run("X_A"))).isTrue();
    assertThat(automaton.run("X_A") >> 1).isEqualTo(automaton.run("x-a") >> 1);
    for (char c = 0; c < 0x180; c++) {
      boolean token = c < 0x80 && String.valueOf(c).matches("[!#$%&'*+.^_`|~0-9A-Za-z-]");
      assertThat(automaton.run("x" + c + "y") != Automaton.NO_NAME)
          .as("U+%04x", (int) c)
          .isEqualTo(token);
      assertThat(automaton.run("" + c) != Automaton.NO_NAME).as("U+%04x", (int) c).isEqualTo(token);
    }
    assertThat(automaton.run("")).isEqualTo(Automaton.NO_NAME);
  }

  @Test
  void aPolicyBeyondTheCapIsRefusedNeverApproximated() {
    List<Rule> globs = new ArrayList<>();
    for (char c = 'a'; c <= 'z'; c++) {
      globs.add(Policies.allow("*" + c + "*"));
    }
    Policy policy =
        Policies.policy(Provider.of("p", "https://p.example", globs.toArray(Rule[]::new)));

    assertThatThrownBy(() -> CompiledPolicy.compile(policy, Policies.plugIns(Map.of())))
        .isInstanceOf(PolicyException.class)
        .hasMessageContaining("more than 100000 states")
        .hasMessageContaining("[too-many-states]");
  }

  /** Moore's refinement, the textbook way: how many states some name tells apart. */
  static <T> int distinguishable(Automaton<T> automaton) {
    List<Object> blocks = new ArrayList<>(automaton.outputs());
    for (int before = 0; ; ) {
      Map<Object, Integer> numbers = new HashMap<>();
      List<Object> refined = new ArrayList<>();
      for (int state = 0; state < automaton.states(); state++) {
        ImmutableList.Builder<Object> signature = ImmutableList.builder();
        signature.add(blocks.get(state));
        for (int symbol = 0; symbol < Folding.SYMBOLS; symbol++) {
          signature.add(blocks.get(automaton.next(state, symbol)));
        }
        Object key = signature.build();
        refined.add(numbers.computeIfAbsent(key, k -> numbers.size()));
      }
      if (numbers.size() == before) {
        return before;
      }
      before = numbers.size();
      blocks = refined;
    }
  }

  private static ImmutableSet<String> allNames() {
    ImmutableSet.Builder<String> all = ImmutableSet.builder();
    List<String> longest = List.of("");
    for (int length = 1; length <= LONGEST; length++) {
      List<String> longer = new ArrayList<>();
      for (String name : longest) {
        for (int i = 0; i < ALPHABET.length(); i++) {
          longer.add(name + ALPHABET.charAt(i));
        }
      }
      all.addAll(longer);
      longest = longer;
    }
    return all.build();
  }

  @Provide
  Arbitrary<List<String>> rules() {
    return RandomNames.rules();
  }
}
