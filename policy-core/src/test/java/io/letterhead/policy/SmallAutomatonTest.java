package io.letterhead.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Automata of a few patterns, held against regular expressions name by name: in milliseconds. */
class SmallAutomatonTest {

  private static final ImmutableList<String> NAMES = names("abX-_9", 4);

  static Automaton<ImmutableSet<String>> of(String... patterns) {
    AutomatonBuilder<String> builder = new AutomatonBuilder<>();
    for (String pattern : patterns) {
      builder.add(pattern, pattern);
    }
    return builder.build();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "*",
        "a*",
        "*a",
        "*a*",
        "**a**b**",
        "a*b a_b ab a-* *-b",
        "*a*b* *b*a* X-*",
        "x-a x-b x-ab x-abx A9",
        "aaaa aaab aaba abaa baaa *aa*",
        "*ab *ba *abab 9* *-*-* _",
        "aXbXaXbXaXbX *aXbXaXbXaXbXaXbXaXbX a"
      })
  void everyNameIsGivenThePatternsThatMatchItAndNoOther(String patterns) {
    List<String> all = List.of(patterns.split(" "));
    Automaton<ImmutableSet<String>> automaton = of(all.toArray(String[]::new));

    for (String name : NAMES) {
      int run = automaton.run(name);
      Set<String> matching =
          all.stream().filter(pattern -> matches(pattern, name)).collect(Collectors.toSet());
      assertThat(automaton.output(run)).as(name).isEqualTo(matching);
      assertThat(Automaton.isAlias(run)).as(name).isEqualTo(name.matches(".*_.*"));
      for (String pattern : all) {
        assertThat(Folding.matches(pattern, folded(name)))
            .as("`%s` and `%s`", pattern, name)
            .isEqualTo(matching.contains(pattern));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "*",
        "*a*b* *b*a* X-*",
        "x-a x-b x-ab x-abx A9",
        "*ab *ba *abab 9* *-*-* _",
        "aab bab cab dab eab",
        "*aXbXaXbXaXbXaXb a*a*a*a*b"
      })
  void noTwoStatesAnswerAlikeAndEachIsReached(String patterns) {
    Automaton<ImmutableSet<String>> automaton = of(patterns.split(" "));

    assertThat(AutomatonTest.distinguishable(automaton)).isEqualTo(automaton.states());
    assertThat(reached(automaton)).isEqualTo(automaton.states());
  }

  @Test
  void whatIsNoTokenRunsNowhere() {
    Automaton<ImmutableSet<String>> automaton = of("*");

    for (String name :
        List.of("", " ", "a b", "a\u0080", "\u0080", "\uffff", "a:", "\u0000", "\u007f")) {
      assertThat(automaton.run(name)).as(name).isEqualTo(Automaton.NO_NAME);
    }
    assertThat(automaton.output(automaton.run("~"))).containsExactly("*");
  }

  @Test
  void anAutomatonThatAnswersOtherwiseMovesAlike() {
    Automaton<ImmutableSet<String>> automaton = of("ab");
    Automaton<Integer> numbers = automaton.answering(state -> 10 * state);

    assertThat(numbers.states()).isEqualTo(4);
    assertThat(numbers.outputs()).containsExactly(0, 10, 20, 30);
    assertThat(numbers.movesAs(automaton)).isTrue();
    assertThat(numbers.movesAs(of("aa"))).isFalse();
    assertThat(numbers.run("ab")).isEqualTo(automaton.run("AB"));
    assertThat(automaton.output(numbers.run("ab"))).containsExactly("ab");
  }

  @Test
  void aStateThatNoSymbolLeavesStays() {
    Automaton<ImmutableSet<String>> automaton = of("a");
    int lost = automaton.next(0, 1);

    assertThat(automaton.staysAt(0)).isFalse();
    assertThat(automaton.staysAt(automaton.next(0, 0))).isFalse();
    assertThat(automaton.staysAt(lost)).isTrue();
    assertThat(automaton.next(lost, 5)).isEqualTo(lost);
  }

  @Test
  void eachAnswerIsToldOnce() {
    assertThat(of("aa", "b*").answers())
        .containsExactlyInAnyOrder(ImmutableSet.of(), ImmutableSet.of("aa"), ImmutableSet.of("b*"));
  }

  @Test
  void statesThatAnswerAlikeThroughAFunctionBecomeOne() {
    AtomicInteger calls = new AtomicInteger();
    Automaton<ImmutableSet<String>> automaton = of("a*", "b*", "cc");

    Automaton<Boolean> any =
        Minimization.map(
            automaton,
            labels -> {
              calls.incrementAndGet();
              return !labels.isEmpty();
            });

    assertThat(calls).hasValue(automaton.answers().size());
    assertThat(any.states()).isEqualTo(5);
    assertThat(AutomatonTest.distinguishable(any)).isEqualTo(5);
    for (String name : List.of("a", "bx", "cc", "ab9")) {
      assertThat(any.output(any.run(name))).as(name).isTrue();
    }
    for (String name : List.of("c", "cca", "d", "-a")) {
      assertThat(any.output(any.run(name))).as(name).isFalse();
    }
  }

  @Test
  void anyMovesAreReducedAsTheTextbookSays() {
    Random random = new Random(1);
    for (int round = 0; round < 150; round++) {
      int states = 3 + random.nextInt(12);
      int[][] next = new int[states][Folding.SYMBOLS];
      ImmutableList.Builder<Boolean> outputs = ImmutableList.builder();
      for (int state = 0; state < states; state++) {
        int[] targets = random.ints(3, 0, states).toArray();
        Arrays.setAll(next[state], symbol -> targets[Math.min(symbol, 2)]);
        next[state][0] = (state + 1) % states; // so that each is reached
        outputs.add(state < 2 && random.nextInt(8) > 0);
      }
      Automaton<Boolean> all = new Automaton<>(next, outputs.build());
      Automaton<Boolean> minimal = Minimization.minimal(next, all.outputs());

      assertThat(minimal.states()).as("%s", round).isEqualTo(AutomatonTest.distinguishable(all));
      assertThat(Witness.shortest(all, minimal, (one, other) -> !one.equals(other))).isEmpty();
    }
  }

  @Test
  void statesAreNumberedInTheOrderInWhichNamesReachThem() {
    Automaton<ImmutableSet<String>> automaton = of("ba", "ab");

    assertThat(automaton.next(0, 0)).isEqualTo(1);
    assertThat(automaton.next(0, 1)).isEqualTo(2);
    assertThat(automaton.next(0, 2)).isEqualTo(3);
    assertThat(of("ab", "ba").movesAs(automaton)).isTrue();
  }

  private static int reached(Automaton<?> automaton) {
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
    return seen.size();
  }

  private static boolean matches(String pattern, String name) {
    return folded(name).matches(folded(pattern.replace('*', ' ')).replace(" ", ".*"));
  }

  private static String folded(String name) {
    return name.replaceAll("[^A-Za-z0-9 ]", "-").toLowerCase(Locale.ROOT);
  }

  private static ImmutableList<String> names(String alphabet, int longest) {
    List<String> all = new ArrayList<>(List.of(""));
    for (int i = 0; i < all.size() && all.get(i).length() < longest; i++) {
      for (int c = 0; c < alphabet.length(); c++) {
        all.add(all.get(i) + alphabet.charAt(c));
      }
    }
    return ImmutableList.copyOf(all.subList(1, all.size()));
  }
}
