package io.letterhead.vertx.callers;

/** What a caller may be called: a policy may write it into a field. */
final class CallerName {

  private static final int MAX_LENGTH = 256;

  private CallerName() {}

  /** Whether it is 1 to 256 characters of printable ASCII, none a space. */
  static boolean isOne(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (name.charAt(i) <= ' ' || name.charAt(i) > '~') {
        return false;
      }
    }
    return !name.isEmpty() && name.length() <= MAX_LENGTH;
  }
}
