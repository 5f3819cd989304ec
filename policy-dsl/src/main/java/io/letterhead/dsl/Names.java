package io.letterhead.dsl;

/** The form of the names that a file gives to providers, secrets and groups. */
final class Names {

  private static final int LONGEST = 64;

  private Names() {}

  /** Letters, digits, {@code -}, {@code _} and {@code .}, a letter or digit first, not too long. */
  static boolean isName(String text) {
    return !text.isEmpty()
        && text.length() <= LONGEST
        && isAlphanumeric(text.charAt(0))
        && text.chars().allMatch(c -> isAlphanumeric(c) || c == '-' || c == '_' || c == '.');
  }

  /** Reports a name of another form. */
  static void check(YamlNode.Scalar key, String what, Problems problems) {
    if (!isName(key.text())) {
      problems.error(
          FileProblem.BAD_NAME,
          key.position(),
          Words.quote(key.text()) + " is no name of a " + what,
          "names stand in paths, logs and metrics: they are letters, digits, `-`, `_` and `.`, a"
              + " letter or digit first, at most "
              + LONGEST
              + " characters",
          "write a name such as `my-" + what + "`");
    }
  }

  private static boolean isAlphanumeric(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }
}
