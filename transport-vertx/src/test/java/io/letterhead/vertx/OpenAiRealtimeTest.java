package io.letterhead.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import io.letterhead.conformance.OriginAnswer;
import io.letterhead.conformance.WireMessage;
import io.letterhead.vertx.ClientProcess.Ended;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The Realtime client of OpenAI's SDK for Node.js, on the package {@code ws}. */
@Tag("clients")
@Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class OpenAiRealtimeTest {

  private static final String EVENT = "{\"type\":\"session.updated\"}";

  @TempDir Path folder;

  @BeforeAll
  static void install() throws Exception {
    NodePackages.install();
  }

  private static WebSocketOrigin talking() {
    return WebSocketOrigin.of(
        (caller, told) -> {
          told.tell(caller.next());
          caller.sendText(EVENT);
          String last = caller.next();
          told.tell(last);
          caller.sendClose(1000);
        });
  }

  private static ClientProcess start(String url, String key, String how) throws IOException {
    return ClientProcess.start(List.of("node", NodePackages.script("realtime.mjs"), url, key, how));
  }

  @Test
  void aKeyThatAPageSendsAsASubprotocolIsReplacedByOurs() throws Exception {
    WebSocketOrigin origin = talking();
    try (ChatGateway gateway = ChatGateway.withRules()) {
      gateway.origin().answerWith(origin);
      try (ClientProcess node = start(gateway.baseUrl(), ChatGateway.CALLERS_KEY, "page")) {
        node.awaitOutput("event session.updated\n");
        gateway.drain();
        Ended ended = node.await();
        assertThat(ended.output()).isEqualTo("open realtime\nevent session.updated\nclose 1001\n");
        assertThat(ended.exit()).as(ended.errors()).isZero();
      }
      assertThat(origin.awaitTold()).contains("masked text ", "session.update");
      assertThat(origin.awaitTold()).isEqualTo("masked close 1001");
      WireMessage request = gateway.received();
      assertThat(request.target()).isEqualTo("/v1/realtime?model=any");
      assertThat(request.values("Sec-WebSocket-Protocol")).containsExactly("realtime");
    }
  }

  @Test
  void aKeyThatAServerSendsAsAFieldIsItsKeyForTheGateway() throws Exception {
    WebSocketOrigin origin = WebSocketOrigin.of((caller, told) -> caller.sendClose(1000));
    try (GuardedChat gateway = GuardedChat.before(origin, folder)) {
      try (ClientProcess node = start(gateway.url("/openai"), GuardedChat.KEY, "server")) {
        Ended ended = node.await();
        assertThat(ended.output()).contains("open ", "close 1000\n");
        assertThat(ended.exit()).as(ended.errors()).isZero();
      }
      gateway.received("Authorization", "Bearer " + GuardedChat.SECRET);
    }
  }

  @Test
  void aRefusalIsSeenAsOne() throws Exception {
    try (GuardedChat gateway = GuardedChat.before(OriginAnswer.of(200), folder);
        ClientProcess node = start(gateway.url("/openai"), "sk-unknown", "server")) {
      Ended ended = node.await();
      assertThat(ended.output()).contains("Unexpected server response: 401").contains("close 1006");
      assertThat(gateway.origin().requests()).isEmpty();
    }
  }
}
