package io.letterhead.conformance.suite;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An upgrade that a caller asked for, and what the caller got: one of both.
 *
 * @param request what the caller sent
 * @param upgrade an answer, with a tunnel or without; null if there is none
 * @param refusal what was thrown; null if there is an answer
 */
record Handshake(
    CallerRequest request, @Nullable CallerUpgrade upgrade, @Nullable Throwable refusal) {

  /** The tunnel; expects the origin's 101. */
  CallerUpgrade tunnel() {
    CallerUpgrade got = upgrade;
    if (got == null || got.answer().status() != 101) {
      throw exchange(List.of())
          .failure("a tunnel", got == null ? "it was refused" : "there is none", List.of());
    }
    return got;
  }

  /** Writes into the tunnel, if there is one, whatever the answer was. */
  void write(byte[] bytes) {
    CallerUpgrade got = upgrade;
    if (got != null) {
      try {
        got.out().write(bytes);
        got.out().flush();
      } catch (IOException noTunnel) {
        return;
      }
    }
  }

  /** Ends the tunnel. */
  void close() throws IOException {
    CallerUpgrade got = upgrade;
    if (got != null) {
      got.answer().content().close();
    }
  }

  /** With what the origin received for it. */
  Exchange exchange(List<Received> received) {
    CallerUpgrade got = upgrade;
    Answered answered =
        got == null ? null : new Answered(got.answer().status(), got.answer().fields(), "", true);
    return new Exchange(request, answered, refusal, received);
  }
}
