package io.letterhead.vertx;

import com.google.common.base.Splitter;
import io.letterhead.conformance.OriginConnection;
import io.letterhead.conformance.Responder;
import io.letterhead.conformance.WireMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** An origin that accepts WebSockets and then does as its script says, each on its own thread. */
final class WebSocketOrigin implements Responder {

  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

  private final Script script;
  private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

  /** What an origin does with a WebSocket. */
  @FunctionalInterface
  interface Script {
    void run(WebSocketEnd caller, WebSocketOrigin origin) throws IOException, InterruptedException;
  }

  private WebSocketOrigin(Script script) {
    this.script = script;
  }

  static WebSocketOrigin of(Script script) {
    return new WebSocketOrigin(script);
  }

  /** Tells of each frame, sends data back, and answers a Close frame with its code. */
  static WebSocketOrigin echo() {
    return of(
        (caller, origin) -> {
          for (Optional<WebSocketFrame> frame = caller.receive();
              frame.isPresent();
              frame = caller.receive()) {
            WebSocketFrame received = frame.get();
            origin.tell(received.toString());
            caller.write(new WebSocketFrame(received.first(), false, received.payload()).bytes());
            if (received.opcode() == WebSocketFrame.CLOSE) {
              break;
            }
          }
          origin.tell("end");
          caller.close();
        });
  }

  /** Tells the test something. */
  void tell(String what) {
    told.add(what);
  }

  /** What the script tells next. */
  String awaitTold() throws InterruptedException {
    String next = told.poll(Running.LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    if (next == null) {
      throw new AssertionError("the origin tells nothing");
    }
    return next;
  }

  @Override
  public void respond(WireMessage request, OriginConnection connection)
      throws IOException, InterruptedException {
    StringBuilder head =
        new StringBuilder(
            Running.lines(
                "HTTP/1.1 101 Switching Protocols",
                "Connection: Upgrade",
                "Upgrade: websocket",
                "Sec-WebSocket-Accept: " + accept(request.values("Sec-WebSocket-Key").get(0))));
    List<String> protocols = request.values("Sec-WebSocket-Protocol");
    if (!protocols.isEmpty()) {
      head.append("Sec-WebSocket-Protocol: ")
          .append(Splitter.on(',').splitToList(protocols.get(0)).get(0))
          .append("\r\n");
    }
    connection.write(head.append("\r\n").toString());
    script.run(WebSocketEnd.origin(connection), this);
    connection.awaitPeerLeft();
    connection.close();
  }

  private static String accept(String key) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-1")
              .digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-1", e);
    }
  }
}
