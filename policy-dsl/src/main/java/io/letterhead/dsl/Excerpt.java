package io.letterhead.dsl;

import io.letterhead.policy.Position;
import java.util.ArrayList;
import java.util.List;

/**
 * A line of a file as it is shown, with the columns to underline: tabs are spaces up to the next
 * multiple of four, what is hidden is {@code ***}, long lines are cut around what is underlined.
 *
 * @param text the line
 * @param from the first column to underline, from 0
 * @param to the column behind the last; greater than {@code from}
 */
record Excerpt(String text, int from, int to) {

  private static final int TAB = 4;
  private static final int WIDEST = 120;
  private static final int CONTEXT = 40;
  private static final String MASK = "***";
  private static final String CUT = "…";

  /** What is shown for one code point, or for a run of hidden ones, and the columns it takes. */
  private record Cell(String text, int start, int end) {}

  /** The excerpt for a position. */
  static Excerpt of(SourceText source, Masks masks, Position position) {
    List<Cell> cells = cells(source, position.line(), masks.hidden(source, position.line()));
    int width = cells.isEmpty() ? 0 : cells.get(cells.size() - 1).end();
    int first = position.column() - 1;
    int last = Math.min(position.endColumn() - 1, cells.size());
    int from = first < cells.size() ? cells.get(first).start() : width;
    int to = last > first ? cells.get(last - 1).end() : from;
    return cut(cells, width, from, to);
  }

  /** The line of carets. */
  String carets() {
    return " ".repeat(from) + "^".repeat(to - from);
  }

  /** What is underlined with all that fits beside it; at least one column is. */
  private static Excerpt cut(List<Cell> cells, int width, int from, int to) {
    int start = Math.max(0, Math.min(from - CONTEXT, width - WIDEST));
    int end = Math.min(width, start + WIDEST);
    String before = start > 0 ? CUT : "";
    String after = end < width ? CUT : "";
    int shift = before.length() - start;
    return new Excerpt(
        before + text(cells, start, end) + after,
        from + shift,
        Math.max(from + 1, Math.min(to, end)) + shift);
  }

  private static String text(List<Cell> cells, int from, int to) {
    StringBuilder text = new StringBuilder();
    int column = from;
    for (Cell cell : cells) {
      if (cell.start() >= from && cell.end() <= to && !cell.text().isEmpty()) {
        text.append(" ".repeat(Math.max(0, cell.start() - column))).append(cell.text());
        column = cell.end();
      }
    }
    return text.toString().stripTrailing();
  }

  /** One cell for each code point; those of a hidden run share their columns. */
  private static List<Cell> cells(SourceText source, int line, boolean[] hidden) {
    List<Cell> cells = new ArrayList<>();
    int column = 0;
    for (int i = 0; i < hidden.length; i++) {
      if (hidden[i] && i > 0 && hidden[i - 1]) {
        cells.add(new Cell("", column - MASK.length(), column));
        continue;
      }
      int codePoint = source.at(source.lineStart(line) + i);
      String shown = hidden[i] ? MASK : shown(codePoint, column);
      int width = hidden[i] || codePoint == '\t' ? shown.length() : CharacterWidth.of(codePoint);
      cells.add(new Cell(shown, column, column + width));
      column += width;
    }
    return cells;
  }

  private static String shown(int codePoint, int column) {
    if (codePoint == '\t') {
      return " ".repeat(TAB - column % TAB);
    }
    String visible = Words.visible(codePoint);
    return visible.startsWith("U+") ? "\uFFFD" : visible;
  }
}
