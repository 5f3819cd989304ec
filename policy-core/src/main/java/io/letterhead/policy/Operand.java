package io.letterhead.policy;

import static java.util.Objects.requireNonNull;

/** What a rule names: one field name, a glob of names, or a group of both. Immutable. */
public sealed interface Operand {

  /** The operand as written. */
  String text();

  /** Where it is written. */
  Position position();

  /**
   * One field name.
   *
   * @param name the name
   * @param position where it is written
   */
  record Name(FieldName name, Position position) implements Operand {

    /**
     * @throws NullPointerException if an argument is null
     */
    public Name {
      requireNonNull(name, "name");
      requireNonNull(position, "position");
    }

    /**
     * A name that no file holds.
     *
     * @throws IllegalArgumentException if {@code spelled} is no token
     */
    public static Name of(String spelled) {
      return new Name(FieldName.of(spelled), Position.IN_CODE);
    }

    @Override
    public String text() {
      return name.spelled();
    }

    /** Two spellings are two operands, though they are one name. */
    @Override
    public boolean equals(Object other) {
      return other instanceof Name that
          && text().equals(that.text())
          && position.equals(that.position);
    }

    @Override
    public int hashCode() {
      return 31 * text().hashCode() + position.hashCode();
    }
  }

  /**
   * A pattern in which each {@code *} stands for any run of characters, the empty one too.
   *
   * @param text the pattern as written: characters of a token, at least one of them {@code *}
   * @param position where it is written
   */
  record Glob(String text, Position position) implements Operand {

    /**
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if {@code text} is no token or has no {@code *}
     */
    public Glob {
      requireNonNull(text, "text");
      requireNonNull(position, "position");
      if (!Folding.isToken(text) || text.indexOf('*') < 0) {
        throw new IllegalArgumentException("no glob of field names");
      }
    }

    /**
     * A glob that no file holds.
     *
     * @throws IllegalArgumentException if {@code text} is no token or has no {@code *}
     */
    public static Glob of(String text) {
      return new Glob(text, Position.IN_CODE);
    }
  }

  /**
   * A named group, built in or of the file.
   *
   * @param text the group's name, with its {@code @}
   * @param position where it is written
   */
  record Group(String text, Position position) implements Operand {

    /**
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if {@code text} does not begin with {@code @}
     */
    public Group {
      requireNonNull(text, "text");
      requireNonNull(position, "position");
      if (!text.startsWith("@")) {
        throw new IllegalArgumentException("no group: it begins with no @");
      }
    }

    /**
     * A group that is named by no file.
     *
     * @throws IllegalArgumentException if {@code text} does not begin with {@code @}
     */
    public static Group of(String text) {
      return new Group(text, Position.IN_CODE);
    }
  }
}
