package io.letterhead.benchmarks.fire;

import io.letterhead.conformance.RawClient;
import io.letterhead.conformance.RawResponse;
import java.io.IOException;
import java.net.SocketException;
import java.util.Optional;

/** Requests whose target is whatever it is, byte for byte. */
final class RawTarget {

  private RawTarget() {}

  /**
   * Sends one over a connection of its own.
   *
   * @return whether the one answer to it is 400
   */
  static boolean isRefused(Protocol front, int port, String target) throws IOException {
    if (front != Protocol.H1) {
      throw new IllegalArgumentException(front + " is not spoken yet");
    }
    try (RawClient client = RawClient.connect(FireOrigin.HOST, port, Caller.LIMIT)) {
      client.send("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
      Optional<RawResponse> answer = client.receive();
      return answer.isPresent() && answer.get().status() == 400;
    } catch (SocketException broken) {
      return false;
    }
  }
}
