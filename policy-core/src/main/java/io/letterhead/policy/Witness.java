package io.letterhead.policy;

import com.google.common.collect.ImmutableSet;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/** Searches two automata at once for a shortest name on whose answers a condition holds. */
final class Witness {

  private Witness() {}

  /**
   * A shortest folded name, the first in the alphabet among them; empty where the condition holds
   * for none. All pairs of states that names reach are looked at, so that empty is a proof.
   */
  static <A, B> Optional<String> shortest(
      Automaton<A> one, Automaton<B> other, BiPredicate<A, B> condition) {
    return shortest(one, other, condition, ReachedPairs.NONE);
  }

  /**
   * A shortest folded name that matches a pattern and on whose answer a condition holds; empty
   * where there is none.
   *
   * @param pattern a token in which {@code *} stands for any run of characters
   */
  static <B> Optional<String> shortest(String pattern, Automaton<B> other, Predicate<B> condition) {
    AutomatonBuilder<Boolean> builder = new AutomatonBuilder<>();
    builder.add(pattern, true);
    Automaton<ImmutableSet<Boolean>> matching = builder.build();
    return shortest(
        matching, other, (matches, at) -> !matches.isEmpty() && condition.test(at), lost(matching));
  }

  private static <A, B> Optional<String> shortest(
      Automaton<A> one, Automaton<B> other, BiPredicate<A, B> condition, int lost) {
    ReachedPairs pairs = new ReachedPairs();
    for (int at = 0; at < pairs.size(); at++) {
      int first = pairs.one(at);
      int second = pairs.other(at);
      if (at > 0 && condition.test(one.outputs().get(first), other.outputs().get(second))) {
        return Optional.of(pairs.name(at));
      }
      for (int symbol = 0; symbol < Folding.SYMBOLS; symbol++) {
        int next = one.next(first, symbol);
        if (next != lost) {
          pairs.reach(next, other.next(second, symbol), at, symbol);
        }
      }
    }
    return Optional.empty();
  }

  /** The state from which no name matches any more. */
  private static int lost(Automaton<ImmutableSet<Boolean>> matching) {
    for (int state = 0; state < matching.states(); state++) {
      if (matching.outputs().get(state).isEmpty() && matching.staysAt(state)) {
        return state;
      }
    }
    return ReachedPairs.NONE;
  }
}
