package io.letterhead.policy;

import static java.util.Objects.requireNonNull;

/**
 * A usable secret: text that can be made into a credential. It prints as {@code (secret)}, is not
 * serialisable, and compares by identity only.
 *
 * <p>Usable is: not empty, visible ASCII and inner spaces only, no space at its edges. One line end
 * behind it is trimmed, for files and {@code echo}.
 */
public final class Secret {

  private final String text;

  private Secret(String text) {
    this.text = text;
  }

  /**
   * The secret that a source found.
   *
   * @param found what the source holds; one {@code \n} or {@code \r\n} at its end is trimmed
   * @throws NullPointerException if {@code found} is null
   * @throws SecretUnusableException if it is empty or holds a control or non-ASCII character or an
   *     edge space; the message says which, never the text
   */
  public static Secret of(String found) throws SecretUnusableException {
    requireNonNull(found, "found");
    String text = withoutLineEnd(found);
    requireUsable(text);
    return new Secret(text);
  }

  /** Checks what goes on the wire as it is: nothing is trimmed here. */
  static void requireUsable(String text) throws SecretUnusableException {
    if (text.isEmpty()) {
      throw new SecretUnusableException("it is empty");
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c > 0x7F) {
        throw new SecretUnusableException("it holds a character that is not ASCII");
      }
      if (c < 0x20 || c == 0x7F) {
        throw new SecretUnusableException("it holds a control character");
      }
    }
    if (text.charAt(0) == ' ' || text.charAt(text.length() - 1) == ' ') {
      throw new SecretUnusableException("it begins or ends with a space");
    }
  }

  /** The text itself: for credential schemes only. */
  public String reveal() {
    return text;
  }

  /** Always {@code (secret)}. */
  @Override
  public String toString() {
    return "(secret)";
  }

  private static String withoutLineEnd(String found) {
    int end = found.length();
    if (end > 0 && found.charAt(end - 1) == '\n') {
      end--;
      if (end > 0 && found.charAt(end - 1) == '\r') {
        end--;
      }
    }
    return found.substring(0, end);
  }
}
