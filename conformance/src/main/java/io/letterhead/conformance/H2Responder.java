package io.letterhead.conformance;

/**
 * How an {@link H2RecordingOrigin} answers a request.
 *
 * <p>It runs on a thread of its own for each request, and may block: closing the origin interrupts
 * it. What it throws closes the connection and is listed by {@link H2RecordingOrigin#failures}.
 */
@FunctionalInterface
public interface H2Responder {

  /**
   * The answer to a request that was received whole.
   *
   * @param request the request, which {@link H2RecordingOrigin#requests} already lists
   * @throws InterruptedException if the origin is closed meanwhile
   */
  H2Answer answer(H2Message request) throws InterruptedException;
}
