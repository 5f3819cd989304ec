package io.letterhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.letterhead.conformance.OriginAnswer;
import io.letterhead.conformance.RawClient;
import io.letterhead.conformance.RawResponse;
import io.letterhead.conformance.RecordingOrigin;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The gateway as a process: ready, serving, drained. */
@Timeout(300)
class ServeIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir Path folder;
  private RecordingOrigin origin;

  @BeforeEach
  void startOrigin() {
    origin = RecordingOrigin.start();
  }

  @AfterEach
  void closeOrigin() {
    origin.close();
  }

  @Test
  void itServesAndDrainsOnSigterm() throws Exception {
    CountDownLatch released = new CountDownLatch(1);
    origin.answerWith(
        (request, connection) -> {
          try {
            assertThat(released.await(60, TimeUnit.SECONDS)).isTrue();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          OriginAnswer.of(200).withBody("late").respond(request, connection);
        });
    try (Launched serve = serve(Map.of("MODEL_KEY", "the-secret"))) {
      URI at = serve.listening("http");
      try (RawClient client = RawClient.connect("127.0.0.1", at.getPort(), LIMIT)) {
        client.send(request(at, "Authorization: Bearer of-the-caller"));
        assertThat(origin.awaitRequests(1, LIMIT).get(0).values("Authorization"))
            .isEqualTo(List.of("Bearer the-secret"));
        assertThat(serve.err()).isEmpty();
        serve.terminate();
        awaitRefusal(at.getPort());
        released.countDown();
        Optional<RawResponse> response = client.receive();
        assertThat(response.map(RawResponse::status)).contains(200);
        assertThat(response.map(RawResponse::body)).contains("late");
      }
      assertThat(serve.exitCode()).isZero();
      assertThat(serve.err()).doesNotContain("the-secret").doesNotContain("of-the-caller");
    }
  }

  @Test
  void withoutItsSecretAProviderAnswers503() throws Exception {
    try (Launched serve = serve(Map.of())) {
      URI at = serve.listening("http");
      try (RawClient client = RawClient.connect("127.0.0.1", at.getPort(), LIMIT)) {
        client.send(request(at, "Accept: */*"));
        assertThat(client.receive().map(RawResponse::status)).contains(503);
      }
      assertThat(origin.requests()).isEmpty();
      assertThat(serve.err())
          .contains("letterhead: provider model answers 503: secret key: ")
          .contains("MODEL_KEY is not set");
      serve.terminate();
      assertThat(serve.exitCode()).isZero();
    }
  }

  @Test
  void aSecretTooShortToBeSweptFromResponsesDrawsAWarning() throws Exception {
    try (Launched serve = serve(Map.of("MODEL_KEY", "sh0rt"))) {
      serve.listening("http");
      assertThat(serve.err())
          .contains("letterhead: warning: secret key is, or holds a part, below 8 bytes")
          .doesNotContain("sh0rt");
      serve.terminate();
      assertThat(serve.exitCode()).isZero();
    }
  }

  @Test
  void anOriginAndAKeyAreEnough() throws Exception {
    Map<String, String> key = Map.of("MODEL_KEY", "the-secret");
    try (Launched serve =
        Launched.start(
            folder,
            key,
            "serve",
            "--origin=" + origin.uri(),
            "--key-env=MODEL_KEY",
            "--listen=127.0.0.1:0")) {
      URI at = serve.listening("http");
      try (RawClient client = RawClient.connect("127.0.0.1", at.getPort(), LIMIT)) {
        client.send("GET /v1/models HTTP/1.1\r\nHost: " + at.getAuthority() + "\r\n\r\n");
        assertThat(client.receive().map(RawResponse::status)).contains(200);
      }
      assertThat(origin.awaitRequests(1, LIMIT).get(0).values("Authorization"))
          .isEqualTo(List.of("Bearer the-secret"));
      assertThat(serve.err())
          .contains("from-secret: key", "origin: \"" + origin.uri() + "\"")
          .doesNotContain("the-secret");
      serve.terminate();
      assertThat(serve.exitCode()).isZero();
    }
  }

  @Test
  void aPolicyThatIsOnlyReportedTellsWhatItWouldReject() throws Exception {
    Path policy =
        Files.writeString(
            folder.resolve("strict.yaml"),
            "version: 1\nreject: [unlisted]\nproviders:\n  model:\n    origin: "
                + origin.uri()
                + "\n    rules: [ { allow: X-Tenant } ]\n");
    try (Launched serve =
        Launched.start(
            folder,
            Map.of(),
            "serve",
            "--policy=" + policy,
            "--listen=127.0.0.1:0",
            "--mode=report")) {
      URI at = serve.listening("http");
      try (RawClient client = RawClient.connect("127.0.0.1", at.getPort(), LIMIT)) {
        client.send(request(at, "X-Other: of-the-caller"));
        assertThat(client.receive().map(RawResponse::status)).contains(200);
      }
      serve.terminate();
      assertThat(serve.exitCode()).isZero();
      assertThat(serve.err())
          .contains("\"would-reject\":[{\"reason\":\"unlisted\",\"field\":\"X-Other\"}]")
          .doesNotContain("of-the-caller");
    }
  }

  private Launched serve(Map<String, String> variables) throws Exception {
    Path policy =
        Files.writeString(
            folder.resolve("policy.yaml"),
            """
            version: 1
            secrets:
              key: { env: MODEL_KEY }
            providers:
              model:
                origin: %s
                rules:
                  - inject: Authorization
                    from-secret: key
                    as: bearer
            """
                .formatted(origin.uri()));
    return Launched.start(
        folder,
        variables,
        "serve",
        "--policy=" + policy,
        "--listen=127.0.0.1:0",
        "--limits-connections=1000");
  }

  /** Waits until nobody listens any more: then the drain has begun. */
  private static void awaitRefusal(int port) {
    while (true) {
      try {
        RawClient.connect("127.0.0.1", port, LIMIT).close();
        Thread.onSpinWait();
      } catch (IOException refused) {
        return;
      }
    }
  }

  private static String request(URI at, String field) {
    return "GET /model/v1 HTTP/1.1\r\nHost: " + at.getAuthority() + "\r\n" + field + "\r\n\r\n";
  }
}
