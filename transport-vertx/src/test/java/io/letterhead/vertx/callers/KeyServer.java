package io.letterhead.vertx.callers;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Where an issuer's keys are, on loopback: answers as it is told, and counts. */
final class KeyServer implements AutoCloseable {

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicInteger requests = new AtomicInteger();
  private volatile HttpHandler answer;

  private KeyServer(HttpServer server, HttpHandler answer) {
    this.server = server;
    this.answer = answer;
  }

  static KeyServer start(String keys) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      KeyServer created = new KeyServer(server, body(200, keys));
      server.setExecutor(created.threads);
      server.createContext(
          "/",
          exchange -> {
            created.requests.incrementAndGet();
            try (exchange) {
              created.answer.handle(exchange);
            }
          });
      server.start();
      return created;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/keys");
  }

  JwtIssuer issuer() {
    return new JwtIssuer(uri(), Issuer.NAME, Issuer.AUDIENCE);
  }

  /** How many requests have come. */
  int requests() {
    return requests.get();
  }

  void answer(HttpHandler handler) {
    answer = handler;
  }

  void answer(int status, String body) {
    answer = body(status, body);
  }

  /** From now on it does not answer. */
  void stall() {
    answer = exchange -> waitUntilClosed();
  }

  /** Sends a head, and then nothing. */
  void stallInTheBody() {
    answer =
        exchange -> {
          exchange.sendResponseHeaders(200, 100);
          exchange.getResponseBody().flush();
          waitUntilClosed();
        };
  }

  private void waitUntilClosed() {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  static HttpHandler body(int status, String body) {
    return exchange -> respond(exchange, status, body);
  }

  static void respond(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
