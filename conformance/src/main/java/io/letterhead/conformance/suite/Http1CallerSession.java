package io.letterhead.conformance.suite;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.letterhead.conformance.RawClient;
import io.letterhead.conformance.RawResponse;
import io.letterhead.conformance.WireField;
import java.io.IOException;
import java.util.Deque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A caller of a gateway over HTTP/1.1: one connection after the other carries one request after the
 * other. Safe for use by several threads.
 */
final class Http1CallerSession implements ConnectionSession {
  private final GatewayRoute route;
  private final Connector connector;
  private final Deque<RawClient> idle = new ConcurrentLinkedDeque<>();
  private final Queue<RawClient> all = new ConcurrentLinkedQueue<>();

  /** What connects to the gateway. */
  @FunctionalInterface
  interface Connector {
    RawClient connect() throws IOException;
  }

  Http1CallerSession(GatewayRoute route, Connector connector) {
    this.route = route;
    this.connector = connector;
  }

  @Override
  public CallerAnswer send(CallerRequest request) throws IOException {
    byte[] bytes = Http1CallerText.of(request, route).getBytes(ISO_8859_1);
    RawClient known = idle.pollFirst();
    RawClient client = known == null ? connected() : known;
    client.sendInBackground(bytes);
    RawResponse head =
        client
            .receiveHead()
            .orElseThrow(() -> new IOException("the connection ends without an answer"));
    boolean empty = request.method().equals("HEAD");
    boolean closes = closes(head);
    Http1Content content =
        Http1Content.of(
            client.input(),
            head,
            empty,
            () -> {
              if (!closes && client.sentAll()) {
                idle.addFirst(client);
              }
            });
    return new CallerAnswer(head.status(), head.fields(), content);
  }

  private RawClient connected() throws IOException {
    RawClient client = connector.connect();
    all.add(client);
    return client;
  }

  private static boolean closes(RawResponse head) {
    return head.head().startsWith("HTTP/1.0")
        || head.values("Connection").stream()
            .anyMatch(value -> WireField.lowerCase(value).contains("close"));
  }

  @Override
  public RawClient.Conversation sendRaw(String bytes) throws IOException {
    String text = bytes.replace("{host}", route.authority()).replace("{prefix}", route.prefix());
    try (RawClient client = connector.connect()) {
      client.sendInBackground(text.getBytes(ISO_8859_1));
      return client.receiveAll();
    }
  }

  /**
   * Ends the connections. Over each that is still good goes one more request, which nobody can
   * object to: when it is answered, all that the gateway took the bytes before it for is done.
   */
  @Override
  public void close() throws IOException {
    String last =
        "GET %s%s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
            .formatted(route.prefix(), GatewayOrigin.FENCE, route.authority());
    for (RawClient client : all) {
      try (client) {
        if (idle.contains(client)) {
          client.sendInBackground(last.getBytes(ISO_8859_1));
          client.readRest();
        }
      }
    }
  }
}
