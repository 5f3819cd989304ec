package io.letterhead.cli;

/** How a result is written. */
enum Format {
  TEXT("text"),
  JSON("json");

  private final String id;

  Format(String id) {
    this.id = id;
  }

  /** As the command line spells it. */
  @Override
  public String toString() {
    return id;
  }
}
