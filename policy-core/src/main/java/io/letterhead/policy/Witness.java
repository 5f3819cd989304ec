package io.letterhead.policy;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.function.BiPredicate;

/** Searches two automata at once for a shortest name on whose answers a condition holds. */
final class Witness {

  /** A pair of states, and the name that leads to both. */
  private record Reached(int one, int other, String name) {
    long pair() {
      return ((long) one << 32) | other;
    }
  }

  private Witness() {}

  /**
   * A shortest folded name, the first in the alphabet among them; empty where the condition holds
   * for none. All pairs of states that names reach are looked at, so that empty is a proof.
   */
  static <A, B> Optional<String> shortest(
      Automaton<A> one, Automaton<B> other, BiPredicate<A, B> condition) {
    Queue<Reached> queue = new ArrayDeque<>();
    Set<Long> seen = new HashSet<>();
    queue.add(new Reached(0, 0, ""));
    for (Reached at = queue.poll(); at != null; at = queue.poll()) {
      boolean isName = !at.name().isEmpty();
      if (isName && condition.test(one.outputs().get(at.one()), other.outputs().get(at.other()))) {
        return Optional.of(at.name());
      }
      for (int symbol = 0; symbol < Folding.SYMBOLS; symbol++) {
        Reached next =
            new Reached(
                one.next(at.one(), symbol),
                other.next(at.other(), symbol),
                at.name() + Folding.ALPHABET.charAt(symbol));
        if (seen.add(next.pair())) {
          queue.add(next);
        }
      }
    }
    return Optional.empty();
  }
}
