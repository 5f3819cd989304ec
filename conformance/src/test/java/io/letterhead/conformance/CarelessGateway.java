package io.letterhead.conformance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A gateway that sends on whatever comes, byte for byte, behind a credential of its own. */
final class CarelessGateway implements AutoCloseable {
  private static final byte[] LOOPBACK = {127, 0, 0, 1};

  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getByAddress(LOOPBACK));
  private final RecordingOrigin origin;
  private final String prefix;
  private final String credential;

  CarelessGateway(RecordingOrigin origin, String prefix, String credential) throws IOException {
    this.origin = origin;
    this.prefix = prefix;
    this.credential = credential;
    start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private void accept() throws IOException {
    while (true) {
      Socket caller = server.accept();
      start(() -> serve(caller));
    }
  }

  private void serve(Socket caller) throws IOException {
    try (caller;
        Socket provider = new Socket(InetAddress.getByAddress(LOOPBACK), origin.port())) {
      String line = startLine(caller.getInputStream()).replace(prefix, "");
      String head = line + "\r\nx-api-key: " + credential + "\r\n";
      provider.getOutputStream().write(head.getBytes(ISO_8859_1));
      start(
          () -> {
            caller.getInputStream().transferTo(provider.getOutputStream());
            provider.shutdownOutput();
          });
      provider.getInputStream().transferTo(caller.getOutputStream());
    }
  }

  private static String startLine(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      line.write(c);
    }
    return line.toString(ISO_8859_1).replaceFirst("\r$", "");
  }

  private interface Task {
    void run() throws IOException;
  }

  private static void start(Task task) {
    Thread thread =
        new Thread(
            () -> {
              try {
                task.run();
              } catch (IOException connectionEnded) {
                Thread.currentThread().interrupt();
              }
            },
            "careless-gateway");
    thread.setDaemon(true);
    thread.start();
  }
}
