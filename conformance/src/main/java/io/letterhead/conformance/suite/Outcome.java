package io.letterhead.conformance.suite;

/** What came of a requirement; they are never counted as one another. */
public enum Outcome {
  /** It was met. */
  PASS("pass"),
  /** It was not. */
  FAIL("fail"),
  /** It was not, and it binds with SHOULD alone. */
  NOT_STRICT("not-strict"),
  /** It is about a feature that the transport does not claim, or about what has no shape here. */
  SKIPPED("skipped"),
  /** It could not be measured: an honest request does not come through. */
  SETUP_ERROR("setup-error");

  private final String id;

  Outcome(String id) {
    this.id = id;
  }

  /** Its name in texts and reports. */
  public String id() {
    return id;
  }
}
