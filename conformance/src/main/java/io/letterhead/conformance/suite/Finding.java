package io.letterhead.conformance.suite;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Why a requirement is not met. Immutable.
 *
 * @param expected what was to be, in a few words
 * @param actual what is, in a few words
 * @param evidence the bytes that show it
 */
public record Finding(String expected, String actual, List<Evidence> evidence) {
  public Finding {
    requireNonNull(expected, "expected");
    requireNonNull(actual, "actual");
    evidence = List.copyOf(evidence);
  }
}
