package io.letterhead.policy.scheme;

/** The name of an authentication scheme before a credential: compared in ASCII, without case. */
final class Prefix {

  private Prefix() {}

  /** Whether the text begins with the prefix: a word in letters, and a space. */
  static boolean isOf(String text, String prefix) {
    if (text.length() < prefix.length()) {
      return false;
    }
    for (int i = 0; i < prefix.length(); i++) {
      char c = text.charAt(i);
      char lower = c >= 'A' && c <= 'Z' ? (char) (c - 'A' + 'a') : c;
      char wanted = prefix.charAt(i);
      if (lower != (wanted >= 'A' && wanted <= 'Z' ? wanted - 'A' + 'a' : wanted)) {
        return false;
      }
    }
    return true;
  }
}
