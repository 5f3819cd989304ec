package io.letterhead.dsl;

import com.google.common.base.Joiner;
import io.letterhead.policy.Suggestion;
import java.util.Collection;
import java.util.List;

/** How messages quote the user's words. */
public final class Words {

  private static final int LONGEST = 60;

  private Words() {}

  /** The text in backticks, on one line, cut where it is long, withheld where it may be secret. */
  public static String quote(String text) {
    if (CredentialShape.isIn(text) || CredentialShape.userinfo(text).find()) {
      return "`***`";
    }
    StringBuilder quoted = new StringBuilder("`");
    int[] codePoints = text.codePoints().toArray();
    for (int i = 0; i < Math.min(codePoints.length, LONGEST); i++) {
      quoted.append(visible(codePoints[i]));
    }
    return quoted.append(codePoints.length > LONGEST ? "…`" : "`").toString();
  }

  /** The words in backticks, with commas, {@code and} before the last. */
  public static String list(Collection<String> words) {
    List<String> quoted = words.stream().map(Words::quote).toList();
    int last = quoted.size() - 1;
    return last < 1
        ? String.join("", quoted)
        : Joiner.on(", ").join(quoted.subList(0, last)) + " and " + quoted.get(last);
  }

  /** How to mend an unknown word; a word that is too long to be a slip draws no suggestion. */
  public static String fix(String word, Collection<String> known, String kind) {
    return Suggestion.fix(word.length() > LONGEST ? "" : word, known, kind);
  }

  /**
   * The text as it can be shown: on one line, nothing hidden, what looks like a secret withheld.
   */
  static String safe(String text) {
    StringBuilder safe = new StringBuilder();
    String masked = CredentialShape.matcher(text).replaceAll("***");
    CredentialShape.userinfo(masked)
        .replaceAll("***")
        .codePoints()
        .forEach(c -> safe.append(visible(c)));
    return safe.toString();
  }

  /** A code point as it can be printed in a line of text. */
  static String visible(int codePoint) {
    int type = Character.getType(codePoint);
    boolean hidden =
        type == Character.CONTROL
            || type == Character.FORMAT
            || type == Character.SURROGATE
            || type == Character.LINE_SEPARATOR
            || type == Character.PARAGRAPH_SEPARATOR;
    return hidden ? codePoint(codePoint) : Character.toString(codePoint);
  }

  /** A code point by its number: {@code U+0000}. */
  static String codePoint(int codePoint) {
    String hex = Integer.toHexString(codePoint);
    StringBuilder shown = new StringBuilder("U+").append("0".repeat(Math.max(0, 4 - hex.length())));
    // Not String.format: its digits depend on the locale.
    hex.chars().map(c -> c >= 'a' ? c - 'a' + 'A' : c).forEach(c -> shown.append((char) c));
    return shown.toString();
  }
}
