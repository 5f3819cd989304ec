package io.letterhead.vertx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableSet;
import io.letterhead.conformance.EventStream;
import io.letterhead.conformance.OriginAnswer;
import io.letterhead.conformance.RawClient;
import io.letterhead.conformance.RawResponse;
import io.letterhead.conformance.RecordingOrigin;
import io.letterhead.conformance.Responders;
import io.letterhead.policy.Decision;
import io.letterhead.policy.OutboundHead;
import io.letterhead.policy.Owner;
import io.letterhead.policy.PolicyGeneration;
import io.letterhead.policy.Removal;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Starting, listening, guarding, listening to decisions, draining. */
final class GatewayTest {

  @Test
  void itDoesNotListenBeyondLoopbackUnasked() {
    for (String host : List.of("0.0.0.0", "::", "192.0.2.1", "gateway.example", "")) {
      assertThatIllegalArgumentException()
          .isThrownBy(
              () ->
                  Gateway.start(
                      GatewayConfig.defaults().withListen(host, 0),
                      Policies.anthropic("http://127.0.0.1:9"),
                      DecisionListener.none()))
          .withMessageContaining("callers: none");
    }
  }

  @Test
  void itDoesNotStartWhereALibrarysChecksAreOff() {
    Map<String, String> switches =
        Map.of(
            "vertx.disableHttpHeadersValidation", "true",
            "io.netty.handler.codec.http.defaultStrictLineParsing", "false",
            "io.netty.handler.codec.http.rfc9112TransferEncoding", "false");
    switches.forEach(
        (property, value) -> {
          System.setProperty(property, value);
          try {
            assertThatIllegalStateException()
                .isThrownBy(
                    () ->
                        Gateway.start(
                            Running.config(),
                            Policies.anthropic("http://127.0.0.1:9"),
                            DecisionListener.none()))
                .withMessageContaining(property);
          } finally {
            System.clearProperty(property);
          }
        });
  }

  @Test
  void aPortThatIsTakenFailsTheStart() throws Exception {
    try (Running running = Running.start(RecordingOrigin.start())) {
      CompletableFuture<Gateway> second =
          Gateway.start(
                  Running.config().withListen("127.0.0.1", running.port()),
                  Policies.anthropic("http://127.0.0.1:9"),
                  DecisionListener.none())
              .toCompletableFuture();
      assertThatThrownBy(() -> second.get(20, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class)
          .hasRootCauseInstanceOf(IOException.class);
    }
  }

  @Test
  void configuredHostsAndPagesAreServed() throws Exception {
    GatewayConfig config =
        Running.config()
            .withHosts(ImmutableSet.of("Gateway.Internal"))
            .withCorsOrigins(ImmutableSet.of("https://ui.example"));
    try (Running running = Running.of(RecordingOrigin.start(), config)) {
      for (String host :
          List.of(
              "gateway.internal",
              "GATEWAY.internal:8080",
              "127.3.2.1",
              "[::1]:80",
              "localhost",
              "a.localhost",
              "LOCALHOST")) {
        assertThat(
                running.exchange(Running.lines("GET /v1/x HTTP/1.1", "Host: " + host, "")).status())
            .as(host)
            .isEqualTo(200);
      }
      assertThat(running.exchange(Running.get("/v1/x", "Origin: https://ui.example")).status())
          .isEqualTo(200);
      assertThat(running.exchange(Running.get("/v1/x", "Origin: https://UI.example")).status())
          .isEqualTo(403);
      assertThat(
              running
                  .exchange(
                      Running.get(
                          "/v1/x", "Origin: https://ui.example", "Origin: https://ui.example"))
                  .status())
          .isEqualTo(403);
    }
  }

  @Test
  void aRouteIsAWholeSegmentAndHasItsCase() throws Exception {
    RecordingOrigin one = RecordingOrigin.start(OriginAnswer.of(200).withBody("one"));
    try (RecordingOrigin two = RecordingOrigin.start(OriginAnswer.of(200).withBody("two"))) {
      PolicyGeneration generation =
          Policies.generation(
              Map.of(),
              Policies.provider("one", one.uri() + "/base"),
              Policies.provider("on", two.uri().toString()));
      try (Running running =
          Running.of(one, Running.config(), generation, DecisionListener.none())) {
        assertThat(running.exchange(Running.get("/one/x?a=b")).body()).isEqualTo("one");
        assertThat(running.exchange(Running.get("/on")).body()).isEqualTo("two");
        assertThat(running.exchange(Running.get("/%6fn/../one/%78")).body()).isEqualTo("one");
        assertThat(one.requests().stream().map(r -> r.target()))
            .containsExactly("/base/x?a=b", "/base/x");
        assertThat(two.requests().get(0).target()).isEqualTo("/");
        for (String path : List.of("/", "/x", "/ones/x", "/One/x", "/one%2Fx")) {
          assertThat(running.exchange(Running.get(path)).status()).as(path).isEqualTo(404);
        }
      }
    }
  }

  @Test
  void aListenerHearsWhatLeavesAndWhatDoesNot() throws Exception {
    Queue<String> heard = new ConcurrentLinkedQueue<>();
    RecordingOrigin origin = RecordingOrigin.start();
    PolicyGeneration generation = Policies.anthropic(origin.uri().toString());
    DecisionListener listener =
        (provider, request, leaves, decision) -> {
          StringBuilder line = new StringBuilder(provider).append(' ').append(request.method());
          for (int i = 0; i < leaves.size(); i++) {
            line.append(' ').append(leaves.name(i)).append('=').append(leaves.owner(i).id());
          }
          for (int i = 0; i < leaves.removedSize(); i++) {
            Removal why = leaves.removal(i);
            line.append(' ').append(leaves.removedName(i)).append('-').append(why.id());
          }
          heard.add(line + " " + (decision instanceof Decision.Forward));
        };
    try (Running running = Running.of(origin, Running.config(), generation, listener)) {
      running.exchange(Running.get("/v1/x", "x-api-key: evil", "anthropic-beta: b"));
      running.exchange(Running.get("/v1/x", "anthropic-beta: \u00e9"));
    }
    assertThat(heard)
        .hasSize(2)
        .first()
        .isEqualTo(
            "anthropic GET anthropic-beta=caller x-api-key=policy Host-transport x-api-key-sealed"
                + " true");
    assertThat(heard).last().asString().endsWith("false");
  }

  @Test
  void aListenerThatMeddlesChangesNothing() throws Exception {
    RecordingOrigin origin = RecordingOrigin.start();
    PolicyGeneration generation = Policies.anthropic(origin.uri().toString());
    DecisionListener meddler =
        (provider, request, leaves, decision) -> add(leaves, "x-api-key", "evil");
    try (Running running = Running.of(origin, Running.config(), generation, meddler)) {
      assertThat(running.exchange(Running.get("/v1/x")).status()).isEqualTo(200);
    }
    assertThat(origin.requests().get(0).values("x-api-key")).containsExactly(Policies.SECRET);
  }

  private static void add(OutboundHead head, String name, String value) {
    head.leaves(name, value, Owner.POLICY);
  }

  @Test
  void aListenerThatThrowsFailsTheRequestAlone() throws Exception {
    RecordingOrigin origin = RecordingOrigin.start();
    PolicyGeneration generation = Policies.anthropic(origin.uri().toString());
    DecisionListener broken =
        (provider, request, leaves, decision) -> {
          if (request.target().path().equals("/v1/throw")) {
            throw new IllegalStateException("canary");
          }
        };
    try (Running running = Running.of(origin, Running.config(), generation, broken)) {
      RawResponse response = running.exchange(Running.get("/v1/throw"));
      assertThat(response.status()).isEqualTo(500);
      assertThat(response.body()).contains("\"code\":\"internal\"").doesNotContain("canary");
      assertThat(running.exchange(Running.get("/v1/x")).status()).isEqualTo(200);
    }
    assertThat(origin.requests()).hasSize(1);
  }

  @Test
  void connectionsBeyondTheLimitAreClosed() throws Exception {
    GatewayConfig config = Running.config().withLimits(new Limits(100, 8192, 1000, 2));
    try (Running running = Running.of(RecordingOrigin.start(), config);
        RawClient one = running.client();
        RawClient two = running.client()) {
      for (RawClient client : List.of(one, two)) {
        client.send(Running.get("/v1/x"));
        assertThat(client.receive().orElseThrow().status()).isEqualTo(200);
      }
      try (RawClient three = running.client()) {
        assertThat(three.readRest().end()).isNotEqualTo(RawClient.End.OPEN);
      }
      one.send(Running.get("/v1/x"));
      assertThat(one.receive().orElseThrow().status()).isEqualTo(200);
    }
  }

  /** A connection that comes while the listener closes may still be accepted, and then be reset. */
  private static void awaitRefusal(Running running) throws IOException {
    long deadline = System.nanoTime() + Running.LIMIT.toNanos();
    while (System.nanoTime() < deadline) {
      try {
        running.client().close();
      } catch (ConnectException refused) {
        return;
      } catch (SocketException reset) {
        Thread.onSpinWait();
      }
    }
    throw new AssertionError("connections are still accepted");
  }

  @Test
  void drainingEndsWhatIsUnderWayAndClosesWhatIsNot() throws Exception {
    EventStream events = EventStream.open();
    RecordingOrigin origin = RecordingOrigin.start();
    Running running = Running.start(origin);
    try (RawClient idle = running.client();
        RawClient streaming = running.client();
        RawClient waiting = running.client()) {
      idle.send(Running.get("/v1/x"));
      assertThat(idle.receive().orElseThrow().status()).isEqualTo(200);

      origin.answerWith(events);
      streaming.send(Running.get("/v1/events"));
      events.send("one");
      streaming.readUntil("one\n\n\r\n");

      CompletableFuture<Void> release = new CompletableFuture<>();
      origin.answerWith(
          (request, connection) -> {
            release.join();
            OriginAnswer.of(200).withBody("late").respond(request, connection);
          });
      waiting.send(Running.get("/v1/late"));
      origin.awaitRequests(3, Running.LIMIT);

      CompletableFuture<Void> drained = running.gateway().drain().toCompletableFuture();
      assertThat(idle.readRest()).isEqualTo(new RawClient.Rest("", RawClient.End.CLOSED));
      awaitRefusal(running);

      events.send("two");
      streaming.readUntil("two\n\n\r\n");
      assertThat(drained).isNotDone();
      events.end();
      assertThat(streaming.readRest())
          .isEqualTo(new RawClient.Rest("0\r\n\r\n", RawClient.End.CLOSED));

      release.complete(null);
      RawResponse late = waiting.receive().orElseThrow();
      assertThat(late.body()).isEqualTo("late");
      assertThat(late.values("Connection")).containsExactly("close");
      assertThat(waiting.readRest().end()).isEqualTo(RawClient.End.CLOSED);
      drained.get(20, TimeUnit.SECONDS);
    } finally {
      origin.close();
    }
  }

  @Test
  void whatIsRefusedWhileDrainingSaysThatTheConnectionCloses() throws Exception {
    CompletableFuture<Void> release = new CompletableFuture<>();
    RecordingOrigin origin =
        RecordingOrigin.start(
            (request, connection) -> {
              release.join();
              OriginAnswer.of(99).respond(request, connection);
            });
    Running running = Running.start(origin);
    try (RawClient client = running.client()) {
      client.send(Running.get("/v1/x"));
      origin.awaitRequests(1, Running.LIMIT);
      CompletableFuture<Void> drained = running.gateway().drain().toCompletableFuture();
      awaitRefusal(running);
      release.complete(null);

      RawResponse refused = client.receive().orElseThrow();
      assertThat(refused.status()).isEqualTo(502);
      assertThat(refused.values("Connection")).containsExactly("close");
      assertThat(client.readRest().end()).isEqualTo(RawClient.End.CLOSED);
      drained.get(20, TimeUnit.SECONDS);
    } finally {
      origin.close();
    }
  }

  @Test
  void aStartThatFailsLeavesNoThread() throws Exception {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    GatewayConfig bad =
        Running.config().toBuilder().redis(Optional.of(URI.create("http://127.0.0.1"))).build();

    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Gateway.start(
                    bad, Policies.anthropic("http://127.0.0.1:9"), DecisionListener.none()));

    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (!before.contains(thread) && thread.getName().startsWith("vertx-blocked-thread-checker")) {
        thread.join(Running.LIMIT.toMillis());
        assertThat(thread.isAlive()).isFalse();
      }
    }
  }

  @Test
  void drainingDoesNotWaitForever() throws Exception {
    RecordingOrigin origin = RecordingOrigin.start(Responders.stall());
    Timeouts soon =
        new Timeouts(
            Duration.ofSeconds(5),
            Duration.ofSeconds(60),
            Duration.ofSeconds(60),
            Duration.ofMillis(200));
    Running running = Running.of(origin, Running.config().withTimeouts(soon));
    try (RawClient client = running.client()) {
      client.send(Running.get("/v1/x"));
      origin.awaitRequests(1, Running.LIMIT);
      running.gateway().drain().toCompletableFuture().get(20, TimeUnit.SECONDS);
      assertThat(client.readRest().end()).isNotEqualTo(RawClient.End.OPEN);
    } finally {
      origin.close();
    }
  }
}
