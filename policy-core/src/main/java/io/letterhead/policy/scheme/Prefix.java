package io.letterhead.policy.scheme;

/** The name of an authentication scheme before a credential: compared in ASCII, without case. */
final class Prefix {

  private Prefix() {}

  /**
   * Whether the text begins with the prefix: a word in letters, and a space. The word alone does,
   * too, for white space at the end of a field is no part of it.
   */
  static boolean isOf(String text, String prefix) {
    int word = prefix.length() - 1;
    if (text.length() < word || (text.length() > word && text.charAt(word) != ' ')) {
      return false;
    }
    for (int i = 0; i < word; i++) {
      if (lower(text.charAt(i)) != lower(prefix.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** What follows the prefix of a text that begins with it. */
  static String strip(String text, String prefix) {
    return text.substring(Math.min(text.length(), prefix.length()));
  }

  private static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char) (c - 'A' + 'a') : c;
  }
}
