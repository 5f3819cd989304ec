package io.letterhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.letterhead.conformance.RawClient;
import io.letterhead.conformance.RawResponse;
import io.letterhead.conformance.RecordingOrigin;
import io.letterhead.conformance.WireMessage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The gateway as a process whose files change: policy, secret, configuration, what it writes. */
@Timeout(300)
class ServeReloadIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String ADMIN = "letterhead: admin on ";

  @TempDir Path folder;
  private RecordingOrigin origin;
  private Launched serve;
  private URI at;
  private URI admin;

  @BeforeEach
  void start() throws Exception {
    origin = RecordingOrigin.start();
    Files.writeString(folder.resolve("key"), "first-secret\n");
    Files.writeString(folder.resolve("policy.yaml"), policy("first"));
    Files.writeString(
        folder.resolve("gateway.yaml"),
        """
        listen: 127.0.0.1:0
        admin: { listen: 127.0.0.1:0 }
        audit: { file: audit.jsonl }
        access-log: { file: access.jsonl }
        """);
    serve =
        Launched.start(folder, Map.of(), "serve", "--policy=policy.yaml", "--config=gateway.yaml");
    at = serve.listening("http");
    String told = serve.err();
    admin =
        URI.create(
            told.substring(told.indexOf(ADMIN) + ADMIN.length()).lines().findFirst().orElseThrow());
  }

  @AfterEach
  void close() {
    serve.close();
    origin.close();
  }

  @Test
  void aSecretIsRotatedAndAPolicyReplacedWithoutASignal() throws Exception {
    assertThat(sent().values("Authorization")).containsExactly("Bearer first-secret");
    Files.writeString(folder.resolve("key"), "second-secret\n");
    await(() -> sent().values("Authorization").contains("Bearer second-secret"));
    Files.writeString(folder.resolve("policy.yaml"), policy("second"));
    await(() -> sent().values("X-Request-Source").contains("second"));

    assertThat(get(admin, "/metrics").body()).contains("letterhead_generation 3.0");
    assertThat(serve.err()).contains("is in force").doesNotContain("second-secret");
    end();
  }

  @Test
  void aBadPolicyIsShownEverywhereAndTheLastGoodOneServes() throws Exception {
    Files.writeString(folder.resolve("policy.yaml"), policy("second") + "      - alow: X-A\n");
    await(() -> serve.err().contains("the last good revision stays"));

    assertThat(serve.err()).contains("policy.yaml:12:9: error: ").contains("alow");
    assertThat(sent().values("X-Request-Source")).containsExactly("first");
    RawResponse ready = get(admin, "/ready");
    assertThat(ready.status()).isEqualTo(200);
    assertThat(ready.body()).contains("\"stale\" : true");
    assertThat(get(admin, "/policy").body()).contains("alow");
    assertThat(get(admin, "/metrics").body()).contains("letterhead_stale 1.0");
    Files.writeString(folder.resolve("policy.yaml"), policy("third"));
    await(() -> sent().values("X-Request-Source").contains("third"));
    assertThat(get(admin, "/ready").body()).contains("\"stale\" : false");
    end();
  }

  @Test
  void hangingUpReopensWhatIsWrittenAndEndsNothing() throws Exception {
    sent();
    Path audit = folder.resolve("audit.jsonl");
    await(() -> Files.size(audit) > 0);
    Files.move(audit, folder.resolve("audit.jsonl.1"));
    serve.signal("HUP");
    await(() -> serve.err().contains("is in force"));
    sent();
    await(() -> Files.exists(audit) && Files.size(audit) > 0);

    assertThat(Files.readAllLines(audit)).hasSize(1);
    assertThat(Files.readAllLines(folder.resolve("audit.jsonl.1"))).hasSize(1);
    end();
  }

  private void end() throws Exception {
    serve.terminate();
    assertThat(serve.exitCode()).isZero();
  }

  private WireMessage sent() throws IOException {
    assertThat(get(at, "/model/v1").status()).isEqualTo(200);
    List<WireMessage> all = origin.requests();
    return all.get(all.size() - 1);
  }

  private static RawResponse get(URI server, String path) throws IOException {
    try (RawClient client = RawClient.connect(server.getHost(), server.getPort(), LIMIT)) {
      client.send("GET " + path + " HTTP/1.1\r\nHost: " + server.getAuthority() + "\r\n\r\n");
      return client.receive().orElseThrow();
    }
  }

  private void await(Callable<Boolean> condition) throws Exception {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (!condition.call()) {
      assertThat(System.nanoTime()).as(serve.err()).isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  private String policy(String source) {
    return """
        version: 1
        secrets:
          key: { file: key }
        providers:
          model:
            origin: %s
            rules:
              - inject: Authorization
                from-secret: key
                as: bearer
              - { set: X-Request-Source, to: %s }
        """
        .formatted(origin.uri(), source);
  }
}
