package io.letterhead.cli;

import picocli.CommandLine;

/** Emphasis on a terminal; on anything else, and under {@code NO_COLOR}, plain text. */
final class Style {

  static final Style PLAIN = new Style(false);

  private final boolean coloured;

  private Style(boolean coloured) {
    this.coloured = coloured;
  }

  /** As the command's output bears it: picocli looks for a terminal and for {@code NO_COLOR}. */
  static Style of(CommandLine command) {
    return new Style(command.getColorScheme().ansi().enabled());
  }

  boolean coloured() {
    return coloured;
  }

  String bold(String text) {
    return coded("1", text);
  }

  String faint(String text) {
    return coded("2", text);
  }

  String red(String text) {
    return coded("31", text);
  }

  String green(String text) {
    return coded("32", text);
  }

  private String coded(String code, String text) {
    return coloured ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
