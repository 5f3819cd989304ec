package io.letterhead.policy;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What a misspelt word may have meant: a known word that is close, and the only one so close. */
public final class Suggestion {

  private static final int MOST_LISTED = 12;

  private Suggestion() {}

  /**
   * The one known word that is nearest, at most a third of its letters away.
   *
   * @throws NullPointerException if an argument is null
   */
  public static Optional<String> closest(String word, Collection<String> known) {
    requireNonNull(word, "word");
    int best = Integer.MAX_VALUE;
    List<String> nearest = List.of();
    for (String candidate : known.stream().sorted().distinct().toList()) {
      int distance = distance(word, candidate);
      if (distance < best) {
        best = distance;
        nearest = List.of(candidate);
      } else if (distance == best) {
        nearest = List.of(candidate, candidate);
      }
    }
    boolean close = nearest.size() == 1 && best * 3 <= nearest.get(0).length();
    return close ? Optional.of(nearest.get(0)) : Optional.empty();
  }

  /**
   * How to mend an unknown word: the nearest known one, or a list of those that there are.
   *
   * @param kind what the words are, in the plural: {@code secrets}
   * @throws NullPointerException if an argument is null
   */
  public static String fix(String word, Collection<String> known, String kind) {
    return closest(word, known)
        .map(meant -> "did you mean `" + meant + "`?")
        .orElseGet(() -> listed(known, kind));
  }

  private static String listed(Collection<String> known, String kind) {
    if (known.isEmpty()) {
      return "there are no " + kind + " yet";
    }
    List<String> sorted = known.stream().sorted().distinct().toList();
    String shown = String.join("`, `", sorted.subList(0, Math.min(MOST_LISTED, sorted.size())));
    String more =
        sorted.size() > MOST_LISTED ? " and " + (sorted.size() - MOST_LISTED) + " more" : "";
    return "the " + kind + " are `" + shown + "`" + more;
  }

  /** Edits between two words: a letter added, lost or changed, or two neighbours swapped. */
  private static int distance(String one, String other) {
    int[][] edits = new int[one.length() + 1][other.length() + 1];
    for (int i = 0; i <= one.length(); i++) {
      for (int j = 0; j <= other.length(); j++) {
        if (i == 0 || j == 0) {
          edits[i][j] = i + j;
          continue;
        }
        boolean same = one.charAt(i - 1) == other.charAt(j - 1);
        int change = edits[i - 1][j - 1] + (same ? 0 : 1);
        edits[i][j] = Math.min(change, Math.min(edits[i - 1][j], edits[i][j - 1]) + 1);
        if (i > 1
            && j > 1
            && one.charAt(i - 1) == other.charAt(j - 2)
            && one.charAt(i - 2) == other.charAt(j - 1)) {
          edits[i][j] = Math.min(edits[i][j], edits[i - 2][j - 2] + 1);
        }
      }
    }
    return edits[one.length()][other.length()];
  }
}
