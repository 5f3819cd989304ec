package io.letterhead.policy;

import static java.util.Objects.requireNonNull;

/**
 * A place in a policy file: where a rule, a name or a value is written.
 *
 * <p>Lines and columns count from 1, columns in Unicode code points; {@code endColumn} is the
 * column behind the last code point, on the same line. A policy that is built in code has {@link
 * #IN_CODE}.
 *
 * @param file the file's name as the user gave it
 * @param line the line, from 1; 0 where there is no file
 * @param column the first column, from 1; 0 where there is no file
 * @param endColumn the column behind the last; at least {@code column}
 */
public record Position(String file, int line, int column, int endColumn)
    implements Comparable<Position> {

  /** The position of everything that no file holds. */
  public static final Position IN_CODE = new Position("(in code)", 0, 0, 0);

  /**
   * The position of what ships with the engine or beside it, such as a profile's rules.
   *
   * @param name what it is a part of, as explanations show it
   * @throws NullPointerException if {@code name} is null
   */
  public static Position builtIn(String name) {
    return new Position(name, 0, 0, 0);
  }

  /** Whether neither a file nor the user's code holds it. */
  public boolean isBuiltIn() {
    return line == 0 && !equals(IN_CODE);
  }

  /**
   * @throws NullPointerException if {@code file} is null
   * @throws IllegalArgumentException if a number is negative or the end lies before the start
   */
  public Position {
    requireNonNull(file, "file");
    if (line < 0 || column < 0 || endColumn < column) {
      throw new IllegalArgumentException(
          "position: " + line + ":" + column + "-" + endColumn + " (expected: ascending, >= 0)");
    }
  }

  /** Orders by file, line and column. */
  @Override
  public int compareTo(Position other) {
    int byFile = file.compareTo(other.file);
    if (byFile != 0) {
      return byFile;
    }
    int byLine = Integer.compare(line, other.line);
    return byLine != 0 ? byLine : Integer.compare(column, other.column);
  }

  /** {@code file:line:column}, as editors and terminals link it. */
  @Override
  public String toString() {
    return line == 0 ? file : file + ":" + line + ":" + column;
  }
}
