package io.letterhead.policy.scheme;

import com.google.common.base.Ascii;

/** The name of an authentication scheme before a credential: compared in ASCII, without case. */
final class Prefix {

  private Prefix() {}

  /**
   * Whether the text begins with the prefix: a word in letters, and a space. The word alone does,
   * too, for white space at the end of a field is no part of it.
   */
  static boolean isOf(String text, String prefix) {
    int word = prefix.length() - 1;
    return text.length() >= word
        && (text.length() == word || text.charAt(word) == ' ')
        && Ascii.equalsIgnoreCase(text.substring(0, word), prefix.substring(0, word));
  }

  /** What follows the prefix of a text that begins with it. */
  static String strip(String text, String prefix) {
    return text.substring(Math.min(text.length(), prefix.length()));
  }
}
