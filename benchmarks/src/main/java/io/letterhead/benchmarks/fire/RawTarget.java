package io.letterhead.benchmarks.fire;

import io.letterhead.conformance.H2Frame;
import io.letterhead.conformance.H2Frame.FrameType;
import io.letterhead.conformance.H2RawClient;
import io.letterhead.conformance.OriginCertificate;
import io.letterhead.conformance.RawClient;
import io.letterhead.conformance.RawResponse;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.util.Optional;

/** Requests whose target is whatever it is, byte for byte. */
final class RawTarget {

  private RawTarget() {}

  /**
   * Sends one over a connection of its own.
   *
   * @return whether the one answer to it is 400, or a stream that is reset
   */
  static boolean isRefused(Stage stage, String target) throws IOException {
    int port = stage.gateway().port();
    return stage.certificate().isPresent()
        ? isRefused(port, target, stage.certificate().get())
        : isRefused(port, target);
  }

  private static boolean isRefused(int port, String target) throws IOException {
    try (RawClient client = RawClient.connect(FireOrigin.HOST, port, Caller.LIMIT)) {
      client.send("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
      Optional<RawResponse> answer = client.receive();
      return answer.isPresent() && answer.get().status() == 400;
    } catch (SocketException broken) {
      return false;
    }
  }

  private static boolean isRefused(int port, String target, OriginCertificate certificate)
      throws IOException {
    try (H2RawClient client = H2RawClient.openTls(port, certificate, Caller.LIMIT)) {
      String block =
          H2RawClient.fields(
              ":method", "GET", ":scheme", "https", ":authority", "localhost", ":path", target);
      int flags = H2RawClient.END_HEADERS | H2RawClient.END_STREAM;
      client.send(H2RawClient.frame(FrameType.HEADERS, flags, 1, block));
      H2Frame answer = client.next(1);
      return answer.type() == FrameType.RST_STREAM
          || client.lines(answer).get(0).equals(":status=400");
    } catch (EOFException ended) {
      return false;
    }
  }
}
