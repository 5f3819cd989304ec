package io.letterhead.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import io.letterhead.conformance.EventStream;
import io.letterhead.conformance.OriginAnswer;
import io.letterhead.vertx.ClientProcess.Ended;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** OpenAI's own SDK for Node.js as a caller: its API key is the caller's key. */
@Tag("clients")
@Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class OpenAiNodeTest {

  @TempDir Path folder;
  private GuardedChat gateway;

  @BeforeAll
  static void install() throws Exception {
    NodePackages.install();
  }

  @BeforeEach
  void start() {
    gateway = GuardedChat.before(OriginAnswer.of(200), folder);
  }

  @AfterEach
  void close() {
    gateway.close();
  }

  @Test
  void eachPieceOfACallOfAToolArrivesBeforeTheNextIsSent() throws Exception {
    EventStream events = EventStream.open();
    gateway.origin().answerWith(events);
    try (ClientProcess node = ask(GuardedChat.KEY)) {
      events.send(ChatChunks.chunk("Looking."));
      node.awaitOutput("text Looking.\n");
      events.send(ChatChunks.toolCall("call_1", "weather", ""));
      node.awaitOutput("piece weather\n");
      for (String piece : List.of("{\"city\":", "\"Bremen\"}")) {
        events.send(ChatChunks.toolArguments(piece));
        node.awaitOutput("piece " + piece + "\n");
      }
      events.send(ChatChunks.finish("tool_calls"));
      events.send("[DONE]");
      events.end();
      Ended ended = node.await();
      assertThat(ended.exit()).as(ended.errors()).isZero();
      assertThat(ended.output()).endsWith("called weather{\"city\":\"Bremen\"}\n");
    }
    JsonObject sent =
        new JsonObject(gateway.received("Authorization", "Bearer " + GuardedChat.SECRET).content());
    assertThat(sent.getBoolean("stream")).isTrue();
    assertThat(sent.getJsonArray("tools")).hasSize(1);
  }

  @Test
  void aStreamThatBreaksIsSeenAsBroken() throws Exception {
    EventStream events = EventStream.open();
    gateway.origin().answerWith(events);
    try (ClientProcess node = ask(GuardedChat.KEY)) {
      events.send(ChatChunks.chunk("one"));
      node.awaitOutput("text one\n");
      events.breakOff();
      Ended ended = node.await();
      assertThat(ended.exit()).isNotZero();
      assertThat(ended.output()).doesNotContain("called");
    }
  }

  @Test
  void refusalsAreTheSdksOwnErrors() throws Exception {
    assertThat(refused("sk-unknown"))
        .isEqualTo("AuthenticationError 401 authentication_error bad-caller-credential -\n");
    assertThat(refused(GuardedChat.READERS_KEY))
        .isEqualTo("PermissionDeniedError 403 permission_error access-method -\n");
    assertThat(gateway.origin().requests()).isEmpty();
  }

  @Test
  void aKeyThatAsksTooOftenIsToldWhenToAskAgain() throws Exception {
    EventStream events = EventStream.open();
    events.send("[DONE]");
    events.end();
    gateway.origin().answerWith(events);
    try (ClientProcess node = ask(GuardedChat.ONCE_KEY)) {
      assertThat(node.await().exit()).isZero();
    }
    assertThat(refused(GuardedChat.ONCE_KEY))
        .matches("RateLimitError 429 rate_limit_error rate 3[56]\\d\\d\n");
    assertThat(gateway.origin().requests()).hasSize(1);
  }

  private String refused(String key) throws Exception {
    try (ClientProcess node = ask(key)) {
      Ended ended = node.await();
      assertThat(ended.exit()).as(ended.errors()).isEqualTo(3);
      assertThat(ended.output() + ended.errors()).doesNotContain(GuardedChat.SECRET);
      return ended.output();
    }
  }

  private ClientProcess ask(String key) throws IOException {
    return ClientProcess.start(
        List.of("node", NodePackages.script("openai.mjs"), gateway.url("/openai"), key));
  }
}
