package io.letterhead.conformance.suite;

/** How much a requirement binds (RFC 2119). */
public enum Level {
  /** Whoever breaks it, fails. */
  MUST,
  /** Whoever breaks it, is not strict. */
  SHOULD
}
