package io.letterhead.conformance.report;

import java.util.ArrayList;
import java.util.List;

/** Lines of at most 80 columns, where what they show can be broken. */
final class Lines {
  private static final int WIDTH = 80;
  private static final String GAP = "  ";

  private final StringBuilder text = new StringBuilder();

  /** One line as it is; control characters show as their codes. */
  Lines line(String line) {
    text.append(Printable.line(line).stripTrailing()).append('\n');
    return this;
  }

  Lines blank() {
    return line("");
  }

  /** A text that begins behind a label, and goes on below its beginning. */
  Lines wrapped(String label, String words) {
    String begin = label;
    String indent = " ".repeat(label.length());
    for (String line : broken(Printable.line(words), WIDTH - label.length())) {
      line(begin + line);
      begin = indent;
    }
    return this;
  }

  /** Lines of their own, below a label. */
  Lines block(String label, List<String> lines) {
    line(GAP + label + ":");
    lines.forEach(each -> line(GAP + GAP + each));
    return this;
  }

  /**
   * A table: the first row is its head. What does not fit beside the first {@code kept} columns
   * goes into tables below, which repeat them.
   */
  Lines table(List<List<String>> rows, int kept) {
    int all = rows.get(0).size();
    int from = kept;
    do {
      int to = Math.min(all, from + 1);
      while (to < all && width(rows, kept, from, to + 1) <= WIDTH) {
        to++;
      }
      for (List<String> row : rows) {
        line(cells(rows, row, 0, kept) + cells(rows, row, from, to));
      }
      from = to;
      if (from < all) {
        blank();
      }
    } while (from < all);
    return this;
  }

  private static int width(List<List<String>> rows, int kept, int from, int to) {
    int width = -GAP.length();
    for (int column = 0; column < to; column++) {
      width += column < kept || column >= from ? widest(rows, column) + GAP.length() : 0;
    }
    return width;
  }

  private static int widest(List<List<String>> rows, int column) {
    return rows.stream().mapToInt(row -> Printable.line(row.get(column)).length()).max().orElse(0);
  }

  private static String cells(List<List<String>> rows, List<String> row, int from, int to) {
    StringBuilder line = new StringBuilder();
    for (int column = from; column < to; column++) {
      String cell = Printable.line(row.get(column));
      line.append(cell).append(" ".repeat(widest(rows, column) - cell.length())).append(GAP);
    }
    return line.toString();
  }

  private static List<String> broken(String words, int width) {
    List<String> lines = new ArrayList<>();
    String rest = words;
    while (rest.length() > width) {
      int space = rest.lastIndexOf(' ', width);
      if (space <= 0) {
        space = rest.indexOf(' ', width);
      }
      if (space < 0) {
        break;
      }
      lines.add(rest.substring(0, space).stripTrailing());
      rest = rest.substring(space).stripLeading();
    }
    lines.add(rest);
    return lines;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
