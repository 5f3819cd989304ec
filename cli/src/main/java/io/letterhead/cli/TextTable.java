package io.letterhead.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * Rows of cells in columns that fit 80 characters: a cell that is too wide goes on below. The last
 * column is broken between words only, so that what a terminal links stays whole.
 */
final class TextTable {

  private static final int WIDTH = 80;
  private static final int GAP = 2;

  private final String indent;
  private final int[] widest;
  private final List<List<String>> rows = new ArrayList<>();
  private final Style style;
  private boolean headed;

  /**
   * @param widest the most that each column but the last may take
   */
  TextTable(Style style, String indent, int... widest) {
    this.style = style;
    this.indent = indent;
    this.widest = widest.clone();
  }

  /** The first row: names of columns, faint. */
  void head(String... names) {
    headed = true;
    add(names);
  }

  void add(String... cells) {
    rows.add(List.of(cells));
  }

  /** The lines of all rows. */
  List<String> lines() {
    int[] widths = widths();
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      for (String line : lines(rows.get(i), widths)) {
        lines.add(headed && i == 0 ? style.faint(line) : line);
      }
    }
    return lines;
  }

  private int[] widths() {
    int[] widths = new int[widest.length + 1];
    int left = WIDTH - indent.length();
    for (int column = 0; column < widest.length; column++) {
      for (List<String> row : rows) {
        widths[column] = Math.max(widths[column], row.get(column).length());
      }
      widths[column] = Math.min(widths[column], widest[column]);
      left -= widths[column] + GAP;
    }
    widths[widest.length] = left;
    return widths;
  }

  private List<String> lines(List<String> row, int[] widths) {
    List<List<String>> cells = new ArrayList<>();
    int height = 0;
    for (int column = 0; column < row.size(); column++) {
      boolean last = column == row.size() - 1;
      List<String> cell = Wrapped.lines(row.get(column), widths[column], !last);
      cells.add(cell);
      height = Math.max(height, cell.size());
    }
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < height; i++) {
      StringBuilder line = new StringBuilder(indent);
      for (int column = 0; column < cells.size(); column++) {
        List<String> cell = cells.get(column);
        String text = i < cell.size() ? cell.get(i) : "";
        line.append(text);
        if (column < cells.size() - 1) {
          line.append(" ".repeat(widths[column] - text.length() + GAP));
        }
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }
}
