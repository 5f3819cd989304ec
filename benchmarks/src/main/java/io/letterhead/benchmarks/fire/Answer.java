package io.letterhead.benchmarks.fire;

/**
 * What a caller got.
 *
 * @param status the status; 0 where there was no answer
 * @param body the body as far as it came, a character a byte
 * @param whole whether it came to its proper end
 */
record Answer(int status, String body, boolean whole) {

  /** The connection, or the stream, ended before the head of an answer. */
  static final Answer NONE = new Answer(0, "", false);

  /** How much came of which status; not what. */
  @Override
  public String toString() {
    return status + (whole ? ", " : ", broken after ") + body.length() + " bytes";
  }
}
