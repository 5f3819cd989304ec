package io.letterhead.policy;

final class CallerDataException extends Exception {
  private static final long serialVersionUID = 1L;
}
