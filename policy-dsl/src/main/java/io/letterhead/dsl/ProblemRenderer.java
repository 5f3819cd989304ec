package io.letterhead.dsl;

import static java.util.Objects.requireNonNull;

import io.letterhead.policy.Position;
import io.letterhead.policy.Problem;
import java.util.List;
import java.util.Locale;

/**
 * Renders problems for people: where, what, the line with the very words underlined, why, and how
 * to mend it.
 *
 * <p>Secrets that stand in the file and the userinfo of URLs are masked. Immutable.
 */
public final class ProblemRenderer {

  private static final int MOST = 50;
  private static final int NUMBER_WIDTH = 5;

  /** No policy has a longer line; the excerpts of a damaged file must not take seconds. */
  private static final int LONGEST_LINE = 10_000;

  private static final String BOLD = "\u001B[1m";
  private static final String RED = "\u001B[1;31m";
  private static final String YELLOW = "\u001B[1;33m";
  private static final String RESET = "\u001B[0m";

  private final boolean coloured;

  private ProblemRenderer(boolean coloured) {
    this.coloured = coloured;
  }

  /** Renders plain text. */
  public static ProblemRenderer plain() {
    return new ProblemRenderer(false);
  }

  /** Renders with ANSI colours, for terminals. */
  public static ProblemRenderer coloured() {
    return new ProblemRenderer(true);
  }

  /**
   * All problems of a file, the first fifty in full; ends with a line end unless there are none.
   *
   * @throws NullPointerException if {@code loaded} is null
   */
  public String render(Loaded loaded) {
    return render(loaded.file(), loaded.problems());
  }

  /**
   * All problems that a file has so far, the first fifty in full; ends with a line end unless there
   * are none.
   *
   * @throws NullPointerException if {@code file} is null
   */
  public String render(YamlFile file) {
    return render(file, file.problems());
  }

  private String render(YamlFile file, List<Problem> problems) {
    StringBuilder text = new StringBuilder();
    int size = problems.size();
    problems.stream().limit(MOST).forEach(problem -> text.append(render(file, problem)));
    if (size > MOST) {
      text.append("… and ").append(size - MOST).append(" more problems\n");
    }
    return text.toString();
  }

  /**
   * One problem; ends with a line end.
   *
   * @param loaded the file that the problem is with
   * @throws NullPointerException if an argument is null
   */
  public String render(Loaded loaded, Problem problem) {
    return render(loaded.file(), problem);
  }

  /**
   * One problem; ends with a line end.
   *
   * @param file the file that the problem is with
   * @throws NullPointerException if an argument is null
   */
  public String render(YamlFile file, Problem problem) {
    requireNonNull(file, "file");
    String severity = problem.severity().name().toLowerCase(Locale.ROOT);
    StringBuilder text = new StringBuilder();
    text.append(painted(BOLD, Words.safe(problem.position().toString()) + ":"))
        .append(' ')
        .append(painted(problem.isError() ? RED : YELLOW, severity + ":"))
        .append(' ')
        .append(problem.message())
        .append(" [" + problem.name() + "]\n");
    appendExcerpt(text, file, problem);
    return text.append("  why: " + problem.why() + "\n")
        .append("  fix: " + problem.fix() + "\n")
        .append("  see: docs/problems/" + problem.name() + ".md\n")
        .toString();
  }

  private void appendExcerpt(StringBuilder text, YamlFile file, Problem problem) {
    SourceText source = file.source();
    Position at = problem.position();
    boolean shown = at.file().equals(source.file()) && source.length() > 0;
    if (!shown || at.line() < 1 || at.line() > source.lines()) {
      return;
    }
    if (source.lineEndOf(at.line()) - source.lineStart(at.line()) > LONGEST_LINE) {
      return;
    }
    Excerpt excerpt = Excerpt.of(source, file.masks(), at);
    String number = Integer.toString(at.line());
    text.append(" ".repeat(Math.max(0, NUMBER_WIDTH - number.length())))
        .append((number + " | " + excerpt.text()).stripTrailing())
        .append('\n')
        .append(" ".repeat(Math.max(NUMBER_WIDTH, number.length())))
        .append(" | ")
        .append(painted(problem.isError() ? RED : YELLOW, excerpt.carets(), excerpt.from()))
        .append('\n');
  }

  private String painted(String colour, String text) {
    return painted(colour, text, 0);
  }

  private String painted(String colour, String text, int from) {
    return coloured ? text.substring(0, from) + colour + text.substring(from) + RESET : text;
  }
}
