package io.letterhead.conformance.suite;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a caller got from a transport: one of both.
 *
 * @param answer an answer; null if there is none
 * @param refusal what was thrown; null if there is an answer
 */
record Reply(@Nullable Answered answer, @Nullable Throwable refusal) {

  /** With what the origin received for it. */
  Exchange exchange(CallerRequest request, List<Received> received) {
    return new Exchange(request, answer, refusal, received);
  }
}
