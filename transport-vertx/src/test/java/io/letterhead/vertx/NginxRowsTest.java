package io.letterhead.vertx;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.letterhead.conformance.EventStream;
import io.letterhead.conformance.RawClient;
import io.letterhead.conformance.RawResponse;
import io.letterhead.conformance.RecordingOrigin;
import io.letterhead.conformance.WireMessage;
import io.letterhead.policy.Operand;
import io.letterhead.policy.PathPattern;
import io.letterhead.policy.RequestFact;
import io.letterhead.policy.Rule;
import io.letterhead.policy.Terms;
import io.letterhead.policy.WrittenValue;
import io.letterhead.vertx.access.AccessRule;
import io.letterhead.vertx.access.Rate;
import io.letterhead.vertx.callers.Callers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.crypto.bcrypt.BCrypt;

/**
 * What people put nginx in front of vLLM for, row by row of the behaviour map (V15 to V19): users
 * with passwords, what is told of the client, and streams. None of the rows is without a test.
 */
final class NginxRowsTest {

  private static final String ALICE = basic("alice:correct horse");

  @TempDir Path folder;
  private RecordingOrigin origin;
  private Running running;

  @BeforeEach
  void start() throws Exception {
    Path users = folder.resolve("users.htpasswd");
    Files.writeString(users, "alice:" + BCrypt.hashpw("correct horse", BCrypt.gensalt(4)) + "\n");
    Callers callers =
        new Callers.Authenticated(ImmutableMap.of(), Optional.of(users), Optional.empty());
    AccessRule rule =
        new AccessRule(
            ImmutableSet.of("vllm"),
            ImmutableSet.of(),
            ImmutableList.of(new PathPattern("/v1/*")),
            Optional.of(new Rate(3, Duration.ofHours(1))));
    Admission admission =
        Admission.defaults().withCallers(callers).withAccess(ImmutableMap.of("user/alice", rule));
    origin = RecordingOrigin.start();
    running =
        RowGateway.before(
            origin,
            Running.config().toBuilder().admission(admission).build(),
            written("X-Real-IP", RequestFact.CLIENT_ADDRESS),
            written("X-Forwarded-For", RequestFact.CLIENT_ADDRESS),
            written("X-Forwarded-Proto", RequestFact.SCHEME),
            written("X-Forwarded-Host", RequestFact.HOST),
            written("X-Caller", RequestFact.CALLER_ID));
  }

  @AfterEach
  void close() {
    running.close();
  }

  @Test
  void v15TheFourFieldsOfTheCommonSetUpAreWrittenAndTheHostIsTheProviders() throws Exception {
    running.exchange(
        Running.lines("GET /vllm/v1/x HTTP/1.1", "Host: gateway.example:8443", ALICE, ""));
    WireMessage received = RowGateway.received(origin);
    assertThat(received.values("Host")).containsExactly(origin.authority());
    assertThat(received.values("X-Real-IP")).containsExactly("127.0.0.1");
    assertThat(received.values("X-Forwarded-For")).containsExactly("127.0.0.1");
    assertThat(received.values("X-Forwarded-Proto")).containsExactly("http");
    assertThat(received.values("X-Forwarded-Host")).containsExactly("gateway.example:8443");
  }

  @Test
  void v16BasicOfTheCallersIsSwappedForBearerOfOurs() throws Exception {
    assertThat(running.exchange(Running.get("/vllm/v1/x", ALICE)).status()).isEqualTo(200);
    WireMessage received = RowGateway.received(origin);
    assertThat(received.values("X-Caller")).containsExactly("user/alice");
    assertThat(received.head()).doesNotContain("Basic").doesNotContain(ALICE.substring(21));
  }

  @Test
  void v16WhoHasTheWrongPasswordGetsNothingSent() throws Exception {
    for (String line :
        List.of(basic("alice:wrong"), basic("bob:correct horse"), "Authorization: Basic x")) {
      RawResponse answer = running.exchange(Running.get("/vllm/v1/x", line));
      assertThat(RowGateway.code(answer, 401)).isEqualTo("bad-caller-credential");
      assertThat(answer.values("WWW-Authenticate").toString()).contains("Basic realm=");
    }
    assertThat(origin.requests()).isEmpty();
  }

  @Test
  void v17WhoCallsWhatAndHowOftenIsDecidedBeforeAnythingIsSent() throws Exception {
    assertThat(running.exchange(Running.get("/vllm/v1/x")).status()).isEqualTo(401);
    assertThat(running.exchange(Running.get("/vllm/metrics", ALICE)).status()).isEqualTo(403);
    assertThat(running.exchange(Running.get("/plain/v1/x", ALICE)).status()).isEqualTo(403);
    for (int i = 0; i < 3; i++) {
      assertThat(running.exchange(Running.get("/vllm/v1/x", ALICE)).status()).isEqualTo(200);
    }
    RawResponse often = running.exchange(Running.get("/vllm/v1/x", ALICE));
    assertThat(often.status()).isEqualTo(429);
    assertThat(often.values("Retry-After")).isNotEmpty();
    assertThat(origin.requests()).hasSize(3);
  }

  @Test
  void v18AStreamIsNeitherBufferedNorSpokenOfInHttp10() throws Exception {
    EventStream events = EventStream.open();
    origin.answerWith(events);
    try (RawClient client = running.client()) {
      client.send(Running.post("/vllm/v1/x", "{\"stream\":true}", ALICE));
      RawResponse head = client.receiveHead().orElseThrow();
      assertThat(head.values("Transfer-Encoding")).containsExactly("chunked");
      for (int i = 0; i < 20; i++) {
        events.send("token " + i);
        assertThat(client.readUntil("\n\n\r\n")).endsWith("data: token " + i + "\n\n\r\n");
      }
      events.end();
      assertThat(client.readUntil("0\r\n\r\n")).isEqualTo("0\r\n\r\n");
    }
    WireMessage received = RowGateway.received(origin);
    assertThat(received.startLine()).isEqualTo("POST /vllm/v1/x HTTP/1.1");
    assertThat(received.values("Connection")).isEmpty();
  }

  @Test
  void v19TheClientsAddressIsTheConnectionsAndNothingIsAppendedToTheCallersWord() throws Exception {
    running.exchange(
        Running.get(
            "/vllm/v1/x",
            ALICE,
            "X-Forwarded-For: 192.0.2.1",
            "x_forwarded_for: 192.0.2.2",
            "X-Real-IP: 192.0.2.3",
            "Forwarded: for=192.0.2.4"));
    WireMessage received = RowGateway.received(origin);
    assertThat(received.valuesFolded("X-Forwarded-For")).containsExactly("127.0.0.1");
    assertThat(received.valuesFolded("X-Real-IP")).containsExactly("127.0.0.1");
    assertThat(received.head()).doesNotContain("192.0.2.");
  }

  private static String basic(String userAndPassword) {
    return "Authorization: Basic "
        + Base64.getEncoder().encodeToString(userAndPassword.getBytes(US_ASCII));
  }

  private static Rule written(String name, RequestFact fact) {
    return new Rule.Set(Operand.Name.of(name), new WrittenValue.FromRequest(fact), Terms.IN_CODE);
  }
}
