package io.letterhead.policy;

import static java.util.Objects.requireNonNull;

/**
 * A word of a policy with the place where it is written.
 *
 * @param text the word as written
 * @param position where it stands
 */
public record Positioned(String text, Position position) {

  /**
   * @throws NullPointerException if an argument is null
   */
  public Positioned {
    requireNonNull(text, "text");
    requireNonNull(position, "position");
  }

  /**
   * A word that no file holds.
   *
   * @throws NullPointerException if {@code text} is null
   */
  public static Positioned inCode(String text) {
    return new Positioned(text, Position.IN_CODE);
  }

  @Override
  public String toString() {
    return text;
  }
}
