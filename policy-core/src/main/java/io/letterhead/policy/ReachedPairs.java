package io.letterhead.policy;

import java.util.Arrays;

/**
 * The pairs of states that names reach in two automata, each pair once, in the order of its first
 * shortest name. The first one is of the empty name, which is no field's: where another name leads
 * back to it, the pair is there a second time.
 */
final class ReachedPairs {

  /** No pair; no state. */
  static final int NONE = -1;

  private long[] pairs = new long[64];

  /** The index of the pair before, and the symbol that led on from there. */
  private int[] before = new int[64];

  private byte[] symbols = new byte[64];
  private int size = 1;

  /** The indices by the pairs' hashes, with linear probing; 0, the start, is free. */
  private int[] table = new int[128];

  private long last = NONE;

  int size() {
    return size;
  }

  /** The state of the first automaton. */
  int one(int index) {
    return (int) (pairs[index] >> Integer.SIZE);
  }

  /** The state of the second automaton. */
  int other(int index) {
    return (int) pairs[index];
  }

  /** Adds a pair that a symbol leads to, unless a name reached it before. */
  void reach(int one, int other, int from, int symbol) {
    long pair = (long) one << Integer.SIZE | other;
    if (pair == last) {
      return; // most symbols lead where their neighbours lead
    }
    last = pair;
    int at = place(pair);
    if (table[at] != 0) {
      return;
    }
    if (size == pairs.length) {
      grow();
      at = place(pair);
    }
    table[at] = size;
    pairs[size] = pair;
    before[size] = from;
    symbols[size++] = (byte) symbol;
  }

  /** The name that reached a pair first. */
  String name(int index) {
    StringBuilder reversed = new StringBuilder();
    for (int at = index; at != 0; at = before[at]) {
      reversed.append(Folding.ALPHABET.charAt(symbols[at]));
    }
    return reversed.reverse().toString();
  }

  /** Where the pair is in the table, or the free place for it. */
  private int place(long pair) {
    int mask = table.length - 1;
    int at = Long.hashCode(pair * 0x9E3779B97F4A7C15L) & mask;
    while (table[at] != 0 && pairs[table[at]] != pair) {
      at = (at + 1) & mask;
    }
    return at;
  }

  private void grow() {
    pairs = Arrays.copyOf(pairs, size * 2);
    before = Arrays.copyOf(before, size * 2);
    symbols = Arrays.copyOf(symbols, size * 2);
    table = new int[size * 4];
    for (int index = 1; index < size; index++) {
      table[place(pairs[index])] = index;
    }
  }
}
