package io.letterhead.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import io.letterhead.conformance.EventStream;
import io.letterhead.conformance.RawClient;
import io.letterhead.conformance.RawResponse;
import io.letterhead.conformance.RecordingOrigin;
import io.letterhead.conformance.Responders;
import io.letterhead.conformance.WireMessage;
import io.letterhead.policy.PolicyGeneration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Callers at the same time, each with data and credentials of its own, on every kind of way. */
final class ConcurrentCallersTest {

  private static final int CALLERS = 50;
  private static final int ROUNDS = 8;

  @Test
  void G7_fiftyCallersAtTheSameTimeSendTheirOwnDataAndCredentialsAndNobodyElses() throws Exception {
    RecordingOrigin origin = RecordingOrigin.start(Responders.echo());
    ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
    try (Running running = running(origin)) {
      CountDownLatch together = new CountDownLatch(CALLERS);
      List<Future<Integer>> answered = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        int caller = i;
        answered.add(
            threads.submit(
                () -> {
                  try (RawClient client = running.client()) {
                    together.countDown();
                    together.await();
                    for (int round = 0; round < ROUNDS; round++) {
                      client.send(request(caller, round));
                      assertThat(client.receive().orElseThrow().status()).isEqualTo(200);
                    }
                    return ROUNDS;
                  }
                }));
      }
      for (Future<Integer> rounds : answered) {
        assertThat(rounds.get(60, TimeUnit.SECONDS)).isEqualTo(ROUNDS);
      }
      List<WireMessage> received = origin.awaitRequests(CALLERS * ROUNDS, Running.LIMIT);
      assertThat(received).hasSize(CALLERS * ROUNDS).allMatch(WireMessage::isWellFormed);
      received.forEach(ConcurrentCallersTest::assertOwn);
    } finally {
      threads.shutdownNow();
    }
  }

  /** Every fourth request brings nothing, so that what an earlier one brought could still show. */
  private static String request(int caller, int round) {
    String id = id(caller, round);
    String path = "/vllm/v1/" + caller + "/" + round;
    return round % 4 == 3
        ? Running.post(path, id, CallerDataPolicy.CARRIER + ": {}")
        : Running.post(
            path,
            id,
            CallerDataPolicy.data("tenant-" + id, "sub-" + id, "token-" + id),
            CallerDataPolicy.BRING_FIELD + ": key-" + id);
  }

  private static String id(int caller, int round) {
    return "c" + caller + "r" + round + ".";
  }

  private static void assertOwn(WireMessage message) {
    String[] segments = message.target().split("/", -1);
    int round = Integer.parseInt(segments[3]);
    String id = id(Integer.parseInt(segments[2]), round);
    assertThat(message.content()).isEqualTo(id);
    if (round % 4 == 3) {
      assertThat(message.values("X-Tenant")).isEmpty();
      assertThat(message.values("X-MaaS-Subscription")).isEmpty();
      assertLeaves(message, CallerDataPolicy.TOKEN, CallerDataPolicy.KEY);
    } else {
      assertThat(message.values("X-Tenant")).containsExactly("tenant-" + id);
      assertThat(message.values("X-MaaS-Subscription")).containsExactly("sub-" + id);
      assertLeaves(message, "token-" + id, "key-" + id);
    }
  }

  private static void assertLeaves(WireMessage message, String token, String key) {
    assertThat(message.valuesFolded("authorization")).containsExactly("Bearer " + token);
    assertThat(message.valuesFolded("x-api-key")).containsExactly(key);
    assertThat(message.valuesFolded("x-llamastack-provider-data")).isEmpty();
    assertThat(message.valuesFolded("x-my-key")).isEmpty();
  }

  @Test
  void G20_plainStreamedAndUpgradedRequestsLeaveUnderOnePolicy() throws Exception {
    RecordingOrigin origin = RecordingOrigin.start(Responders.echo());
    String data = CallerDataPolicy.data("t", "s", "b");
    String[] fields = {data, "X-My-Key: k", "Authorization: evil", "Cookie: evil", "X-Other: evil"};
    try (Running running = running(origin);
        RawClient client = running.client()) {
      client.send(Running.get("/vllm/v1/models", fields));
      assertThat(client.receive().orElseThrow().status()).isEqualTo(200);

      client.send(
          Running.get("/vllm/v1/stream", fields).replace("GET", "POST").stripTrailing()
              + "\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n");
      assertThat(client.receive().orElseThrow().body()).isEqualTo("abc");

      EventStream events = EventStream.open();
      origin.answerWith(events);
      client.send(Running.post("/vllm/v1/events", "b", fields));
      assertThat(client.receiveHead().orElseThrow().status()).isEqualTo(200);
      events.send("one");
      assertThat(client.readUntil("one\n\n\r\n")).endsWith("data: one\n\n\r\n");
      events.end();
      client.readUntil("0\r\n\r\n");

      origin.answerWith(Responders.upgradeThenEcho("websocket"));
      client.send(
          Running.get("/vllm/v1/realtime", fields).stripTrailing()
              + Running.lines(
                  "",
                  "Connection: Upgrade",
                  "Upgrade: websocket",
                  "Sec-WebSocket-Version: 13",
                  "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                  ""));
      RawResponse accepted = client.receiveHead().orElseThrow();
      assertThat(accepted.status()).isEqualTo(101);

      List<WireMessage> received = origin.awaitRequests(4, Running.LIMIT);
      assertThat(received).hasSize(4);
      for (WireMessage message : received) {
        assertThat(message.values("X-Tenant")).containsExactly("t");
        assertThat(message.values("X-MaaS-Subscription")).containsExactly("s");
        assertLeaves(message, "b", "k");
        assertThat(message.head()).doesNotContain("evil");
      }
    }
  }

  @Test
  void G5_malformedDataIsRefusedOnTheWireWithoutItsValueAndNothingReachesTheOrigin()
      throws Exception {
    RecordingOrigin origin = RecordingOrigin.start(Responders.echo());
    try (Running running = running(origin)) {
      for (String line :
          List.of(
              CallerDataPolicy.CARRIER + ": {\"subscription\":[\"m4rk3r\"]}",
              CallerDataPolicy.CARRIER + ": m4rk3r",
              CallerDataPolicy.data("t", "m4rk3r", "m4rk3r m4rk3r"),
              CallerDataPolicy.data("m4rk3r\\r\\nX-A: m4rk3r", "s", "b"),
              CallerDataPolicy.data("t", "s", "b") + "\r\n" + CallerDataPolicy.CARRIER + ": {}",
              "X-My-Key: m4rk3r\r\nx-my-key: m4rk3r")) {
        RawResponse refused = running.exchange(Running.get("/vllm/v1/x", line));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.head() + refused.body()).doesNotContain("m4rk3r");
      }
      assertThat(origin.requests()).isEmpty();
    }
  }

  private static Running running(RecordingOrigin origin) {
    PolicyGeneration generation = CallerDataPolicy.at(origin.uri().toString());
    return Running.of(origin, Running.config(), generation, DecisionListener.none());
  }
}
