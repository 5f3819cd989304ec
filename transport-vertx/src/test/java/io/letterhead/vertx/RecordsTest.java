package io.letterhead.vertx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.letterhead.conformance.RawResponse;
import io.letterhead.conformance.RecordingOrigin;
import io.letterhead.policy.Origin;
import io.letterhead.policy.PolicyGeneration;
import io.letterhead.policy.Provider;
import io.letterhead.policy.Removal;
import io.letterhead.policy.Rule;
import io.letterhead.policy.Rules;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written down of requests: names, rules and outcomes, never a value. */
class RecordsTest {

  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String CANARY = "canary-of-a-caller";

  @TempDir Path folder;
  private Path audit;
  private Path access;
  private RecordingOrigin origin;

  @BeforeEach
  void place() {
    audit = folder.resolve("audit.jsonl");
    access = folder.resolve("access.jsonl");
    origin = RecordingOrigin.start();
  }

  @Test
  void anAuditHasALineForEachDecisionWithNamesAndRules() throws Exception {
    try (Running running = serving(true)) {
      running.exchange(
          Running.get(
              "/model/v1/x?api-key=" + CANARY + "&b=" + CANARY,
              "X-Tenant: " + CANARY,
              "Authorization: Bearer " + CANARY,
              "X-Bad: " + CANARY));
      running.exchange(Running.get("/model/v1/x", "X-Tenant: a", "X_Tenant: " + CANARY));
      running.exchange(Running.get("/nobody", "X-Tenant: " + CANARY));
    }

    List<JsonObject> lines = lines(audit);
    assertThat(lines).hasSize(3);
    JsonObject forwarded = lines.get(0);
    assertThat(forwarded.getString("verdict")).isEqualTo("forward");
    assertThat(forwarded.getString("revision")).isEqualTo("1");
    assertThat(forwarded.getString("provider")).isEqualTo("model");
    assertThat(names(forwarded.getJsonArray("fields"))).containsExactly("X-Tenant", "x-api-key");
    assertThat(names(forwarded.getJsonArray("removed")))
        .containsExactly("Host", "Authorization", "X-Bad");
    assertThat(forwarded.getJsonArray("removed").getJsonObject(2).getString("reason"))
        .isEqualTo("denied");
    assertThat(forwarded.getJsonArray("removed").getJsonObject(2).getJsonArray("rules"))
        .isNotEmpty();
    assertThat(forwarded.getJsonArray("removed-parameters")).containsExactly("api-key");
    assertThat(lines.get(1).getString("verdict")).isEqualTo("reject");
    assertThat(lines.get(1).getString("reason")).isEqualTo("spellings");
    assertThat(lines.get(2).getString("verdict")).isEqualTo("refuse");
    assertThat(lines.get(2).getString("reason")).isEqualTo("no-provider");
    assertThat(Files.readString(audit)).doesNotContain(CANARY).doesNotContain("real-secret");
  }

  @Test
  void anAccessLogHasALineForEachRequestWithoutItsQuery() throws Exception {
    try (Running running = serving(true)) {
      running.exchange(
          Running.post(
              "/model/v1/x?q=" + CANARY,
              CANARY,
              "X-Tenant: " + CANARY,
              "traceparent: 00-" + TRACE + "-00f067aa0ba902b7-01"));
      awaitLines(1);
      running.exchange(Running.get("/model/v1/x", "Connection: close", "traceparent: " + CANARY));
      awaitLines(2);
      running.exchange(Running.lines("GET nothing HTTP/1.1", "Host: localhost", ""));
      awaitLines(3);
      running.exchange(Running.lines("GET /model HTTP/1.1", "Host : " + CANARY, ""));
      awaitLines(4);
      origin.close();
      running.exchange(Running.get("/model/v1/x"));
      awaitLines(5);
      running.exchange(
          Running.lines("GET http://user:" + CANARY + "@localhost/model HTTP/1.1", "Host: a", ""));
      awaitLines(6);
    }

    List<JsonObject> lines = lines(access);
    assertThat(lines)
        .extracting(line -> line.getString("outcome") + " " + line.getInteger("status"))
        .containsExactly(
            "forwarded 200",
            "forwarded 200",
            "refused 400",
            "refused 400",
            "failed 502",
            "refused 400");
    assertThat(lines.get(0).getString("path")).isEqualTo("/model/v1/x");
    assertThat(lines.get(0).getString("method")).isEqualTo("POST");
    assertThat(lines.get(0).getString("client")).isEqualTo("127.0.0.1");
    assertThat(lines.get(0).getString("trace")).isEqualTo(TRACE);
    assertThat(lines.get(1).containsKey("trace")).isFalse();
    assertThat(lines.get(4).getString("reason")).isEqualTo("upstream-unreachable");
    assertThat(Files.readString(access)).doesNotContain(CANARY).doesNotContain("real-secret");
  }

  @Test
  void whereDecisionsCannotBeWrittenDownNothingIsSent() throws Exception {
    org.junit.jupiter.api.Assumptions.assumeTrue(Files.exists(Path.of("/dev/full")));
    audit = Path.of("/dev/full");
    try (Running running = serving(true)) {
      RawResponse answer = running.exchange(Running.get("/model/v1/x"));
      while (answer.status() == 200) {
        answer = running.exchange(Running.get("/model/v1/x"));
      }
      int sent = origin.requests().size();
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.body()).contains("audit-unavailable");
      assertThat(running.exchange(Running.get("/model/v1/x")).status()).isEqualTo(503);
      assertThat(origin.requests()).hasSize(sent);
    }
  }

  @Test
  void aFileThatCannotBeOpenedDoesNotStart() {
    audit = folder.resolve("nowhere").resolve("audit.jsonl");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Gateway.start(config(true), policy(), DecisionListener.none()))
        .withMessageContaining("audit");
    origin.close();
  }

  @Test
  void whatIsOnlyReportedIsForwardedAndToldOf() throws Exception {
    try (Running running = serving(false)) {
      assertThat(running.exchange(Running.get("/strict/v1/x", "X-Other: 1")).status())
          .isEqualTo(200);
      assertThat(origin.requests().get(0).values("X-Other")).isEmpty();
    }
    JsonObject line = lines(audit).get(0);
    assertThat(line.getString("verdict")).isEqualTo("forward");
    assertThat(line.getJsonArray("would-reject"))
        .containsExactly(new JsonObject().put("reason", "unlisted").put("field", "X-Other"));
  }

  @Test
  void whatIsEnforcedIsRejected() throws Exception {
    try (Running running = serving(true)) {
      assertThat(running.exchange(Running.get("/strict/v1/x", "X-Other: 1")).status())
          .isEqualTo(400);
      assertThat(origin.requests()).isEmpty();
    }
  }

  private Running serving(boolean enforcing) {
    return Running.of(origin, config(enforcing), policy(), DecisionListener.none());
  }

  private GatewayConfig config(boolean enforcing) {
    return Running.config().toBuilder()
        .records(new Records(new Records.AccessLogTo.File(access), Optional.of(audit)))
        .enforcing(enforcing)
        .build();
  }

  private PolicyGeneration policy() {
    Rule deny =
        new Rule.Deny(
            ImmutableList.of(io.letterhead.policy.Operand.Name.of("X-Bad")),
            io.letterhead.policy.Terms.IN_CODE);
    Rules strict =
        new Rules(ImmutableList.of(), ImmutableList.of(), ImmutableSet.of(Removal.UNLISTED));
    return Policies.generation(
        Map.of("key", "real-secret-1"),
        Policies.provider(
            "model",
            origin.uri() + "/m",
            Policies.inject("x-api-key", "key"),
            Policies.allow("X-Tenant", "traceparent"),
            deny),
        Provider.builder("strict", Origin.parse(origin.uri() + "/s")).rules(strict).build());
  }

  /** A line is written once its response has ended, which its caller may see before. */
  private void awaitLines(int count) throws IOException {
    long deadline = System.nanoTime() + Running.LIMIT.toNanos();
    while (Files.readAllLines(access).size() < count) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  private static List<JsonObject> lines(Path file) throws IOException {
    return Files.readAllLines(file).stream().map(JsonObject::new).toList();
  }

  private static List<String> names(JsonArray fields) {
    return fields.stream().map(field -> ((JsonObject) field).getString("name")).toList();
  }
}
