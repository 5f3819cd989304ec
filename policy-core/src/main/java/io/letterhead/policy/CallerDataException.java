package io.letterhead.policy;

/**
 * Caller data that is not what the policy reads. Its message ends "the field `CARRIER` …", and
 * shows keys that the policy names and names of fields, never a value.
 */
final class CallerDataException extends Exception {

  private static final long serialVersionUID = 1L;

  CallerDataException(String what) {
    super(what);
  }
}
