package io.letterhead.policy;

import com.google.common.collect.ImmutableList;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Hopcroft's algorithm: states that answer alike for every name to come become one.
 *
 * <p>Blocks of states are split by whether a symbol leads into a splitter block, until no split is
 * left; of the two halves of a block the smaller one becomes a splitter, so the cost is in {@code n
 * log n} of the states.
 */
final class Minimization {

  private final int[][] next;

  /** The states in block order: each block is a run of this array. */
  private final int[] members;

  private final int[] placeOf;
  private final int[] blockOf;
  private final int[] begin;
  private final int[] end;

  /** How many members of each block the current splitter reaches; they stand at its front. */
  private final int[] marked;

  /** The blocks that have marked members. */
  private final int[] touched;

  private int blocks;

  private Minimization(int[][] next, List<?> outputs) {
    int n = next.length;
    this.next = next;
    members = new int[n];
    placeOf = new int[n];
    blockOf = new int[n];
    begin = new int[n];
    end = new int[n];
    marked = new int[n];
    touched = new int[n];
    gatherByOutput(outputs);
    refine();
  }

  /** The minimal automaton that answers as this one does. */
  static <T> Automaton<T> minimal(int[][] next, ImmutableList<T> outputs) {
    Minimization done = new Minimization(next, outputs);
    int[] numbers = done.numberFromStart();
    int[][] rows = new int[done.blocks][];
    @SuppressWarnings("unchecked") // holds only elements of `outputs`
    T[] answers = (T[]) new Object[done.blocks];
    for (int block = 0; block < done.blocks; block++) {
      int state = done.members[done.begin[block]];
      int[] row = new int[Folding.SYMBOLS];
      Arrays.setAll(row, symbol -> numbers[done.blockOf[next[state][symbol]]]);
      rows[numbers[block]] = row;
      answers[numbers[block]] = outputs.get(state);
    }
    return new Automaton<>(rows, ImmutableList.copyOf(answers));
  }

  /**
   * The minimal automaton whose states answer a function of what this one's states answer.
   *
   * @param function called once for each answer
   */
  static <T, U> Automaton<U> map(Automaton<T> automaton, Function<T, U> function) {
    IdentityHashMap<T, U> known = new IdentityHashMap<>(); // equal answers are mostly one instance
    int[][] next = new int[automaton.states()][Folding.SYMBOLS];
    for (int state = 0; state < next.length; state++) {
      int from = state;
      Arrays.setAll(next[state], symbol -> automaton.next(from, symbol));
    }
    return minimal(
        next,
        automaton.outputs().stream()
            .map(answer -> known.computeIfAbsent(answer, function))
            .collect(ImmutableList.toImmutableList()));
  }

  private void gatherByOutput(List<?> outputs) {
    Map<Object, Integer> known = new HashMap<>();
    IdentityHashMap<Object, Integer> instances =
        new IdentityHashMap<>(); // hashes each answer but once
    for (int state = 0; state < next.length; state++) {
      blockOf[state] =
          instances.computeIfAbsent(
              outputs.get(state), each -> known.computeIfAbsent(each, output -> known.size()));
    }
    blocks = known.size();
    for (int block : blockOf) {
      end[block]++;
    }
    for (int block = 1; block < blocks; block++) {
      begin[block] = end[block - 1];
      end[block] += begin[block];
    }
    int[] free = Arrays.copyOf(begin, blocks);
    for (int state = 0; state < next.length; state++) {
      place(state, free[blockOf[state]]++);
    }
  }

  private void refine() {
    Predecessors before = new Predecessors(next);
    boolean[] waits = new boolean[next.length];
    Deque<Integer> splitters = new ArrayDeque<>();
    for (int block = 0; block < blocks; block++) {
      waits[block] = true;
      splitters.add(block);
    }
    while (!splitters.isEmpty()) {
      int splitter = splitters.remove();
      waits[splitter] = false;
      int[] into = Arrays.copyOfRange(members, begin[splitter], end[splitter]);
      for (int symbol = 0; symbol < Folding.SYMBOLS; symbol++) {
        int count = mark(before, into, symbol);
        for (int i = 0; i < count; i++) {
          int block = touched[i];
          int split = split(block);
          if (split >= 0) {
            int smaller = size(split) < size(block) ? split : block;
            int chosen = waits[block] ? split : smaller;
            if (!waits[chosen]) {
              waits[chosen] = true;
              splitters.add(chosen);
            }
          }
        }
      }
    }
  }

  /**
   * Moves the states that the symbol leads into the splitter to the front of their blocks; says how
   * many blocks it {@link #touched}.
   */
  private int mark(Predecessors before, int[] into, int symbol) {
    int count = 0;
    for (int target : into) {
      for (int i = before.from(symbol, target); i < before.to(symbol, target); i++) {
        int state = before.state(i);
        int block = blockOf[state];
        if (marked[block] == 0) {
          touched[count++] = block;
        }
        int front = begin[block] + marked[block]++;
        int other = members[front];
        place(other, placeOf[state]);
        place(state, front);
      }
    }
    return count;
  }

  /** Cuts the marked front off as a new block: its number, or -1 where all or nothing is marked. */
  private int split(int block) {
    int front = marked[block];
    marked[block] = 0;
    if (front == size(block)) {
      return -1;
    }
    int fresh = blocks++;
    begin[fresh] = begin[block];
    end[fresh] = begin[block] + front;
    begin[block] = end[fresh];
    for (int i = begin[fresh]; i < end[fresh]; i++) {
      blockOf[members[i]] = fresh;
    }
    return fresh;
  }

  private void place(int state, int at) {
    members[at] = state;
    placeOf[state] = at;
  }

  private int size(int block) {
    return end[block] - begin[block];
  }

  /** Numbers the blocks in the order in which names reach them: the same for equal languages. */
  private int[] numberFromStart() {
    int[] numbers = new int[blocks];
    Arrays.fill(numbers, -1);
    int[] queue = new int[blocks];
    int count = 0;
    numbers[blockOf[0]] = 0;
    queue[count++] = blockOf[0];
    for (int head = 0; head < count; head++) {
      int[] row = next[members[begin[queue[head]]]];
      for (int target : row) {
        int block = blockOf[target];
        if (numbers[block] < 0) {
          numbers[block] = count;
          queue[count++] = block;
        }
      }
    }
    return numbers;
  }

  /** For each symbol and state, the states that the symbol leads there. */
  private static final class Predecessors {
    private final int[] offsets;
    private final int[] states;
    private final int count;

    Predecessors(int[][] next) {
      count = next.length;
      offsets = new int[Folding.SYMBOLS * count + 1];
      states = new int[Folding.SYMBOLS * count];
      for (int[] row : next) {
        for (int symbol = 0; symbol < Folding.SYMBOLS; symbol++) {
          offsets[symbol * count + row[symbol] + 1]++;
        }
      }
      for (int i = 1; i < offsets.length; i++) {
        offsets[i] += offsets[i - 1];
      }
      int[] free = offsets.clone();
      for (int state = 0; state < count; state++) {
        for (int symbol = 0; symbol < Folding.SYMBOLS; symbol++) {
          states[free[symbol * count + next[state][symbol]]++] = state;
        }
      }
    }

    int from(int symbol, int target) {
      return offsets[symbol * count + target];
    }

    int to(int symbol, int target) {
      return offsets[symbol * count + target + 1];
    }

    int state(int index) {
      return states[index];
    }
  }
}
