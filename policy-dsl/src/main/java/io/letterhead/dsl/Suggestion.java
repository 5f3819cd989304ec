package io.letterhead.dsl;

import com.google.common.base.Ascii;
import java.util.Collection;

/** The one known word that a mistyped word is close to. */
final class Suggestion {

  private Suggestion() {}

  /** {@code did you mean `…`? } where just one known word is close, else an empty text. */
  static String of(String word, Collection<String> known) {
    String best = closest(word, known);
    return best.isEmpty() ? "" : "did you mean " + Words.quote(best) + "? ";
  }

  /** The close and unique known word, or an empty text. */
  static String closest(String word, Collection<String> known) {
    String best = "";
    int least = Math.min(3, Math.max(1, word.length() / 3)) + 1;
    for (String candidate : known) {
      int distance = distance(lower(word), lower(candidate));
      if (distance < least) {
        least = distance;
        best = candidate;
      } else if (distance == least) {
        best = "";
      }
    }
    return best;
  }

  /** Insertions, deletions, replacements and swaps of neighbours between two words. */
  static int distance(String one, String other) {
    if (Math.abs(one.length() - other.length()) > 3) {
      return Integer.MAX_VALUE;
    }
    int[][] cost = new int[one.length() + 1][other.length() + 1];
    for (int i = 0; i <= one.length(); i++) {
      for (int j = 0; j <= other.length(); j++) {
        cost[i][j] = cost(cost, one, other, i, j);
      }
    }
    return cost[one.length()][other.length()];
  }

  private static int cost(int[][] cost, String one, String other, int i, int j) {
    if (i == 0 || j == 0) {
      return i + j;
    }
    int replaced = cost[i - 1][j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
    int least = Math.min(replaced, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
    boolean swapped =
        i > 1
            && j > 1
            && one.charAt(i - 1) == other.charAt(j - 2)
            && one.charAt(i - 2) == other.charAt(j - 1);
    return swapped ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
  }

  private static String lower(String word) {
    return Ascii.toLowerCase(word).replace('_', '-');
  }
}
