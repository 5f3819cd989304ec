package io.letterhead.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A search through two automata finds the first shortest name, or has seen all there are. */
class WitnessTest {

  @Test
  void theFirstShortestNameIsFound() {
    Automaton<ImmutableSet<String>> one = SmallAutomatonTest.of("*b*", "ca*");
    Automaton<ImmutableSet<String>> other = SmallAutomatonTest.of("*c*", "ba*");

    assertThat(Witness.shortest(one, other, (a, b) -> !a.isEmpty() && !b.isEmpty())).contains("ba");
    assertThat(Witness.shortest(one, other, (a, b) -> a.size() == 2)).contains("cab");
    assertThat(Witness.shortest(one, other, (a, b) -> true)).contains("a");
    assertThat(Witness.shortest(one, other, (a, b) -> a.contains("*b*") && b.contains("*c*")))
        .contains("bc");
  }

  @Test
  void theEmptyNameIsNoneThoughOthersLeadToItsState() {
    Automaton<ImmutableSet<String>> all = SmallAutomatonTest.of("*");

    assertThat(all.states()).isEqualTo(1);
    assertThat(Witness.shortest(all, all, (a, b) -> true)).contains("a");
  }

  @Test
  void whereNoNameFitsNoneIsFound() {
    Automaton<ImmutableSet<String>> one = SmallAutomatonTest.of("a*b");
    Automaton<ImmutableSet<String>> other = SmallAutomatonTest.of("*a");

    assertThat(Witness.shortest(one, other, (a, b) -> !a.isEmpty() && !b.isEmpty())).isEmpty();
  }

  @Test
  void whereOnlyTheEmptyNameFitsNoneIsFound() {
    Automaton<Boolean> start = SmallAutomatonTest.of("a").answering(state -> state == 0);

    assertThat(Witness.shortest(start, start, (a, b) -> a)).isEmpty();
  }

  @Test
  void onlyNamesOfThePatternAreLookedAt() {
    Automaton<ImmutableSet<String>> automaton = SmallAutomatonTest.of("x-*", "y", "x-abc");

    assertThat(Witness.shortest("x*", automaton, at -> !at.isEmpty())).contains("x-");
    assertThat(Witness.shortest("x-a*", automaton, at -> at.size() == 2)).contains("x-abc");
    assertThat(Witness.shortest("z*", automaton, at -> !at.isEmpty())).isEmpty();
    assertThat(Witness.shortest("*", automaton, at -> at.contains("y"))).contains("y");
    assertThat(Witness.shortest("Y_*", automaton, at -> true)).contains("y-");
  }

  @Test
  void aNameOfManyStepsIsFoundWhole() {
    String name = "ab-9".repeat(100);
    Automaton<ImmutableSet<String>> one = SmallAutomatonTest.of(name);

    assertThat(Witness.shortest(one, SmallAutomatonTest.of("*9"), (a, b) -> !a.isEmpty()))
        .contains(name);
  }

  @Test
  void eachPairIsReachedOnceHoweverManyThereAre() {
    ReachedPairs pairs = new ReachedPairs();
    List<String> names = new ArrayList<>(List.of(""));
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < 1_000; i++) {
        pairs.reach(i / 10 + 1, i % 10, i / 37, i % 37);
        if (round == 0) {
          names.add(names.get(i / 37) + Folding.ALPHABET.charAt(i % 37));
        }
      }
    }

    assertThat(pairs.size()).isEqualTo(1_001);
    for (int i = 0; i < 1_000; i++) {
      assertThat(pairs.one(i + 1)).isEqualTo(i / 10 + 1);
      assertThat(pairs.other(i + 1)).isEqualTo(i % 10);
      assertThat(pairs.name(i + 1)).isEqualTo(names.get(i + 1));
    }
    assertThat(pairs.name(0)).isEmpty();
  }
}
