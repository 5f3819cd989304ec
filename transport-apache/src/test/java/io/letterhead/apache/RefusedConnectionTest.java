package io.letterhead.apache;

import static org.assertj.core.api.Assertions.assertThat;

import io.letterhead.conformance.H2Answer;
import io.letterhead.conformance.H2RecordingOrigin;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.junit.jupiter.api.Test;

/** What a refusal costs others: nothing. */
class RefusedConnectionTest {

  private static final int ATTEMPTS = 20;
  private static final int WARMING = 3;

  /** How many connections HttpClient's pool has for one route at most. */
  private static final int PER_ROUTE = 5;

  /** Rows whose requests go another way, for which there is no connection yet. */
  private static final Set<String> OTHER_ROUTES = Set.of("A-39", "A-40");

  @Test
  void classicRefusalsKeepTheConnection() throws Exception {
    try (H1Origin origin = H1Origin.start();
        ClassicClient client = Clients.classic(origin, builder -> {})) {
      assertKeepsConnections(origin, client);
    }
  }

  @Test
  void asyncRefusalsKeepTheConnection() throws Exception {
    try (H1Origin origin = H1Origin.start();
        AsyncClient client = Clients.async(origin, builder -> {})) {
      assertKeepsConnections(origin, client);
    }
  }

  @Test
  void refusalsOverHttp2KeepTheConnection() throws Exception {
    try (H2Origin origin = H2Origin.start();
        AsyncClient client = Clients.async(origin, Clients::http2)) {
      assertKeepsConnections(origin, client);
    }
  }

  /** Every attack that is refused, while others wait for their answers on the same connection. */
  @Test
  void refusalsOverHttp2KeepTheStreamsOfOthers() throws Exception {
    CountDownLatch gate = new CountDownLatch(1);
    H2RecordingOrigin recording = H2RecordingOrigin.startClear();
    recording.answerWith(
        request -> {
          if (request.path().startsWith("/v1/slow")) {
            gate.await();
          }
          return H2Answer.of(200);
        });
    try (H2Origin origin = new H2Origin(recording);
        AsyncClient client = Clients.async(origin, Clients::http2)) {
      int connections = warm(origin, client);
      List<Future<SimpleHttpResponse>> others = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        others.add(client.begin(new AttackRequest(origin.uri()).path("/v1/slow/" + i)));
      }
      for (ClientAttack attack : ClientAttacks.of(ClientKind.ASYNC_H2)) {
        AttackRequest request = new AttackRequest(origin.uri());
        attack.caller().accept(request);
        if (attack.expectation() instanceof ClientExpectation.Refused
            && !OTHER_ROUTES.contains(attack.row())) {
          assertThat(client.send(request).refusal()).as(attack.toString()).isPresent();
        }
      }
      gate.countDown();
      for (Future<SimpleHttpResponse> other : others) {
        assertThat(other.get(20, TimeUnit.SECONDS).getCode()).isEqualTo(200);
      }
      assertThat(origin.connections()).isEqualTo(connections);
      assertThat(origin.seen()).hasSize(5 + WARMING).flatMap(SeenOracle::violations).isEmpty();
    }
  }

  /** Values that pass, whatever a writer of HTTP/2 thinks of them. */
  @Test
  void oddValuesOverHttp2KeepTheStreamsOfOthers() throws Exception {
    try (H2Origin origin = H2Origin.start();
        AsyncClient client = Clients.async(origin, Clients::http2)) {
      int connections = warm(origin, client);
      for (String value : List.of("a\tb", "", "\"", "a".repeat(60_000), "a: b", "a,b;c=d")) {
        ClientOutcome outcome =
            client.send(new AttackRequest(origin.uri()).field("anthropic-beta", value));
        assertThat(outcome.status()).isEqualTo(200);
      }
      assertThat(origin.connections()).isEqualTo(connections);
    }
  }

  /**
   * No refusal ends a connection. The async client answers before it gives a connection back to the
   * pool, so that a request that comes at once may open one more, up to the pool's bound.
   */
  private static void assertKeepsConnections(AttackOrigin origin, ClientUnderTest client)
      throws InterruptedException {
    warm(origin, client);
    for (int i = 0; i < ATTEMPTS; i++) {
      AttackRequest refused =
          new AttackRequest(origin.uri()).field("anthropic-beta", ClientAttack.CANARY + "\r\n");
      assertThat(client.send(refused).refusal()).isPresent();
    }
    assertThat(client.send(new AttackRequest(origin.uri())).status()).isEqualTo(200);
    assertThat(origin.connections()).isLessThanOrEqualTo(PER_ROUTE);
    assertThat(origin.openConnections()).isEqualTo(origin.connections());
    assertThat(origin.seen()).hasSize(WARMING + 1);
  }

  /**
   * Requests that open the connection: a second one that comes before HttpClient's pool knows that
   * the first connection speaks HTTP/2 opens another.
   */
  private static int warm(AttackOrigin origin, ClientUnderTest client) throws InterruptedException {
    for (int i = 0; i < WARMING; i++) {
      assertThat(client.send(new AttackRequest(origin.uri())).status()).isEqualTo(200);
    }
    return origin.connections();
  }
}
