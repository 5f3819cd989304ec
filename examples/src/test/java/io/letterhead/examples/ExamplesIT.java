package io.letterhead.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.letterhead.conformance.ChatCompletionsOrigin;
import io.letterhead.conformance.EventStream;
import io.letterhead.conformance.RecordingOrigin;
import io.letterhead.conformance.Responder;
import io.letterhead.conformance.Responders;
import io.letterhead.conformance.WireField;
import io.letterhead.conformance.WireMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The example projects, built by their own POMs: what they print, and what leaves them. */
@Timeout(120)
class ExamplesIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String SECRET = "sk-canary-7d1e93b05a";

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"spring-restclient", "langchain4j"})
  void anExampleSendsWhatThePolicyPrints(String name) throws Exception {
    Responder chat = ChatCompletionsOrigin.responder();
    EventStream events = EventStream.open();
    try (RecordingOrigin origin = RecordingOrigin.start(Responders.inTurn(chat, events, chat));
        Example example = Example.start(name, folder, origin.uri(), SECRET)) {
      assertThat(example.line()).isEqualTo(ChatCompletionsOrigin.REPLY);

      List<WireMessage> left = origin.awaitRequests(2, LIMIT);
      assertThat(left).allSatisfy(ExamplesIT::assertPrintedByThePolicy);
      assertThat(left.get(1).content()).containsPattern("\"stream\"\\s*:\\s*true");
      events.send(chunk("one"));
      assertThat(example.line()).as("printed before the stream ends").contains("one");
      events.send(chunk("two"));
      assertThat(example.line()).contains("two");
      events.send("[DONE]");
      events.end();

      assertThat(example.lastLine())
          .isEqualTo(
              "refused: the field `X-Tier` has a value that the policy does not let pass [guard]");
      assertThat(example.exitCode()).isZero();
      assertThat(example.err()).isEmpty();
      assertThat(origin.requests()).as("nothing of what was refused").hasSize(2);
    }
  }

  private static void assertPrintedByThePolicy(WireMessage request) {
    assertThat(request.isWellFormed()).isTrue();
    assertThat(request.startLine()).isEqualTo("POST /v1/chat/completions HTTP/1.1");
    assertThat(request.fields().stream().map(WireField::name))
        .contains("Authorization", "X-Tenant-ID", "X-Team", "X-Tier", "Content-Type")
        .isSubsetOf(
            "Host",
            "Connection",
            "Content-Length",
            "Transfer-Encoding",
            "Content-Type",
            "Accept",
            "Accept-Encoding",
            "Authorization",
            "X-Tenant-ID",
            "X-Team",
            "X-Tier");
    assertThat(request.valuesFolded("authorization")).containsExactly("Bearer " + SECRET);
    assertThat(request.values("X-Tenant-ID")).containsExactly("acme");
    assertThat(request.values("X-Team")).containsExactly("orders");
    assertThat(request.values("X-Tier")).containsExactly("free");
    assertThat(request.values("Content-Type")).hasSize(1);
    assertThat(request.head()).doesNotContain("mine");
  }

  private static String chunk(String word) {
    return """
        {"id":"c","object":"chat.completion.chunk","created":1,"model":"m",\
        "choices":[{"index":0,"delta":{"content":"%s"},"finish_reason":null}]}"""
        .formatted(word);
  }
}
