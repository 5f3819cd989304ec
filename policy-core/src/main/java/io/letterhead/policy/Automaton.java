package io.letterhead.policy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * A complete deterministic automaton over folded names, with an output for every state: for each
 * possible field name it gives exactly one answer, in time linear in the name. Immutable.
 *
 * <p>A run is coded as {@code 2 * state + alias}, so that one walk tells both where the name leads
 * and whether it is spelled with anything but letters, digits and {@code -}.
 *
 * @param <T> what a state answers; compared with {@code equals}
 */
final class Automaton<T> {

  /** The run of what is no token, and so no name. */
  static final int NO_NAME = -1;

  private static final int SYMBOL_BITS = 0x3F;
  private static final int ALIAS_BIT = 0x40;
  private static final byte[] CODES = codes();

  /** Rows of {@link Folding#SYMBOLS} entries; each entry is the offset of the next state's row. */
  private final int[] rows;

  private final ImmutableList<T> outputs;

  /**
   * @param next for each state and symbol the next state; state 0 is the start
   * @param outputs what each state answers
   */
  Automaton(int[][] next, ImmutableList<T> outputs) {
    this.outputs = outputs;
    // The tail lets a walk over a character that is no symbol read on: it is refused at its end.
    this.rows = new int[next.length * Folding.SYMBOLS + SYMBOL_BITS];
    for (int state = 0; state < next.length; state++) {
      for (int symbol = 0; symbol < Folding.SYMBOLS; symbol++) {
        rows[state * Folding.SYMBOLS + symbol] = next[state][symbol] * Folding.SYMBOLS;
      }
    }
  }

  private Automaton(ImmutableList<T> outputs, int[] rows) {
    this.outputs = outputs;
    this.rows = rows;
  }

  /** The automaton of the same moves, whose states answer otherwise; not always minimal. */
  <U> Automaton<U> answering(IntFunction<U> answers) {
    return new Automaton<>(
        IntStream.range(0, states()).mapToObj(answers).collect(ImmutableList.toImmutableList()),
        rows);
  }

  /** Whether both have the same states and moves, so that one run serves both. */
  boolean movesAs(Automaton<?> other) {
    return Arrays.equals(rows, other.rows);
  }

  /** Walks a name as sent: its run, or {@link #NO_NAME} where it is no token. */
  int run(String name) {
    int length = name.length();
    int row = 0;
    int seen = length == 0 ? -1 : 0;
    for (int i = 0; i < length; i++) {
      char c = name.charAt(i);
      int code = c < CODES.length ? CODES[c] : -1;
      seen |= code;
      row = rows[row + (code & SYMBOL_BITS)];
    }
    if (seen < 0) {
      return NO_NAME;
    }
    return 2 * (row / Folding.SYMBOLS) + ((seen & ALIAS_BIT) == 0 ? 0 : 1);
  }

  /**
   * Whether the name of this run is an alias: spelled with more than letters, digits and {@code -}.
   */
  static boolean isAlias(int run) {
    return (run & 1) != 0;
  }

  /** What the automaton answers to the name of this run. */
  T output(int run) {
    return outputs.get(run >> 1);
  }

  /** How many states there are. */
  int states() {
    return outputs.size();
  }

  /** The answer of each state. */
  ImmutableList<T> outputs() {
    return outputs;
  }

  /** Each answer once. */
  ImmutableSet<T> answers() {
    Set<T> distinct = Collections.newSetFromMap(new IdentityHashMap<>()); // most are one instance
    distinct.addAll(outputs);
    return ImmutableSet.copyOf(distinct);
  }

  /** The state that follows a state on a symbol. */
  int next(int state, int symbol) {
    return rows[state * Folding.SYMBOLS + symbol] / Folding.SYMBOLS;
  }

  /** Whether no symbol leads away from a state. */
  boolean staysAt(int state) {
    return IntStream.range(0, Folding.SYMBOLS).allMatch(symbol -> next(state, symbol) == state);
  }

  private static byte[] codes() {
    byte[] codes = new byte[128];
    Arrays.fill(codes, (byte) -1);
    for (char c = 0; c < codes.length; c++) {
      int symbol = Folding.symbol(c);
      if (symbol >= 0) {
        codes[c] = (byte) (Folding.isPlain(c) ? symbol : symbol | ALIAS_BIT);
      }
    }
    return codes;
  }
}
