package io.letterhead.conformance.suite;

import java.io.IOException;

/** A transport, made ready for one policy. The suite asks from one thread, unless it says so. */
@FunctionalInterface
public interface TransportSession extends AutoCloseable {

  /**
   * Sends a caller's request to the provider of the policy, as the policy lets it leave.
   *
   * <p>What the transport adds to it, the suite finds at the origin; what it refuses, it refuses by
   * an exception.
   *
   * @return what the caller gets
   * @throws Exception if the request, or its answer, is refused, or fails
   */
  CallerAnswer send(CallerRequest request) throws Exception;

  /**
   * Sends a caller's WebSocket handshake as the policy lets it leave; for a transport with {@link
   * Feature#UPGRADE} alone. The caller's {@code Upgrade} may name anything.
   *
   * @return the origin's answer, with the tunnel if it is 101
   * @throws Exception if the handshake is refused, or fails
   */
  default CallerUpgrade upgrade(CallerRequest request) throws Exception {
    throw new UnsupportedOperationException("upgrades");
  }

  /**
   * Ends what the session holds, such as its connections.
   *
   * @throws IOException if it cannot be ended
   */
  @Override
  default void close() throws IOException {}
}
