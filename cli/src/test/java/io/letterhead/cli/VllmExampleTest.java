package io.letterhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.letterhead.conformance.RawResponse;
import io.letterhead.conformance.RecordingOrigin;
import io.letterhead.conformance.WireMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.ParseResult;

/** The example with vLLM does what its page says. */
@Timeout(300)
class VllmExampleTest {

  private static final String POST = "POST /v1/chat/completions HTTP/1.1";
  private static final String TEAM_A = "Authorization: Bearer key-of-team-a";
  private static final String TEAM_B = "Authorization: Bearer key-of-team-b";
  private static final int BURST_OF_TEAM_B = 10;

  @TempDir Path folder;
  private RecordingOrigin origin;
  private FolderGateway gateway;

  @BeforeEach
  void start() throws Exception {
    origin = RecordingOrigin.start();
    ExampleFolder.copy("vllm", folder, Map.of("http://localhost:8000", origin.uri().toString()));
    ExampleFolder.secret(folder, "vllm-token", "the-token-of-vllm\n");
    gateway = FolderGateway.start(folder, Map.of());
  }

  @AfterEach
  void close() {
    gateway.close();
    origin.close();
  }

  @Test
  void aCallersKeyIsReplacedAndItsClaimsToo() throws Exception {
    RawResponse answer =
        gateway.exchange(
            "{}",
            POST,
            TEAM_A,
            "Content-Type: application/json",
            "X-Forwarded-For: 203.0.113.7",
            "X_Forwarded_For: 203.0.113.7",
            "X-Api-Key: another",
            "Cookie: a=b");

    assertThat(answer.status()).isEqualTo(200);
    WireMessage left = origin.awaitRequests(1, FolderGateway.LIMIT).get(0);
    assertThat(left.startLine()).isEqualTo(POST);
    assertThat(left.valuesFolded("authorization")).containsExactly("Bearer the-token-of-vllm");
    assertThat(left.valuesFolded("x-forwarded-for")).containsExactly("127.0.0.1");
    assertThat(left.values("X-Real-IP")).containsExactly("127.0.0.1");
    assertThat(left.values("X-Forwarded-Host")).containsExactly("gateway.example");
    assertThat(left.values("X-Forwarded-Proto")).containsExactly("http");
    assertThat(left.head()).doesNotContain("key-of-team-a", "203.0.113.7", "another", "a=b");
  }

  @Test
  void whatIsNotListedStaysInside() throws Exception {
    for (String path : new String[] {"/invocations", "/metrics", "/pause", "/v1/load_lora"}) {
      RawResponse answer = gateway.exchange("{}", "POST " + path + " HTTP/1.1", TEAM_A);
      assertThat(answer.status()).as(path).isEqualTo(403);
      assertThat(answer.body()).contains("access-path");
    }
    assertThat(gateway.exchange("{}", POST, "Authorization: Bearer the-token-of-vllm").status())
        .isEqualTo(401);
    assertThat(origin.requests()).isEmpty();
  }

  @Test
  void aRateIsKept() throws Exception {
    RawResponse answer = gateway.exchange("{}", POST, TEAM_B);
    int served = 0;
    while (answer.status() == 200) {
      served++;
      assertThat(served).as("requests of team b").isLessThan(10 * BURST_OF_TEAM_B);
      answer = gateway.exchange("{}", POST, TEAM_B);
    }

    assertThat(served).isGreaterThanOrEqualTo(BURST_OF_TEAM_B);
    assertThat(answer.status()).isEqualTo(429);
    assertThat(Integer.parseInt(answer.values("Retry-After").get(0))).isBetween(1, 6);
    assertThat(origin.requests()).hasSize(served);
    assertThat(gateway.exchange("{}", POST, TEAM_A).status()).as("another caller").isEqualTo(200);
  }

  @Test
  void thePagesCommandStartsTheServerOfThePolicy() throws Exception {
    String page = Files.readString(ExampleFolder.ROOT.resolve("vllm/README.md"));
    String command = page.substring(page.indexOf("run --policy"), page.indexOf("\ncurl "));
    ParseResult run =
        Letterhead.commandLine()
            .parseArgs(command.replace("\\\n", "").split(" +", -1))
            .subcommand();

    assertThat(run.matchedOptionValue("--provider", "")).isEqualTo("vllm");
    assertThat(run.matchedPositional(0).originalStringValues())
        .containsExactly("vllm", "serve", "MODEL", "--host", "127.0.0.1");
  }

  @Test
  void itIsReadyWhereTheServerIs() throws Exception {
    assertThat(gateway.admin("/ready").status()).isEqualTo(200);
    assertThat(origin.requests().get(0).startLine()).isEqualTo("GET /health HTTP/1.1");
  }
}
