package io.letterhead.cli;

import java.util.ArrayList;
import java.util.List;

/** Text broken into lines of a width; a line feed in it begins a new line. */
final class Wrapped {

  private Wrapped() {}

  /**
   * @param breakWords whether a word that is too wide is broken, or sticks out
   */
  static List<String> lines(String text, int width, boolean breakWords) {
    List<String> lines = new ArrayList<>();
    for (String paragraph : text.split("\n", -1)) {
      String rest = paragraph;
      while (rest.length() > width) {
        int at = breakAt(rest, width, breakWords);
        if (at < 0) {
          break;
        }
        lines.add(rest.substring(0, at).stripTrailing());
        rest = rest.substring(at).stripLeading();
      }
      lines.add(rest);
    }
    return lines;
  }

  /** Where the line ends: behind its last space that fits; -1 if the rest is one word. */
  private static int breakAt(String text, int width, boolean breakWords) {
    int space = text.lastIndexOf(' ', width);
    if (space > 0) {
      return space;
    }
    return breakWords ? width : text.indexOf(' ');
  }
}
