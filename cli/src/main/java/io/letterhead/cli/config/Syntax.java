package io.letterhead.cli.config;

/** How the text of a flag or a variable is read. */
enum Syntax {
  /** As one value, whatever it holds. */
  VALUE,
  /** As values with commas between them. */
  LIST,
  /** As YAML. */
  YAML
}
