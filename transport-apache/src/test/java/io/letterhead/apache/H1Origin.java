package io.letterhead.apache;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.letterhead.conformance.OriginAnswer;
import io.letterhead.conformance.RecordingOrigin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * An origin that speaks HTTP/1.1.
 *
 * @param origin what records
 */
record H1Origin(RecordingOrigin origin) implements AttackOrigin {

  private static final Duration LIMIT = Duration.ofSeconds(10);

  private static final String FENCE = "/fence";

  static H1Origin start() {
    return new H1Origin(RecordingOrigin.start());
  }

  @Override
  public URI uri() {
    return origin.uri();
  }

  @Override
  public void answerWith(Function<Seen, OriginAnswer> answers) {
    origin.answerWith(
        (request, connection) -> answers.apply(Seen.of(request)).respond(request, connection));
  }

  @Override
  public void forget() throws InterruptedException {
    origin.awaitQuiet(LIMIT);
    origin.forget();
  }

  @Override
  public List<Seen> seen() throws InterruptedException {
    origin.awaitQuiet(LIMIT);
    return origin.requests().stream().map(Seen::of).toList();
  }

  @Override
  public List<Seen> seenAtLast() throws InterruptedException {
    fence();
    for (int connection = 1; connection <= origin.connections(); connection++) {
      origin.awaitConnectionEnd(connection, LIMIT);
    }
    return seen().stream().filter(message -> !message.target().equals(FENCE)).toList();
  }

  /** Connections are accepted in their order: when this one is served, all before it are read. */
  private void fence() {
    try (Socket socket = new Socket(origin.uri().getHost(), origin.port())) {
      String request = "GET " + FENCE + " HTTP/1.1\r\nHost: " + origin.authority() + "\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(US_ASCII));
      if (socket.getInputStream().read() < 0) {
        throw new IOException("no answer");
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public int connections() {
    return origin.connections();
  }

  @Override
  public int openConnections() {
    return origin.openConnections();
  }

  @Override
  public void close() {
    origin.close();
  }
}
