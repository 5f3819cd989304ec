package io.letterhead.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import io.letterhead.conformance.RawClient;
import io.letterhead.conformance.RawResponse;
import io.letterhead.conformance.RecordingOrigin;
import io.letterhead.conformance.Responders;
import io.letterhead.conformance.WireMessage;
import io.letterhead.policy.PolicyGeneration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** Nobody sees what is another's: not callers, not providers, not the log. */
final class IsolationTest {

  private static final int CALLERS = 200;
  private static final int ROUNDS = 5;

  @Test
  void twoHundredParallelCallersSeeNothingOfEachOther() throws Exception {
    RecordingOrigin origin = RecordingOrigin.start(Responders.echo());
    ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
    try (Running running = Running.start(origin)) {
      CountDownLatch together = new CountDownLatch(CALLERS);
      List<Future<List<RawResponse>>> results = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        String id = "caller-" + i + ".";
        results.add(
            threads.submit(
                () -> {
                  List<RawResponse> responses = new ArrayList<>();
                  try (RawClient client = running.client()) {
                    together.countDown();
                    together.await();
                    for (int round = 0; round < ROUNDS; round++) {
                      client.send(
                          Running.post(
                              "/anthropic/v1/" + id,
                              id.repeat(50),
                              "x-api-key: key-of-" + id,
                              "anthropic-beta: " + id,
                              "Content-Type: text/" + id));
                      responses.add(client.receive().orElseThrow());
                    }
                  }
                  return responses;
                }));
      }
      for (int i = 0; i < CALLERS; i++) {
        String id = "caller-" + i + ".";
        for (RawResponse response : results.get(i).get(60, TimeUnit.SECONDS)) {
          assertThat(response.status()).isEqualTo(200);
          assertThat(response.body()).isEqualTo(id.repeat(50));
          assertThat(response.values("Content-Type")).containsExactly("text/" + id);
        }
      }
      List<WireMessage> received = origin.awaitRequests(CALLERS * ROUNDS, Running.LIMIT);
      assertThat(received).hasSize(CALLERS * ROUNDS).allMatch(WireMessage::isWellFormed);
      for (WireMessage message : received) {
        String id = message.target().substring("/v1/".length());
        assertThat(message.values("anthropic-beta")).containsExactly(id);
        assertThat(message.valuesFolded("x-api-key")).containsExactly(Policies.SECRET);
        assertThat(message.content()).isEqualTo(id.repeat(50));
        assertThat(message.head()).doesNotContain("key-of-");
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void aSecretReachesItsProviderAloneAndNeitherLogNorErrors() throws Exception {
    Queue<String> log = new ConcurrentLinkedQueue<>();
    Handler recorder = recorder(log);
    Logger root = Logger.getLogger("");
    Level before = root.getLevel();
    root.addHandler(recorder);
    root.setLevel(Level.ALL);
    RecordingOrigin one = RecordingOrigin.start(Responders.reflect());
    RecordingOrigin two = RecordingOrigin.start(Responders.reflect());
    Map<String, String> secrets = new LinkedHashMap<>();
    secrets.put("one", "canary-one-5d1c7e90");
    secrets.put("two", "canary-two-8b3f2a61");
    PolicyGeneration generation =
        Policies.generation(
            secrets,
            Policies.provider("one", one.uri().toString(), Policies.inject("x-api-key", "one")),
            Policies.provider("two", two.uri().toString(), Policies.inject("x-api-key", "two")));
    StringBuilder answers = new StringBuilder();
    try (Running running = Running.of(one, Running.config(), generation, DecisionListener.none())) {
      for (String provider : List.of("one", "two")) {
        RawResponse reflected = running.exchange(Running.get("/" + provider + "/v1/x"));
        answers.append(reflected.head());
      }
      String[] broken = {
        "HTTP/1.1 200 OK\r\nX: canary-one-5d1c7e90\0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: canary-one-5d1c7e90\r\n\r\n",
        "canary-one-5d1c7e90 HTTP/1.1\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: canary-one-5d1c7e90\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\ncanary-one-5d1c7e90\r\n"
      };
      for (String response : broken) {
        one.answerWith(Responders.rawThenClose(response));
        RawResponse answer = running.exchange(Running.post("/one/v1/x", "b"));
        answers.append(answer.head()).append(answer.body());
      }
      for (String field :
          List.of("x-api-key: caller-canary\0", "Content-Length: caller-canary", "Host: canary!")) {
        RawResponse answer = running.exchange(Running.get("/one/v1/x?q=caller-canary", field));
        assertThat(answer.status()).isEqualTo(400);
        answers.append(answer.head()).append(answer.body());
      }
      assertThat(running.exchange(Running.get("/other/v1/x?q=caller-canary")).status())
          .isEqualTo(404);
    } finally {
      root.removeHandler(recorder);
      root.setLevel(before);
      two.close();
    }
    assertThat(answers).doesNotContain("canary");
    assertThat(log).anyMatch(line -> line.contains(" io.vertx."));
    assertThat(log).noneMatch(line -> line.contains("canary"));
    assertThat(log).noneMatch(line -> line.startsWith("SEVERE io.vertx"));
    assertThat(heads(one)).contains("canary-one").doesNotContain("canary-two");
    assertThat(heads(two)).contains("canary-two").doesNotContain("canary-one");
    assertThat(generation.toString()).doesNotContain("canary");
  }

  private static String heads(RecordingOrigin origin) {
    StringBuilder heads = new StringBuilder();
    origin.requests().forEach(request -> heads.append(request.head()));
    return heads.toString();
  }

  private static Handler recorder(Queue<String> log) {
    return new Handler() {
      @Override
      public void publish(LogRecord line) {
        StringBuilder text =
            new StringBuilder(line.getLevel() + " " + line.getLoggerName()).append(' ');
        text.append(line.getMessage());
        for (Object parameter :
            line.getParameters() == null ? new Object[0] : line.getParameters()) {
          text.append(' ').append(parameter);
        }
        for (Throwable t = line.getThrown(); t != null; t = t.getCause()) {
          text.append(' ').append(t);
        }
        log.add(text.toString());
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
  }

  @Test
  void thePoolIsWholeAfterAThousandTargetsThatAreRefused() throws Exception {
    RecordingOrigin origin = RecordingOrigin.start();
    try (Running running =
        Running.of(origin, Running.config().withLimits(new Limits(100, 8192, 1000, 2)))) {
      try (RawClient client = running.client()) {
        for (int i = 0; i < 1000; i++) {
          client.send(Running.get("/v1/" + (i % 2 == 0 ? "%5c" : "%zz") + i));
          assertThat(client.receive().orElseThrow().status()).isEqualTo(400);
        }
        for (int i = 0; i < 10; i++) {
          client.send(Running.get("/v1/x"));
          assertThat(client.receive().orElseThrow().status()).isEqualTo(200);
        }
      }
      assertThat(origin.connections()).isEqualTo(1);
    }
  }
}
