package io.letterhead.conformance.suite;

import io.letterhead.conformance.RawClient;
import java.io.IOException;

/** A session with somebody who takes requests as bytes, over connections. */
public interface ConnectionSession extends TransportSession {

  /**
   * Sends exact bytes over a connection of its own, and reads all that comes back until the peer
   * ends it, or too long a time has passed.
   *
   * @param bytes the bytes, one character each (ISO-8859-1), in which <code>{host}</code> stands
   *     for the host and port, and <code>{prefix}</code> for the path of the provider's route
   * @throws IOException if there is no connection
   */
  RawClient.Conversation sendRaw(String bytes) throws IOException;
}
