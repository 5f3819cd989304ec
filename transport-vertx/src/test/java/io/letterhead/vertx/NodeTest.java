package io.letterhead.vertx;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.letterhead.conformance.EventStream;
import io.letterhead.conformance.WireMessage;
import io.letterhead.vertx.ClientProcess.Ended;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code fetch} of Node.js, with a key of its own, through the gateway. */
@Tag("clients")
@Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class NodeTest {

  private static final String PROMPT =
      "{\"model\":\"any\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";

  private static ChatGateway gateway;

  @BeforeAll
  static void start() {
    gateway = ChatGateway.withRules();
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @BeforeEach
  void forget() {
    gateway.forget();
  }

  @Test
  void aStreamIsAnsweredAndTheOriginGetsOurKey() throws Exception {
    Ended node =
        fetch(
            fields()
                .put("X-Api-Key", "evil")
                .put("X_Api_Key", "evil")
                .put("Cookie", "session=evil")
                .put("X-Forwarded-For", "evil")
                .put("X-Request-Source", "evil")
                .put("X-Team", "blue"));
    assertThat(node.exit()).as(node.errors()).isZero();
    assertThat(node.output()).startsWith("status 200\n").endsWith("data: [DONE]\n\n\nend\n");
    WireMessage received = gateway.received();
    assertThat(received.content()).isEqualTo(PROMPT);
    assertThat(received.values("X-Request-Source")).containsExactly("gateway");
    assertThat(received.values("X-Team")).containsExactly("blue");
    assertThat(received.valuesFolded("X-Forwarded-For")).isEmpty();
    assertThat(received.values("Sec-Fetch-Mode")).isEmpty();
  }

  @Test
  void eachEventArrivesBeforeTheNextIsSent() throws Exception {
    EventStream events = EventStream.open();
    gateway.origin().answerWith(events);
    try (ClientProcess node = start(fields())) {
      node.awaitOutput("status 200\n");
      for (String data : List.of("one", "two", "three")) {
        events.send(data);
        node.awaitOutput("data: " + data + "\n\n");
      }
      events.end();
      assertThat(node.await().output()).endsWith("\nend\n");
    }
  }

  @Test
  void aStreamThatBreaksIsSeenAsBroken() throws Exception {
    EventStream events = EventStream.open();
    gateway.origin().answerWith(events);
    try (ClientProcess node = start(fields())) {
      events.send("one");
      node.awaitOutput("data: one\n\n");
      events.breakOff();
      Ended ended = node.await();
      assertThat(ended.exit()).isNotZero();
      assertThat(ended.output()).doesNotContain("\nend\n");
    }
  }

  @Test
  void aRejectionIsReadAsJson() throws Exception {
    Ended node = fetch(fields().put("X-Tier", "platinum"));
    assertThat(node.output())
        .startsWith("status 400\n")
        .contains("\"code\":\"guard\"")
        .doesNotContain("platinum");
    gateway.assertNothingReceived();
  }

  private static JsonObject fields() {
    return new JsonObject()
        .put("Content-Type", "application/json")
        .put("Authorization", "Bearer " + ChatGateway.CALLERS_KEY);
  }

  private static Ended fetch(JsonObject fields) throws Exception {
    try (ClientProcess node = start(fields)) {
      Ended ended = node.await();
      assertThat(ended.output() + ended.errors()).doesNotContain(ChatGateway.SECRET);
      return ended;
    }
  }

  private static ClientProcess start(JsonObject fields) throws IOException, URISyntaxException {
    Path script = Path.of(requireNonNull(NodeTest.class.getResource("fetch.mjs")).toURI());
    return ClientProcess.start(
        List.of(
            "node",
            script.toString(),
            gateway.url("/openai/v1/chat/completions"),
            fields.encode(),
            PROMPT));
  }
}
