package io.letterhead.apache;

/** A client that the attacks are tried on. */
interface ClientUnderTest extends AutoCloseable {

  /** Sends the request, and waits for its end. */
  ClientOutcome send(AttackRequest request) throws InterruptedException;

  @Override
  void close();
}
