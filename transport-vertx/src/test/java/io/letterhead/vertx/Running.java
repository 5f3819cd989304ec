package io.letterhead.vertx;

import io.letterhead.conformance.RawClient;
import io.letterhead.conformance.RawResponse;
import io.letterhead.conformance.RecordingOrigin;
import io.letterhead.policy.PolicyGeneration;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A gateway on a free port, in front of a recording origin. */
final class Running implements AutoCloseable {

  static final Duration LIMIT = Duration.ofSeconds(20);
  static final Timeouts TIMEOUTS =
      new Timeouts(
          Duration.ofSeconds(5),
          Duration.ofSeconds(15),
          Duration.ofSeconds(15),
          Duration.ofSeconds(10));

  private static final int EXCHANGES_AT_REST = 200;

  private final Gateway gateway;
  private final RecordingOrigin origin;
  private @Nullable CompletableFuture<Void> drained;

  private Running(Gateway gateway, RecordingOrigin origin) {
    this.gateway = gateway;
    this.origin = origin;
  }

  /** With the policy of {@link Policies#anthropic} and the given timeouts and limits. */
  static Running of(RecordingOrigin origin, GatewayConfig config) {
    PolicyGeneration generation = Policies.anthropic(origin.uri().toString());
    return of(origin, config, generation, DecisionListener.none());
  }

  static Running of(
      RecordingOrigin origin,
      GatewayConfig config,
      PolicyGeneration policy,
      DecisionListener listener) {
    return new Running(gateway(config, policy, listener), origin);
  }

  /** With the policy of {@link Policies#anthropic}, and memory that runs out as one likes. */
  static Running of(RecordingOrigin origin, GatewayConfig config, BooleanSupplier shortOfMemory) {
    Revision revision = new Revision("1", Policies.anthropic(origin.uri().toString()), config);
    return new Running(
        listening(Gateway.start(revision, DecisionListener.none(), shortOfMemory)), origin);
  }

  /** A gateway that listens. */
  static Gateway gateway(GatewayConfig config, PolicyGeneration policy, DecisionListener listener) {
    return listening(Gateway.start(config, policy, listener));
  }

  private static Gateway listening(CompletionStage<Gateway> started) {
    try {
      return started.toCompletableFuture().get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new CompletionException(e);
    }
  }

  /** Stops a gateway. */
  static void drain(Gateway gateway) {
    await(gateway.drain().toCompletableFuture());
  }

  private static void await(CompletableFuture<Void> drained) {
    try {
      drained.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new CompletionException(e);
    }
  }

  static Running start(RecordingOrigin origin) {
    return of(origin, config());
  }

  static GatewayConfig config() {
    return GatewayConfig.defaults().withListen("127.0.0.1", 0).withTimeouts(TIMEOUTS);
  }

  Gateway gateway() {
    return gateway;
  }

  RecordingOrigin origin() {
    return origin;
  }

  int port() {
    return gateway.port();
  }

  RawClient client() throws IOException {
    return RawClient.connect("127.0.0.1", port(), LIMIT);
  }

  /** Sends the text over a connection of its own and reads one response. */
  RawResponse exchange(String text) throws IOException {
    try (RawClient client = client()) {
      client.send(text);
      return client
          .receive()
          .orElseThrow(() -> new IOException("the connection ended without a response"));
    }
  }

  /**
   * Where a counter rests that has begun to move: it did not move while the gateway answered
   * others, with the same threads.
   */
  long comesToRest(AtomicLong counter) throws IOException {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    for (long last = -1; ; last = counter.get()) {
      for (int i = 0; i < EXCHANGES_AT_REST; i++) {
        exchange(lines("TRACE /v1/x HTTP/1.1", "Host: localhost", ""));
      }
      if (last > 0 && last == counter.get()) {
        return last;
      }
      if (System.nanoTime() > deadline) {
        throw new IOException("the counter does not come to rest");
      }
    }
  }

  /** Waits until a gauge of the admin address has that value; the configuration needs one. */
  void awaitGauge(String name, int value) throws IOException {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    String metrics = metrics();
    while (!metrics.contains("\nletterhead_" + name + " " + value + ".0\n")) {
      if (System.nanoTime() > deadline) {
        throw new IOException(name + " does not become " + value + ":\n" + metrics);
      }
      metrics = metrics();
    }
  }

  private String metrics() throws IOException {
    int admin = gateway.adminAddress().orElseThrow().port();
    try (RawClient client = RawClient.connect("127.0.0.1", admin, LIMIT)) {
      client.send(get("/metrics"));
      return client.receive().orElseThrow().body();
    }
  }

  /** A request without a body to the provider {@code anthropic}. */
  static String get(String path, String... fields) {
    return head("GET", path, fields) + "\r\n";
  }

  /** A request with a body to the provider {@code anthropic}. */
  static String post(String path, String body, String... fields) {
    return head("POST", path, fields) + "Content-Length: " + body.length() + "\r\n\r\n" + body;
  }

  private static String head(String method, String path, String... fields) {
    StringBuilder head =
        new StringBuilder(method)
            .append(' ')
            .append(path)
            .append(" HTTP/1.1\r\nHost: localhost\r\n");
    for (String field : fields) {
      head.append(field).append("\r\n");
    }
    return head.toString();
  }

  /** The lines, each with its CRLF. */
  static String lines(String... lines) {
    return String.join("\r\n", lines) + "\r\n";
  }

  /** Begins to drain; what that comes to is what {@link #close} waits for. */
  synchronized CompletableFuture<Void> drain() {
    if (drained == null) {
      drained = gateway.drain().toCompletableFuture();
    }
    return drained;
  }

  @Override
  public void close() {
    try {
      await(drain());
    } finally {
      origin.close();
    }
  }
}
