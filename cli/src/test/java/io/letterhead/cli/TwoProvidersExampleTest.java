package io.letterhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.letterhead.conformance.RawResponse;
import io.letterhead.conformance.RecordingOrigin;
import io.letterhead.conformance.WireMessage;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The example with two providers does what its page says. */
@Timeout(300)
class TwoProvidersExampleTest {

  private static final String RESEARCH = "key-of-team-a";
  private static final String BATCH = "key-of-team-b";
  private static final String MESSAGES = "POST /claude/v1/messages HTTP/1.1";

  @TempDir Path folder;
  private RecordingOrigin openai;
  private RecordingOrigin claude;
  private FolderGateway gateway;

  @BeforeEach
  void start() throws Exception {
    openai = RecordingOrigin.start();
    claude = RecordingOrigin.start();
    ExampleFolder.copy(
        "openai-anthropic",
        folder,
        Map.of(
            "profile: openai ", "profile: openai\n    origin: " + openai.uri() + " ",
            "profile: anthropic\n", "profile: anthropic\n    origin: " + claude.uri() + "\n",
            "https://idp.example/keys", "http://localhost:1/keys"));
    ExampleFolder.secret(folder, "openai-key", "the-key-of-openai\n");
    ExampleFolder.secret(folder, "claude-key", "the-key-of-claude\n");
    gateway = FolderGateway.start(folder, Map.of());
  }

  @AfterEach
  void close() {
    gateway.close();
    openai.close();
    claude.close();
  }

  @Test
  void eachSdksOwnFieldIsReadAndWrittenAnew() throws Exception {
    assertThat(
            gateway
                .exchange(
                    "{}",
                    "POST /openai/v1/responses HTTP/1.1",
                    "Authorization: Bearer " + RESEARCH,
                    "OpenAI-Project: proj_mine")
                .status())
        .isEqualTo(200);
    assertThat(gateway.exchange("{}", MESSAGES, "x-api-key: " + RESEARCH).status()).isEqualTo(200);

    WireMessage toOpenai = openai.awaitRequests(1, FolderGateway.LIMIT).get(0);
    assertThat(toOpenai.startLine()).isEqualTo("POST /v1/responses HTTP/1.1");
    assertThat(toOpenai.values("Authorization")).containsExactly("Bearer the-key-of-openai");
    assertThat(toOpenai.valuesFolded("openai-project")).containsExactly("proj_shared");
    WireMessage toClaude = claude.awaitRequests(1, FolderGateway.LIMIT).get(0);
    assertThat(toClaude.startLine()).isEqualTo("POST /v1/messages HTTP/1.1");
    assertThat(toClaude.values("x-api-key")).containsExactly("the-key-of-claude");
    assertThat(toClaude.values("anthropic-version")).containsExactly("2023-06-01");
    assertThat(toClaude.values("Authorization")).isEmpty();
    assertThat(toOpenai.head() + toClaude.head()).doesNotContain(RESEARCH, "proj_mine");
  }

  @Test
  void whoMayNotUseAProviderIsToldSoInItsOwnWords() throws Exception {
    RawResponse answer = gateway.exchange("{}", MESSAGES, "x-api-key: " + BATCH);

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.body())
        .startsWith("{\"type\":\"error\",\"error\":{\"type\":\"permission_error\"");
    assertThat(gateway.exchange("{}", MESSAGES, "x-api-key: nobody's").status()).isEqualTo(401);
    assertThat(claude.requests()).isEmpty();
  }

  @Test
  void aTokenThatCannotBeCheckedIsNotBelieved() throws Exception {
    assertThat(gateway.exchange("{}", MESSAGES, "Authorization: Bearer a.b.c").status())
        .isEqualTo(401);
  }

  @Test
  void aBetaIsSwitchedOnByThoseWhoMayAndAnInternalFieldIsRefused() throws Exception {
    String key = "x-api-key: " + RESEARCH;
    assertThat(
            gateway.exchange("{}", MESSAGES, key, "anthropic-beta: files-api-2025-04-14").status())
        .isEqualTo(200);
    assertThat(claude.requests().get(0).values("anthropic-beta"))
        .containsExactly("files-api-2025-04-14");
    assertThat(gateway.exchange("{}", MESSAGES, key, "anthropic-beta: other").body())
        .contains("guard");
    RawResponse refused = gateway.exchange("{}", MESSAGES, key, "X-Internal-Team: a");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body()).contains("denied");
  }
}
