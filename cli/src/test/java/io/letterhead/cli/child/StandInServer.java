package io.letterhead.cli.child;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A program that stands in for {@code vllm serve}: it has a worker process, is not ready at once,
 * and where {@code VLLM_API_KEY} is set asks for that key at {@code /v1}, not at {@code /health}.
 *
 * <p>Its arguments: {@code --port=PORT}; {@code --record=FILE}, which it writes what it was given
 * to; {@code --unready=N}, how many questions it refuses before it is ready, the second by a
 * redirect, unless there is a file {@code FILE.ready}; {@code --exit=STATUS}, at once.
 */
public final class StandInServer {

  private final Map<String, String> given;
  private final AtomicInteger asked = new AtomicInteger();
  private final CountDownLatch held = new CountDownLatch(1);

  private StandInServer(Map<String, String> given) {
    this.given = given;
  }

  /** Runs it until it is ended. */
  public static void main(String[] arguments) throws IOException {
    Map<String, String> given = new HashMap<>();
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      if (equals > 0) {
        given.put(argument.substring(0, equals), argument.substring(equals + 1));
      }
    }
    if (given.containsKey("--exit")) {
      Runtime.getRuntime().halt(Integer.parseInt(given.get("--exit")));
    }
    new StandInServer(given).start(List.of(arguments));
  }

  private void start(List<String> arguments) throws IOException {
    Process worker = new ProcessBuilder("sleep", "600").start();
    HttpServer server =
        HttpServer.create(
            new InetSocketAddress(
                InetAddress.getLoopbackAddress(), Integer.parseInt(given.get("--port"))),
            0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext("/health", this::health);
    server.createContext("/v1/", this::model);
    server.createContext("/v1/held", this::hold);
    server.start();
    List<String> lines = new ArrayList<>();
    lines.add("pid=" + ProcessHandle.current().pid());
    lines.add("worker=" + worker.pid());
    arguments.forEach(argument -> lines.add("argument=" + argument));
    System.getenv().forEach((name, value) -> lines.add("variable=" + name + "=" + value));
    Path file = Path.of(given.get("--record"));
    Path whole = Files.write(file.resolveSibling(file.getFileName() + ".new"), lines);
    Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
    System.out.println("the stand-in prints to its standard output");
  }

  private void health(HttpExchange exchange) throws IOException {
    Files.writeString(
        Path.of(given.get("--record") + ".asked"),
        exchange.getRemoteAddress().getPort()
            + " "
            + exchange.getRequestURI()
            + " "
            + exchange.getRequestHeaders().getFirst("Authorization")
            + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
    int before = asked.getAndIncrement();
    if (before >= Integer.parseInt(given.getOrDefault("--unready", "0"))
        || Files.exists(Path.of(given.get("--record") + ".ready"))) {
      answer(exchange, 200, "");
    } else if (before == 1) {
      exchange.getResponseHeaders().add("Location", "/health");
      answer(exchange, 302, "");
    } else {
      answer(exchange, 503, "");
    }
  }

  private void model(HttpExchange exchange) throws IOException {
    String key = System.getenv("VLLM_API_KEY");
    String sent = exchange.getRequestHeaders().getFirst("Authorization");
    boolean known = key == null || ("Bearer " + key).equals(sent);
    answer(exchange, known ? 200 : 401, known ? "a model" : "");
  }

  /** Answers once the release is asked for. */
  private void hold(HttpExchange exchange) throws IOException {
    if (exchange.getRequestURI().getPath().endsWith("/release")) {
      held.countDown();
      answer(exchange, 200, "");
      return;
    }
    Files.writeString(Path.of(given.get("--record") + ".held"), "");
    try {
      held.await();
      answer(exchange, 200, "at last");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void answer(HttpExchange exchange, int status, String body) {
    try (exchange) {
      byte[] bytes = body.getBytes(UTF_8);
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
