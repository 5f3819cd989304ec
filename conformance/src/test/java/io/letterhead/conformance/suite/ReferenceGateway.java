package io.letterhead.conformance.suite;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.letterhead.conformance.OriginCertificate;
import io.letterhead.conformance.WireField;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * A gateway over HTTP/1.1 that meets every requirement: the reference transport behind a reader of
 * its own. Each connection has a daemon thread.
 */
final class ReferenceGateway implements AutoCloseable {
  private static final String PREFIX = "/provider";

  private final FrontSteps steps;
  private final GatewayOrigin origin;
  private final PolicyUnderTest policy;
  private final ServerSocket server;

  private ReferenceGateway(FrontSteps steps, GatewayOrigin origin) throws IOException {
    this.steps = steps;
    this.origin = origin;
    this.policy = origin.policy();
    this.server = new ServerSocket(0, 1024, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    daemon(this::accept);
  }

  /** A gateway in front of an origin of its own. */
  static ReferenceGateway start(FrontSteps steps, OriginCertificate certificate) {
    try {
      return new ReferenceGateway(
          steps, GatewayOrigin.listen(Wire.H1, "127.0.0.1", 0, certificate));
    } catch (IOException noPort) {
      throw new UncheckedIOException(noPort);
    }
  }

  /** What measures it. */
  Suite suite(String name, Duration limit) {
    URI route = URI.create("http://" + authority() + PREFIX);
    GatewayTransport transport =
        GatewayTransport.at(route).named(name).claiming(Set.of(Feature.TRAILERS)).within(limit);
    return Suite.of(transport, origin);
  }

  private String authority() {
    return "127.0.0.1:" + server.getLocalPort();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket caller = server.accept();
        daemon(() -> serve(caller));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket caller) {
    try (caller) {
      caller.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(caller.getInputStream());
      boolean more = true;
      for (int number = 1; more; number++) {
        more = exchange(in, caller.getOutputStream(), number);
      }
      caller.shutdownOutput();
      in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException broken) {
      // The caller has left, or is to see that the answer breaks off: either way this is the end.
    }
  }

  /** Serves one request; false when none follows it. */
  private boolean exchange(InputStream in, OutputStream out, int number) throws IOException {
    FrontMessage message = new FrontMessage(number);
    try {
      String head = steps.head(in);
      if (head.isEmpty()) {
        return false;
      }
      read(head, in, message);
    } catch (FrontRefusal refusal) {
      answer(out, refusal.status(), List.of(), "", steps.endsAfterRefusal());
      return !steps.endsAfterRefusal();
    }
    forward(message, out);
    return !message.closes();
  }

  private void read(String head, InputStream in, FrontMessage message)
      throws IOException, FrontRefusal {
    String[] lines = head.split("\r\n", -1);
    steps.start(lines[0], message);
    for (String line : List.of(lines).subList(1, lines.length)) {
      steps.line(line, message);
    }
    steps.host(message, authority());
    steps.target(message, authority(), PREFIX);
    steps.content(in, steps.framing(message), message);
  }

  private void forward(FrontMessage message, OutputStream out) throws IOException {
    Steps written =
        new Steps() {
          @Override
          Outbound written(Outbound decided, CallerRequest request) {
            return steps.written(decided, message);
          }
        };
    Answered answer;
    try (TransportSession session = new ReferenceTransport("behind", written).open(policy)) {
      answer = Answered.read(session.send(message.request()));
    } catch (IOException failure) {
      answer(out, 502, List.of(), "", message.closes());
      return;
    } catch (Exception rejected) {
      answer(out, 400, List.of(), "", message.closes());
      return;
    }
    if (!answer.complete()) {
      throw new IOException("the answer breaks off");
    }
    answer(out, answer.status(), answer.fields(), answer.content(), message.closes());
  }

  private static void answer(
      OutputStream out, int status, List<WireField> fields, String content, boolean closes)
      throws IOException {
    StringBuilder text = new StringBuilder("HTTP/1.1 " + status + " Answer\r\n");
    fields.stream()
        .filter(f -> !f.isNamed("Content-Length"))
        .forEach(f -> text.append(f.name()).append(": ").append(f.value()).append("\r\n"));
    text.append(closes ? "Connection: close\r\n" : "");
    text.append("Content-Length: ").append(content.length()).append("\r\n\r\n").append(content);
    out.write(text.toString().getBytes(ISO_8859_1));
    out.flush();
  }

  private static void daemon(Runnable task) {
    Thread thread = new Thread(task, "reference-gateway");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    server.close();
    origin.close();
  }
}
