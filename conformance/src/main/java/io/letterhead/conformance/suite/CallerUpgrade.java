package io.letterhead.conformance.suite;

import static java.util.Objects.requireNonNull;

import java.io.OutputStream;

/**
 * What a transport gives its caller for an upgrade.
 *
 * @param answer the answer; of a 101, the content is what comes through the tunnel, and to close it
 *     is to end the tunnel
 * @param out what the caller writes into the tunnel; without one, nothing comes of it
 */
public record CallerUpgrade(CallerAnswer answer, OutputStream out) {
  public CallerUpgrade {
    requireNonNull(answer, "answer");
    requireNonNull(out, "out");
  }

  /** An answer that is no 101: there is no tunnel. */
  public static CallerUpgrade refused(CallerAnswer answer) {
    return new CallerUpgrade(answer, OutputStream.nullOutputStream());
  }
}
