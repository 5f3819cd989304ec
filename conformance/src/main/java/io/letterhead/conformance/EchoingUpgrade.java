package io.letterhead.conformance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** Accepts an upgrade to one protocol, and sends back every byte that the tunnel carries. */
final class EchoingUpgrade implements Responder {
  private static final String WEBSOCKET_GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

  private final String protocol;

  EchoingUpgrade(String protocol) {
    this.protocol = protocol;
  }

  @Override
  public void respond(WireMessage request, OriginConnection connection)
      throws IOException, InterruptedException {
    boolean asked =
        request.values("Upgrade").stream()
            .anyMatch(p -> WireField.lowerCase(p).equals(WireField.lowerCase(protocol)));
    if (!asked) {
      OriginAnswer.of(426).with("Upgrade", protocol).respond(request, connection);
      return;
    }
    OriginAnswer accepted =
        OriginAnswer.of(101).with("Connection", "Upgrade").with("Upgrade", protocol);
    for (String key : request.values("Sec-WebSocket-Key")) {
      accepted = accepted.with("Sec-WebSocket-Accept", accept(key));
    }
    accepted.respond(request, connection);
    byte[] bytes = connection.readTunnel();
    while (bytes.length > 0) {
      connection.write(bytes);
      bytes = connection.readTunnel();
    }
    connection.close();
  }

  private static String accept(String key) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-1").digest((key + WEBSOCKET_GUID).getBytes(ISO_8859_1));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-1", e);
    }
  }
}
