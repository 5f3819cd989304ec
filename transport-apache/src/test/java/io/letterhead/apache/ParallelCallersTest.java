package io.letterhead.apache;

import static org.assertj.core.api.Assertions.assertThat;

import io.letterhead.conformance.OriginAnswer;
import io.letterhead.conformance.RecordingOrigin;
import io.letterhead.conformance.WireMessage;
import io.letterhead.policy.PolicyGeneration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** many callers at once over one client and few connections; each gets what is its own. */
class ParallelCallersTest {

  private static final int CALLERS = 200;
  private static final int CONNECTIONS = 16;

  private final RecordingOrigin origin = RecordingOrigin.start(OriginAnswer.of(200));

  @AfterEach
  void close() {
    origin.close();
  }

  @Test
  void theClassicClientKeepsCallersApart() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
    try (ClassicClient client =
        new ClassicClient(
            PolicyHttpClient.of(policy()).customize(ParallelCallersTest::pooled).build())) {
      List<Future<ClientOutcome>> running = new ArrayList<>();
      for (int caller = 0; caller < CALLERS; caller++) {
        AttackRequest request = request(caller);
        running.add(threads.submit(() -> client.send(request)));
      }
      for (int caller = 0; caller < CALLERS; caller++) {
        ClientOutcome outcome = running.get(caller).get(30, TimeUnit.SECONDS);
        assertThat(outcome.status()).isEqualTo(200);
        assertThat(ContextTexts.of(outcome.context()).toString()).doesNotContain(secret(caller));
      }
    } finally {
      threads.shutdownNow();
    }
    assertApart();
  }

  @Test
  void theAsyncClientKeepsCallersApart() throws Exception {
    try (AsyncClient client =
        AsyncClient.started(
            PolicyHttpAsyncClient.of(policy())
                .customize(
                    builder ->
                        builder.setConnectionManager(
                            PoolingAsyncClientConnectionManagerBuilder.create()
                                .setMaxConnTotal(CONNECTIONS)
                                .setMaxConnPerRoute(CONNECTIONS)
                                .build()))
                .build())) {
      List<Future<?>> running = new ArrayList<>();
      for (int caller = 0; caller < CALLERS; caller++) {
        running.add(client.begin(request(caller)));
      }
      for (Future<?> one : running) {
        one.get(30, TimeUnit.SECONDS);
      }
    }
    assertApart();
  }

  private static void pooled(HttpClientBuilder builder) {
    builder.setConnectionManager(
        PoolingHttpClientConnectionManagerBuilder.create()
            .setMaxConnTotal(CONNECTIONS)
            .setMaxConnPerRoute(CONNECTIONS)
            .build());
  }

  /** Caller n: of the team that n's last digit says, with a subscription of its own. */
  private AttackRequest request(int caller) {
    return new AttackRequest(origin.uri())
        .path("/v1/models/" + caller)
        .field("x-api-key", ClientAttack.CANARY)
        .caller(
            CallerContext.caller("team-" + caller % 10)
                .data("{\"subscription\":\"s-" + caller + "\"}")
                .header("anthropic-beta", "b-" + caller));
  }

  private static String secret(int caller) {
    return "sk-of-team-" + caller % 10 + "-9b1f";
  }

  private PolicyGeneration policy() {
    StringBuilder secrets = new StringBuilder();
    StringBuilder rules = new StringBuilder();
    Map<String, String> held = new HashMap<>();
    for (int team = 0; team < 10; team++) {
      secrets.append("  key-").append(team).append(": { map: key-").append(team).append(" }\n");
      rules
          .append("      - inject: x-api-key\n        from-secret: key-")
          .append(team)
          .append("\n        as: raw\n        when: { callers: [team-")
          .append(team)
          .append("] }\n");
      held.put("key-" + team, secret(team));
    }
    return Policies.generation(
        "version: 1\nsecrets:\n"
            + secrets
            + "caller-data: { header: X-Caller-Data }\nproviders:\n  anthropic:\n    origin: "
            + origin.uri()
            + "\n    rules:\n"
            + rules
            + "      - allow: anthropic-beta\n"
            + "      - set: x-subscription\n        from-caller-data: subscription\n",
        held);
  }

  private void assertApart() {
    assertThat(origin.requests()).hasSize(CALLERS);
    assertThat(origin.connections()).isLessThanOrEqualTo(CONNECTIONS);
    for (WireMessage message : origin.requests()) {
      int caller = Integer.parseInt(message.target().substring("/v1/models/".length()));
      assertThat(message.valuesFolded("x-api-key")).containsExactly(secret(caller));
      assertThat(message.values("x-subscription")).containsExactly("s-" + caller);
      assertThat(message.values("anthropic-beta")).containsExactly("b-" + caller);
      assertThat(message.head()).doesNotContain(ClientAttack.CANARY);
    }
  }
}
