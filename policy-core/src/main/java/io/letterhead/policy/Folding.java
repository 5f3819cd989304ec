package io.letterhead.policy;

import java.util.Arrays;

/**
 * How field names are folded: ASCII letters to lower case, every other character of a token that is
 * no letter or digit to {@code -}. Nothing else: no locale, no Unicode.
 *
 * <p>The 37 folded characters are the alphabet of every automaton; {@link #symbol} is a letter's
 * index in it.
 */
final class Folding {

  /** The folded characters, in the order of their symbols. */
  static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789-";

  /** How many symbols there are. */
  static final int SYMBOLS = ALPHABET.length();

  private static final String TOKEN_PUNCTUATION = "!#$%&'*+-.^_`|~";
  private static final byte NONE = -1;
  private static final byte[] SYMBOL = symbols();

  private Folding() {}

  /** The symbol of a character of a token (RFC 9110, section 5.6.2), or -1 for any other. */
  static int symbol(char c) {
    return c < SYMBOL.length ? SYMBOL[c] : NONE;
  }

  /** Whether the character is a letter, a digit or {@code -}: folding changes its case at most. */
  static boolean isPlain(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
  }

  /** Whether all characters are plain: whether the text is no alias of another spelling. */
  static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isPlain(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** Whether the text is a token: what RFC 9110 allows as a field name or a method. */
  static boolean isToken(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (symbol(text.charAt(i)) < 0) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  /**
   * The folded text.
   *
   * @throws IllegalArgumentException if the text is no token
   */
  static String fold(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("no token: empty");
    }
    StringBuilder folded = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      int symbol = symbol(text.charAt(i));
      if (symbol < 0) {
        throw new IllegalArgumentException("no token (RFC 9110, section 5.6.2)");
      }
      folded.append(ALPHABET.charAt(symbol));
    }
    return folded.toString();
  }

  /**
   * The folded pattern, in which each {@code *} stays.
   *
   * @throws IllegalArgumentException if the text is no token
   */
  static String foldPattern(String text) {
    StringBuilder folded = new StringBuilder(fold(text));
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '*') {
        folded.setCharAt(i, '*');
      }
    }
    return folded.toString();
  }

  /** Whether a pattern, as spelled, matches a folded name. */
  static boolean matches(String pattern, String folded) {
    String text = foldPattern(pattern);
    int at = 0;
    int run = -1; // the last run of any characters, and where the name went on behind it
    int resume = 0;
    int i = 0;
    while (i < folded.length()) {
      if (at < text.length() && text.charAt(at) == '*') {
        run = at++;
        resume = i;
      } else if (at < text.length() && text.charAt(at) == folded.charAt(i)) {
        at++;
        i++;
      } else if (run >= 0) {
        at = run + 1;
        i = ++resume;
      } else {
        return false;
      }
    }
    while (at < text.length() && text.charAt(at) == '*') {
      at++;
    }
    return at == text.length();
  }

  /** Whether a name as sent folds to the folded name; false where it is no token. */
  static boolean foldsTo(String name, String folded) {
    if (name.length() != folded.length()) {
      return false;
    }
    for (int i = 0; i < folded.length(); i++) {
      int symbol = symbol(name.charAt(i));
      if (symbol < 0 || ALPHABET.charAt(symbol) != folded.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Whether two names as sent fold alike; false where either is no token. */
  static boolean foldAlike(String one, String other) {
    return foldAlike(one, 0, one.length(), other);
  }

  /** Whether a part of a text folds like a name as sent; false where either is no token. */
  static boolean foldAlike(String text, int start, int end, String name) {
    if (end - start != name.length()) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      int symbol = symbol(name.charAt(i));
      if (symbol < 0 || symbol != symbol(text.charAt(start + i))) {
        return false;
      }
    }
    return true;
  }

  /** Whether two names are the same but for the case of ASCII letters. */
  static boolean sameButForCase(String one, String other) {
    if (one.length() != other.length()) {
      return false;
    }
    for (int i = 0; i < one.length(); i++) {
      char a = one.charAt(i);
      char b = other.charAt(i);
      if (a != b && !(isPlain(a) && isPlain(b) && symbol(a) == symbol(b))) {
        return false;
      }
    }
    return true;
  }

  private static byte[] symbols() {
    byte[] symbols = new byte[128];
    Arrays.fill(symbols, NONE);
    int dash = ALPHABET.indexOf('-');
    for (int i = 0; i < TOKEN_PUNCTUATION.length(); i++) {
      symbols[TOKEN_PUNCTUATION.charAt(i)] = (byte) dash;
    }
    for (int i = 0; i < dash; i++) {
      char folded = ALPHABET.charAt(i);
      symbols[folded] = (byte) i;
      if (folded >= 'a') {
        symbols[folded - 'a' + 'A'] = (byte) i;
      }
    }
    return symbols;
  }
}
