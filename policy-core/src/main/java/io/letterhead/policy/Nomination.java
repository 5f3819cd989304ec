package io.letterhead.policy;

import org.jspecify.annotations.Nullable;

/**
 * The names that a message's {@code Connection} fields give for removal before it is passed on (RFC
 * 9110, section 7.6.1): all of its lines, all of their options. Reads them in place, since almost
 * every request has such a field and almost none of them nominates anything.
 */
final class Nomination {

  private static final String CONNECTION = "connection";

  private final Fields fields;

  /** The first {@code Connection} line, or -1, and the last. */
  private final int first;

  private final int last;

  /** A bit for each length that an option has: rules most names out at once. */
  private final long lengths;

  private Nomination(Fields fields, int first, int last, long lengths) {
    this.fields = fields;
    this.first = first;
    this.last = last;
    this.lengths = lengths;
  }

  /** What the {@code Connection} lines among these fields nominate. */
  static Nomination of(Fields fields) {
    int first = -1;
    int last = -1;
    long lengths = 0;
    for (int i = 0; i < fields.size(); i++) {
      if (Folding.foldsTo(fields.name(i), CONNECTION)) {
        first = first < 0 ? i : first;
        last = i;
        lengths |= lengths(fields.value(i));
      }
    }
    return new Nomination(fields, first, last, lengths);
  }

  /** Whether a field of this name is removed. */
  boolean includes(String name) {
    if ((lengths & lengthBit(name.length())) == 0) {
      return false;
    }
    for (int i = first; i <= last; i++) {
      if (Folding.foldsTo(fields.name(i), CONNECTION) && holds(fields.value(i), name)) {
        return true;
      }
    }
    return false;
  }

  /** The rejection of a {@code Connection} field that cannot be read; null where all can be. */
  @Nullable Rejection rejection() {
    for (int i = Math.max(first, 0); i <= last; i++) {
      if (Folding.foldsTo(fields.name(i), CONNECTION) && !isList(fields.value(i))) {
        return new Rejection(
            Rejection.Reason.MALFORMED_VALUE,
            "Connection",
            "the field `Connection` holds an option that is no token");
      }
    }
    return null;
  }

  private static long lengths(String list) {
    long lengths = 0;
    for (int start = 0; start <= list.length(); ) {
      int end = end(list, start);
      int from = trimmedStart(list, start, end);
      lengths |= lengthBit(trimmedEnd(list, from, end) - from);
      start = end + 1;
    }
    return lengths;
  }

  private static long lengthBit(int length) {
    return 1L << Math.min(length, Long.SIZE - 1);
  }

  /** Whether an option of the list is the name, folded alike. */
  private static boolean holds(String list, String name) {
    for (int start = 0; start <= list.length(); ) {
      int end = end(list, start);
      int from = trimmedStart(list, start, end);
      if (Folding.foldAlike(list, from, trimmedEnd(list, from, end), name)) {
        return true;
      }
      start = end + 1;
    }
    return false;
  }

  /** Whether every option is empty or a token. */
  private static boolean isList(String list) {
    for (int start = 0; start <= list.length(); ) {
      int end = end(list, start);
      int from = trimmedStart(list, start, end);
      int to = trimmedEnd(list, from, end);
      for (int i = from; i < to; i++) {
        if (Folding.symbol(list.charAt(i)) < 0) {
          return false;
        }
      }
      start = end + 1;
    }
    return true;
  }

  private static int end(String list, int start) {
    int comma = list.indexOf(',', start);
    return comma < 0 ? list.length() : comma;
  }

  private static int trimmedStart(String list, int start, int end) {
    int from = start;
    while (from < end && isWhitespace(list.charAt(from))) {
      from++;
    }
    return from;
  }

  private static int trimmedEnd(String list, int start, int end) {
    int to = end;
    while (to > start && isWhitespace(list.charAt(to - 1))) {
      to--;
    }
    return to;
  }

  private static boolean isWhitespace(char c) {
    return c == ' ' || c == '\t';
  }
}
