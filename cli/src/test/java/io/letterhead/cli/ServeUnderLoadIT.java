package io.letterhead.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.letterhead.conformance.OriginAnswer;
import io.letterhead.conformance.RawClient;
import io.letterhead.conformance.RawResponse;
import io.letterhead.conformance.RecordingOrigin;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The gateway as a process that gets little of the system: it sheds load, and recovers. */
@Timeout(120)
class ServeUnderLoadIT {

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String LAST = "Connection: close\r\n";
  private static final int MORE = 40;
  private static final int HELD_BODY = 1024 * 1024;
  private static final Pattern LOWERED =
      Pattern.compile(
          "limits\\.connections is lowered to ([0-9]+): this process may open 256 files");

  @TempDir Path folder;
  private final CountDownLatch release = new CountDownLatch(1);
  private RecordingOrigin origin;

  @BeforeEach
  void startOrigin() {
    origin = RecordingOrigin.start();
  }

  @AfterEach
  void closeOrigin() {
    release.countDown();
    origin.close();
  }

  @Test
  void withFewFilesItClosesWhatDoesNotFitAndServesTheRest() throws Exception {
    origin.answerWith(
        (request, connection) -> {
          release.await();
          OriginAnswer.of(200).withBody("late").respond(request, connection);
        });
    try (Launched serve = serve("ulimit -n 256", Map.of())) {
      URI at = serve.listening("http");
      Matcher lowered = LOWERED.matcher(serve.err());
      assertThat(lowered.find()).as(serve.err()).isTrue();
      int fits = Integer.parseInt(lowered.group(1));
      List<RawClient> callers = new ArrayList<>();
      try {
        for (int i = 0; i < fits + MORE; i++) {
          callers.add(asking(at));
        }
        origin.awaitRequests(fits, LIMIT);
        release.countDown();
        int served = 0;
        for (RawClient caller : callers) {
          Optional<RawResponse> response = answer(caller);
          served += response.isPresent() ? 1 : 0;
          assertThat(response.map(RawResponse::status).orElse(200)).isEqualTo(200);
        }
        assertThat(served).isEqualTo(fits);
      } finally {
        for (RawClient caller : callers) {
          caller.close();
        }
      }
      servesAgain(at);
      assertThat(serve.err().lines().toList()).allMatch(line -> line.contains("is lowered to"));
      serve.terminate();
      assertThat(serve.exitCode()).isZero();
    }
  }

  @Test
  void withLittleMemoryItRefusesWhatDoesNotFitAndServesAgain() throws Exception {
    origin.answerWith(
        (request, connection) -> {
          connection.write("HTTP/1.1 200 OK\r\nContent-Length: " + HELD_BODY + "\r\n\r\n");
          connection.write(new byte[HELD_BODY]);
        });
    try (Launched serve = serve("true", Map.of("JAVA_TOOL_OPTIONS", "-Xmx64m"))) {
      URI at = serve.listening("http");
      List<Socket> callers = new ArrayList<>();
      try {
        for (int i = 0; i < 100; i++) {
          Socket caller = new Socket(InetAddress.getLoopbackAddress(), at.getPort());
          caller.setSoTimeout((int) LIMIT.toMillis());
          callers.add(caller);
          caller.getOutputStream().write(request(at, LAST).getBytes(US_ASCII));
        }
        for (Socket caller : callers) {
          byte[] all = readAll(caller);
          String line = new String(all, 0, Math.min(all.length, 13), US_ASCII);
          assertThat(line).isIn("", "HTTP/1.1 200 ", "HTTP/1.1 503 ");
          assertThat(all.length > HELD_BODY).isEqualTo(line.endsWith(" 200 "));
        }
      } finally {
        for (Socket caller : callers) {
          caller.close();
        }
      }
      servesAgain(at);
      assertThat(serve.err().lines().toList())
          .allMatch(line -> line.contains("JAVA_TOOL_OPTIONS") || line.contains("memory "));
      serve.terminate();
      assertThat(serve.exitCode()).isZero();
    }
  }

  /** A caller that has asked; or could not, for it was closed at once. */
  private static RawClient asking(URI at) throws IOException {
    RawClient caller = RawClient.connect("127.0.0.1", at.getPort(), LIMIT);
    try {
      caller.send(request(at, ""));
    } catch (SocketException closed) {
      assertThat(caller.readRest().end()).isNotEqualTo(RawClient.End.OPEN);
    }
    return caller;
  }

  private static Optional<RawResponse> answer(RawClient caller) throws IOException {
    try {
      return caller.receive();
    } catch (SocketException closed) {
      return Optional.empty();
    }
  }

  /** What a caller is sent that reads only now, up to the end of the connection. */
  private static byte[] readAll(Socket caller) throws IOException {
    try {
      return caller.getInputStream().readAllBytes();
    } catch (SocketException closed) {
      return new byte[0];
    }
  }

  /** As soon as what was held is let go. */
  private void servesAgain(URI at) throws IOException {
    origin.answerWith(OriginAnswer.of(200).withBody("again"));
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (true) {
      try (RawClient honest = asking(at)) {
        Optional<RawResponse> response = answer(honest);
        if (response.isPresent() && response.get().status() == 200) {
          assertThat(response.get().body()).isEqualTo("again");
          return;
        }
        assertThat(System.nanoTime()).as("not served again").isLessThan(deadline);
      }
    }
  }

  private Launched serve(String before, Map<String, String> variables) throws Exception {
    Path policy =
        Files.writeString(
            folder.resolve("policy.yaml"),
            "version: 1\nproviders:\n  model:\n    origin: " + origin.uri() + "\n");
    Path launcher =
        Files.writeString(
            folder.resolve("launcher"),
            "#!/bin/sh\n"
                + before
                + "\nexec "
                + Path.of("../letterhead").toAbsolutePath().normalize()
                + " \"$@\"\n");
    assertThat(launcher.toFile().setExecutable(true)).isTrue();
    return Launched.start(
        launcher,
        folder,
        variables,
        "serve",
        "--policy=" + policy,
        "--listen=127.0.0.1:0",
        "--limits-connections=1000");
  }

  private static String request(URI at, String more) {
    return "GET /model/v1 HTTP/1.1\r\nHost: " + at.getAuthority() + "\r\n" + more + "\r\n";
  }
}
