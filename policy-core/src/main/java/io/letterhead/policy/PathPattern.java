package io.letterhead.policy;

import static java.util.Objects.requireNonNull;

/**
 * A pattern of canonical paths: one path, or with a {@code *} at its end all that begin so.
 * Compared character by character, with case.
 *
 * @param text the pattern as written
 */
public record PathPattern(String text) {

  private static final char ANY = '*';

  /**
   * @throws NullPointerException if {@code text} is null
   * @throws IllegalArgumentException if no canonical path can match: the pattern does not begin
   *     with {@code /}, has a {@code *} before its end, or spells what canonical paths spell
   *     otherwise
   */
  public PathPattern {
    requireNonNull(text, "text");
    int star = text.indexOf(ANY);
    if (star >= 0 && star < text.length() - 1) {
      throw new IllegalArgumentException("a `*` stands at the end only");
    }
    requireCanonical(star < 0 ? text : text.substring(0, star) + "x");
  }

  /** Whether all paths that begin like {@link #literal} match. */
  public boolean isPrefix() {
    return text.indexOf(ANY) >= 0;
  }

  /** The pattern without its {@code *}. */
  public String literal() {
    return isPrefix() ? text.substring(0, text.length() - 1) : text;
  }

  /**
   * Whether a canonical path matches.
   *
   * @throws NullPointerException if {@code path} is null
   */
  public boolean matches(String path) {
    return isPrefix() ? path.startsWith(literal()) : path.equals(text);
  }

  @Override
  public String toString() {
    return text;
  }

  private static void requireCanonical(String path) {
    String canonical;
    try {
      // An escaped slash stays as sent, but requests are compared with one in upper case.
      canonical = TargetSyntax.canonicalPath(path).replace("%2f", "%2F");
    } catch (RejectedException e) {
      throw new IllegalArgumentException(e.rejection().message(), e);
    }
    if (!canonical.equals(path)) {
      throw new IllegalArgumentException("requests have the canonical form `" + canonical + "`");
    }
  }
}
