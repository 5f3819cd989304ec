package io.letterhead.apache;

import io.letterhead.conformance.OriginAnswer;
import io.letterhead.conformance.OriginConnection;
import io.letterhead.conformance.Responder;
import io.letterhead.conformance.WireMessage;
import java.io.IOException;
import java.net.Socket;
import java.util.Arrays;

/** A proxy that builds the tunnels that it is asked for, and refuses all else. */
final class TunnellingProxy implements Responder {

  @Override
  public void respond(WireMessage request, OriginConnection connection) throws IOException {
    if (!request.method().equals("CONNECT")) {
      OriginAnswer.of(405).respond(request, connection);
      return;
    }
    int colon = request.target().lastIndexOf(':');
    int port = Integer.parseInt(request.target().substring(colon + 1));
    try (Socket origin = new Socket(request.target().substring(0, colon), port)) {
      connection.write("HTTP/1.1 200 Tunnel\r\n\r\n");
      Thread back = new Thread(() -> relay(origin, connection), "tunnel");
      back.setDaemon(true);
      back.start();
      byte[] bytes = connection.readTunnel();
      while (bytes.length > 0) {
        origin.getOutputStream().write(bytes);
        bytes = connection.readTunnel();
      }
    }
    connection.close();
  }

  private static void relay(Socket origin, OriginConnection connection) {
    byte[] buffer = new byte[8192];
    try {
      int read = origin.getInputStream().read(buffer);
      while (read >= 0) {
        connection.write(Arrays.copyOf(buffer, read));
        read = origin.getInputStream().read(buffer);
      }
    } catch (IOException ended) {
      // Either end may close the tunnel: then there is nothing to relay any more.
    }
  }
}
