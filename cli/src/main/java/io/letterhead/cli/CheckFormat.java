package io.letterhead.cli;

/** How the result of a check is written. */
enum CheckFormat {
  /** For people. */
  TEXT("text"),
  /** One object, with the ownership tables. */
  JSON("json"),
  /** SARIF 2.1.0, for code scanning and editors. */
  SARIF("sarif"),
  /** Workflow commands, which GitHub shows beside the lines of a change. */
  GITHUB("github"),
  /** A report of tests, for whatever collects those. */
  JUNIT("junit");

  private final String id;

  CheckFormat(String id) {
    this.id = id;
  }

  /** As the command line spells it. */
  @Override
  public String toString() {
    return id;
  }
}
