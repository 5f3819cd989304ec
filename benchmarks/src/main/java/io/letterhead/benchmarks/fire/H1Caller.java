package io.letterhead.benchmarks.fire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.letterhead.conformance.RawClient;
import io.letterhead.conformance.RawResponse;
import java.io.IOException;
import java.net.SocketException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A caller over one connection of HTTP/1.1 in clear, and over the next one where that ends. */
final class H1Caller implements Caller {

  private static final int BACKGROUND = 1 << 16;
  private static final long LONGEST_NANOS = LIMIT.toNanos() / 3;

  private final int port;
  private @Nullable RawClient client;
  private long since;

  H1Caller(int port) {
    this.port = port;
  }

  @Override
  public Answer post(String path, Map<String, String> fields, String body) throws IOException {
    RawClient open = connection();
    StringBuilder request = new StringBuilder("POST ").append(path).append(" HTTP/1.1\r\n");
    request.append("Host: localhost\r\n");
    fields.forEach((name, value) -> request.append(name).append(": ").append(value).append("\r\n"));
    request.append("Content-Length: ").append(body.length()).append("\r\n\r\n").append(body);
    Optional<RawResponse> response;
    try {
      if (body.length() > BACKGROUND) {
        open.sendInBackground(request.toString().getBytes(ISO_8859_1));
      } else {
        open.send(request.toString());
      }
      response = open.receive();
    } catch (SocketException broken) {
      close();
      return Answer.NONE;
    }
    if (response.isEmpty()) {
      close();
      return Answer.NONE;
    }
    RawResponse got = response.get();
    if (!got.complete() || got.values("Connection").contains("close")) {
      close();
    }
    return new Answer(got.status(), got.body(), got.complete());
  }

  private RawClient connection() throws IOException {
    if (client != null && System.nanoTime() - since > LONGEST_NANOS) {
      close(); // a client's time is counted from its start
    }
    if (client == null) {
      client = RawClient.connect(FireOrigin.HOST, port, LIMIT);
      since = System.nanoTime();
    }
    return client;
  }

  @Override
  public void close() throws IOException {
    if (client != null) {
      client.close();
      client = null;
    }
  }
}
