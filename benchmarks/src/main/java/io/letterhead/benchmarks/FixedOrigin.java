package io.letterhead.benchmarks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Locale;

/**
 * An origin that answers every request alike, in a process of its own: what it costs is nobody's
 * figure. Prints its port.
 */
final class FixedOrigin {

  private static final String BODY = "{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion\"}";
  private static final byte[] ANSWER =
      ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
              + BODY.length()
              + "\r\nDate: Sat, 21 Nov 2026 12:00:00 GMT\r\nx-request-id: req_0123456789abcdef\r\n"
              + "openai-processing-ms: 12\r\nx-ratelimit-remaining-requests: 9999\r\n"
              + "Server: fixed\r\n\r\n"
              + BODY)
          .getBytes(ISO_8859_1);

  private FixedOrigin() {}

  /**
   * Serves until its standard input ends.
   *
   * @param args none
   */
  public static void main(String[] args) throws IOException {
    ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    System.out.println(server.getLocalPort());
    Thread accepting =
        new Thread(
            () -> {
              while (true) {
                try {
                  Socket socket = server.accept();
                  Thread serving = new Thread(() -> serve(socket));
                  serving.setDaemon(true);
                  serving.start();
                } catch (IOException e) {
                  throw new IllegalStateException(e);
                }
              }
            });
    accepting.setDaemon(true);
    accepting.start();
    while (System.in.read() >= 0) {
      // The one who started it has ended when this ends.
    }
  }

  private static void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(socket.getInputStream());
      OutputStream out = new BufferedOutputStream(socket.getOutputStream());
      while (readRequest(in)) {
        out.write(ANSWER);
        out.flush();
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Reads a request with a {@code Content-Length} or without a body; whether there was one. */
  private static boolean readRequest(InputStream in) throws IOException {
    int length = 0;
    while (true) {
      StringBuilder line = new StringBuilder();
      for (int b = in.read(); b != '\n'; b = in.read()) {
        if (b < 0) {
          return false;
        }
        line.append((char) b);
      }
      String text = line.toString().trim().toLowerCase(Locale.ROOT);
      if (text.isEmpty()) {
        in.skipNBytes(length);
        return true;
      }
      if (text.startsWith("content-length:")) {
        length = Integer.parseInt(text.substring(15).trim());
      }
    }
  }
}
