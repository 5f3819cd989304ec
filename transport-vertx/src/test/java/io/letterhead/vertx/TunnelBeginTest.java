package io.letterhead.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import io.letterhead.conformance.RecordingOrigin;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Callers and origins that leave while a WebSocket begins. */
@Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class TunnelBeginTest {

  private static final int TIMES = 60;
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final Duration SHORT = Duration.ofMillis(100);

  @TempDir Path folder;

  private GatewayConfig config() {
    return Running.config().toBuilder()
        .timeouts(new Timeouts(Running.LIMIT, LONG, LONG, SHORT))
        .records(
            new Records(
                new Records.AccessLogTo.File(folder.resolve("access.jsonl")), Optional.empty()))
        .build();
  }

  @Test
  void aCallerThatLeavesAsItIsAcceptedHoldsNoConnectionOfTheOrigin() throws Exception {
    BlockingQueue<Integer> asked = new LinkedBlockingQueue<>();
    WebSocketOrigin accepting = WebSocketOrigin.of((caller, told) -> caller.readToEnd());
    RecordingOrigin origin =
        RecordingOrigin.start(
            (request, connection) -> {
              asked.add(connection.number());
              accepting.respond(request, connection);
            });
    try (Running running = Running.of(origin, config())) {
      for (int i = 0; i < TIMES; i++) {
        int connection;
        try (WebSocketEnd caller = WebSocketEnd.asking(running.port())) {
          Integer next = asked.poll(Running.LIMIT.toMillis(), TimeUnit.MILLISECONDS);
          assertThat(next).isNotNull();
          connection = next;
          if (i % 2 == 0) {
            caller.reset();
          }
        }
        origin.awaitConnectionEnd(connection, Running.LIMIT);
      }
    }
    List<String> lines = Files.readAllLines(folder.resolve("access.jsonl"));
    assertThat(lines).hasSize(TIMES).allMatch(line -> line.contains("\"outcome\":\"abandoned\""));
  }

  @Test
  void anOriginThatLeavesAsItAcceptsIsToldOfBehindWhatItSent() throws Exception {
    WebSocketOrigin leaving =
        WebSocketOrigin.of(
            (caller, told) -> {
              caller.sendText("a");
              caller.close();
            });
    try (Running running = Running.of(RecordingOrigin.start(leaving), config())) {
      for (int i = 0; i < TIMES; i++) {
        try (WebSocketEnd caller = WebSocketEnd.caller(running.port())) {
          assertThat(caller.next()).isEqualTo("text a");
          assertThat(caller.next()).isEqualTo("close 1011");
          caller.sendClose(1011);
          assertThat(caller.next()).isEqualTo("end");
        }
      }
    }
    List<String> lines = Files.readAllLines(folder.resolve("access.jsonl"));
    assertThat(lines).hasSize(TIMES).allMatch(line -> line.contains("\"outcome\":\"broken\""));
  }

  @Test
  void connectionsThatWereWebSocketsDoNotCountAsOpen() throws Exception {
    GatewayConfig config = config().withLimits(new Limits(100, 32 * 1024, 1024, 4));
    try (Running running = Running.of(RecordingOrigin.start(WebSocketOrigin.echo()), config)) {
      for (int i = 0; i < 10; i++) {
        try (WebSocketEnd caller = WebSocketEnd.caller(running.port())) {
          caller.sendClose(1000);
          assertThat(caller.next()).isEqualTo("close 1000");
          assertThat(caller.next()).isEqualTo("end");
        }
      }
    }
  }
}
