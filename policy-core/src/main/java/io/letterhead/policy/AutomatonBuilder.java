package io.letterhead.policy;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.primitives.ImmutableIntArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Builds the automaton that knows, for every folded name, which of a set of labelled patterns match
 * it: the subset construction over the patterns' positions.
 *
 * @param <L> what a pattern stands for
 */
final class AutomatonBuilder<L> {

  /**
   * The most states that the patterns may need: a policy beyond it is refused, never approximated.
   * Only globs with a run before their end, such as {@code *-a} or {@code *a*b*}, multiply.
   */
  static final int MAX_STATES = 100_000;

  /** The most positions that the states may hold together: what bounds the time and the memory. */
  private static final int MAX_POSITIONS = 10_000_000;

  private static final char ANY = '*';
  private static final char END = '$';

  /** No symbol that a pattern waits for. */
  private static final int OTHER = -1;

  /**
   * All patterns behind one another, each closed with {@link #END}: a position is an index here.
   */
  private final StringBuilder text = new StringBuilder();

  private final List<Integer> starts = new ArrayList<>();
  private final Map<Integer, L> labels = new HashMap<>();

  /** The states that are found: each is a set of positions, in order. */
  private final List<ImmutableIntArray> states = new ArrayList<>();

  private final Map<ImmutableIntArray, Integer> numbers = new HashMap<>();
  private long positions;

  /** The set that is being made, in order; the next one overwrites it. */
  private int[] reached = new int[16];

  private int size;

  /**
   * Adds a pattern.
   *
   * @param pattern a token in which {@code *} stands for any run of characters
   * @param label what it stands for
   */
  void add(String pattern, L label) {
    starts.add(text.length());
    text.append(Folding.foldPattern(pattern));
    labels.put(text.length(), label);
    text.append(END);
  }

  /**
   * The minimal automaton: no two of its states answer alike for every name to come. To be called
   * once.
   *
   * @throws TooManyStatesException if more than {@link #MAX_STATES} are found
   */
  Automaton<ImmutableSet<L>> build() {
    starts.forEach(this::enter);
    number();
    List<int[]> next = new ArrayList<>();
    for (int state = 0; state < states.size(); state++) {
      next.add(moves(states.get(state)));
    }
    return Minimization.minimal(next.toArray(int[][]::new), outputs());
  }

  /** Most symbols lead to where every character leads that no pattern waits for. */
  private int[] moves(ImmutableIntArray from) {
    int[] row = new int[Folding.SYMBOLS];
    Arrays.fill(row, step(from, OTHER));
    long awaited = 0;
    for (int i = 0; i < from.length(); i++) {
      int symbol = symbolAt(from.get(i));
      awaited |= symbol == OTHER ? 0 : 1L << symbol;
    }
    for (int symbol = 0; symbol < Folding.SYMBOLS; symbol++) {
      if ((awaited >> symbol & 1) != 0) {
        row[symbol] = step(from, symbol);
      }
    }
    return row;
  }

  private int step(ImmutableIntArray from, int symbol) {
    for (int i = 0; i < from.length(); i++) {
      int position = from.get(i);
      if (text.charAt(position) == ANY) {
        enter(position);
      } else if (symbol != OTHER && symbolAt(position) == symbol) {
        enter(position + 1);
      }
    }
    return number();
  }

  /** The symbol that a position waits for, if it waits for one. */
  private int symbolAt(int position) {
    char c = text.charAt(position);
    return c == ANY || c == END ? OTHER : Folding.symbol(c);
  }

  /**
   * Adds a position to the set that is being made. One at a run of any characters is also behind
   * it: the run may be empty. Positions come in order, or are there already.
   */
  private void enter(int position) {
    int at = position;
    add(at);
    while (text.charAt(at) == ANY) {
      at++;
      add(at);
    }
  }

  private void add(int position) {
    if (size > 0 && reached[size - 1] >= position) {
      return;
    }
    if (size == reached.length) {
      reached = Arrays.copyOf(reached, size * 2);
    }
    reached[size++] = position;
  }

  /** The state of the set that was made. */
  private int number() {
    ImmutableIntArray set = ImmutableIntArray.copyOf(Arrays.copyOf(reached, size));
    size = 0;
    Integer known = numbers.putIfAbsent(set, states.size());
    if (known != null) {
      return known;
    }
    positions += set.length();
    if (states.size() == MAX_STATES || positions > MAX_POSITIONS) {
      throw new TooManyStatesException(MAX_STATES, "states");
    }
    states.add(set);
    return states.size() - 1;
  }

  /** What each state answers: equal sets of labels are one instance. */
  private ImmutableList<ImmutableSet<L>> outputs() {
    Map<ImmutableSet<L>, ImmutableSet<L>> distinct = new HashMap<>();
    return states.stream()
        .map(this::labelsAt)
        .map(found -> distinct.computeIfAbsent(found, f -> f))
        .collect(ImmutableList.toImmutableList());
  }

  private ImmutableSet<L> labelsAt(ImmutableIntArray set) {
    ImmutableSet.Builder<L> found = ImmutableSet.builder();
    for (int i = 0; i < set.length(); i++) {
      if (text.charAt(set.get(i)) == END) {
        found.add(requireNonNull(labels.get(set.get(i))));
      }
    }
    return found.build();
  }

  /** A policy whose automata would exceed a cap. */
  static final class TooManyStatesException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooManyStatesException(int most, String what) {
      super("more than " + most + " " + what);
    }
  }
}
