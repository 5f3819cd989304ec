package io.letterhead.policy;

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
   * The most states that a policy may need: a policy beyond it is refused, never approximated. Only
   * many globs with inner runs, such as {@code *a*b*}, multiply.
   */
  static final int MAX_STATES = 100_000;

  /** The most states of all of a provider's classes of requests together. */
  static final int MAX_ALL_STATES = 2_000_000;

  /** The most positions that the states may hold together: what bounds the memory. */
  private static final int MAX_POSITIONS = 10_000_000;

  private static final char ANY = '*';
  private static final char END = '$';

  /**
   * All patterns behind one another, each closed with {@link #END}: a position is an index here.
   */
  private final StringBuilder text = new StringBuilder();

  private final List<Integer> starts = new ArrayList<>();
  private final Map<Integer, L> labels = new HashMap<>();

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
   * The minimal automaton: no two of its states answer alike for every name to come.
   *
   * @throws TooManyStatesException if it would have more than {@link #MAX_STATES}
   */
  Automaton<ImmutableSet<L>> build() {
    List<ImmutableIntArray> states = new ArrayList<>();
    Map<ImmutableIntArray, Integer> numbers = new HashMap<>();
    List<int[]> next = new ArrayList<>();
    long positions = 0;
    number(start(), states, numbers);
    for (int state = 0; state < states.size(); state++) {
      positions += states.get(state).length();
      if (positions > MAX_POSITIONS) {
        throw new TooManyStatesException(MAX_STATES);
      }
      Positions[] reached = step(states.get(state));
      int[] row = new int[Folding.SYMBOLS];
      Arrays.setAll(row, symbol -> number(reached[symbol].sorted(), states, numbers));
      next.add(row);
    }
    ImmutableList<ImmutableSet<L>> outputs =
        states.stream().map(this::labelsAt).collect(ImmutableList.toImmutableList());
    return Minimization.minimal(next.toArray(int[][]::new), outputs);
  }

  /**
   * Refuses more states than a policy may need, all of a provider's classes together.
   *
   * @throws TooManyStatesException if these are too many
   */
  static void requireFew(long states) {
    if (states > MAX_ALL_STATES) {
      throw new TooManyStatesException(MAX_ALL_STATES);
    }
  }

  private static int number(
      ImmutableIntArray positions,
      List<ImmutableIntArray> states,
      Map<ImmutableIntArray, Integer> numbers) {
    Integer known = numbers.putIfAbsent(positions, states.size());
    if (known != null) {
      return known;
    }
    if (states.size() == MAX_STATES) {
      throw new TooManyStatesException(MAX_STATES);
    }
    states.add(positions);
    return states.size() - 1;
  }

  private ImmutableIntArray start() {
    Positions start = new Positions();
    starts.forEach(position -> enter(position, start));
    return start.sorted();
  }

  private Positions[] step(ImmutableIntArray from) {
    Positions[] reached = new Positions[Folding.SYMBOLS];
    Arrays.setAll(reached, symbol -> new Positions());
    for (int i = 0; i < from.length(); i++) {
      int position = from.get(i);
      char c = text.charAt(position);
      if (c == ANY) {
        for (Positions each : reached) {
          enter(position, each);
        }
      } else if (c != END) {
        enter(position + 1, reached[Folding.symbol(c)]);
      }
    }
    return reached;
  }

  /** A position at a run of any characters is also behind it: the run may be empty. */
  private void enter(int position, Positions positions) {
    int at = position;
    positions.add(at);
    while (text.charAt(at) == ANY) {
      at++;
      positions.add(at);
    }
  }

  private ImmutableSet<L> labelsAt(ImmutableIntArray positions) {
    ImmutableSet.Builder<L> found = ImmutableSet.builder();
    for (int i = 0; i < positions.length(); i++) {
      L label = labels.get(positions.get(i));
      if (label != null) {
        found.add(label);
      }
    }
    return found.build();
  }

  /** A growing set of positions. */
  private static final class Positions {
    private int[] held = {};
    private int size;

    void add(int position) {
      if (size == held.length) {
        held = Arrays.copyOf(held, Math.max(2, size * 2));
      }
      held[size++] = position;
    }

    ImmutableIntArray sorted() {
      if (size == 0) {
        return ImmutableIntArray.of(); // most symbols lead nowhere
      }
      Arrays.sort(held, 0, size);
      int distinct = 0;
      for (int i = 0; i < size; i++) {
        if (i == 0 || held[i] != held[i - 1]) {
          held[distinct++] = held[i];
        }
      }
      return ImmutableIntArray.copyOf(Arrays.copyOf(held, distinct));
    }
  }

  /** A policy whose automaton would exceed the cap. */
  static final class TooManyStatesException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooManyStatesException(int most) {
      super("more than " + most + " states");
    }
  }
}
