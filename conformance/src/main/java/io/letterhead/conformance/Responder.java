package io.letterhead.conformance;

import java.io.IOException;

/**
 * How a {@link RecordingOrigin} answers a request.
 *
 * <p>It runs on the thread of the request's connection, and may block: closing the origin
 * interrupts it. It must be safe for use by several connections at once. What it throws closes the
 * connection and is listed by {@link RecordingOrigin#failures}.
 */
@FunctionalInterface
public interface Responder {

  /**
   * Answers a request that was received whole.
   *
   * @param request the request, which {@link RecordingOrigin#requests} already lists
   * @param connection where the answer goes
   * @throws IOException if the peer has left, or for a failure of the responder's own
   * @throws InterruptedException if the origin is closed meanwhile
   */
  void respond(WireMessage request, OriginConnection connection)
      throws IOException, InterruptedException;

  /**
   * Is called when the head of a request is complete; no byte of its body is read before this
   * returns. If this closes the connection, the request is listed as far as it came, and nothing
   * else is called for it. Does nothing by default.
   *
   * @param head the request without its body, not yet listed by {@link RecordingOrigin#requests}
   * @param connection where an early answer may go
   * @throws IOException if the peer has left, or for a failure of the responder's own
   * @throws InterruptedException if the origin is closed meanwhile
   */
  default void beforeBody(WireMessage head, OriginConnection connection)
      throws IOException, InterruptedException {}
}
