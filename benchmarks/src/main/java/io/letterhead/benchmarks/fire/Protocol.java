package io.letterhead.benchmarks.fire;

/** What is spoken on one side of the gateway. */
enum Protocol {
  /** HTTP/1.1 in clear. */
  H1("http"),
  /** HTTP/2 over TLS. */
  H2("https");

  private final String scheme;

  Protocol(String scheme) {
    this.scheme = scheme;
  }

  /**
   * @param word {@code h1} or {@code h2}
   * @throws IllegalArgumentException if it is neither
   */
  static Protocol of(String word) {
    for (Protocol each : values()) {
      if (each.toString().equals(word)) {
        return each;
      }
    }
    throw new IllegalArgumentException(word + ": no protocol (expected: h1 or h2)");
  }

  /** The scheme of URIs. */
  String scheme() {
    return scheme;
  }

  @Override
  public String toString() {
    return this == H1 ? "h1" : "h2";
  }
}
