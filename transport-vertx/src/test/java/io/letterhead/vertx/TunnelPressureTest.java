package io.letterhead.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Splitter;
import io.letterhead.conformance.RecordingOrigin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * What the gateway holds of a WebSocket whose other side does not read: what one side has written,
 * less what the kernel says it holds itself, of each socket.
 */
@Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@EnabledOnOs(OS.LINUX)
final class TunnelPressureTest {

  private static final long MEBIBYTE = 1024 * 1024;
  private static final long MUCH = 200 * MEBIBYTE;
  private static final Splitter COLUMNS = Splitter.on(' ').omitEmptyStrings();
  private static final int FRAME_HEAD = 10;
  private static final int MASKED_FRAME_HEAD = 14;

  private final BlockingQueue<Flood> floods = new LinkedBlockingQueue<>();
  private final BlockingQueue<Long> counts = new LinkedBlockingQueue<>();

  /** What the kernel holds of all connections from and to these ports. */
  private static long inKernel(int... ports) throws IOException {
    long held = 0;
    for (String table : List.of("tcp", "tcp6")) {
      List<String> lines = Files.readAllLines(Path.of("/proc/net", table));
      for (String line : lines.subList(1, lines.size())) {
        List<String> columns = COLUMNS.splitToList(line);
        for (int port : ports) {
          String suffix = String.format(Locale.ROOT, ":%04X", port);
          boolean ours = columns.get(1).endsWith(suffix) || columns.get(2).endsWith(suffix);
          if (ours && columns.get(3).equals("01")) {
            for (String queue : Splitter.on(':').split(columns.get(4))) {
              held += Long.parseLong(queue, 16);
            }
          }
        }
      }
    }
    return held;
  }

  private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
    T next = queue.poll(Running.LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    assertThat(next).isNotNull();
    return next;
  }

  /** Reads frames of a mebibyte: how many bytes of so many have come. */
  private static long count(WebSocketEnd end, int head) throws IOException {
    long read = 0;
    for (long frame = 0; frame < MUCH / MEBIBYTE; frame++) {
      read += end.read(head + (int) MEBIBYTE).length;
    }
    return read;
  }

  private static void assertHeld(Running running, Flood flood) throws IOException {
    long written = running.comesToRest(flood.written());
    long held = written - inKernel(running.port(), running.origin().port());
    assertThat(written).isLessThan(MUCH);
    assertThat(held + Flood.BLOCK).isLessThan(MEBIBYTE);
  }

  @Test
  void ofAnOriginsFramesThatTheCallerDoesNotReadLittleIsHeld() throws Exception {
    WebSocketOrigin origin =
        WebSocketOrigin.of(
            (caller, told) -> {
              Flood flood = Flood.start(caller, false, MUCH);
              floods.add(flood);
              flood.ended().join();
              caller.close();
            });
    try (Running running = Running.start(RecordingOrigin.start(origin));
        WebSocketEnd caller = WebSocketEnd.caller(running.port())) {
      assertHeld(running, next(floods));
      assertThat(count(caller, FRAME_HEAD)).isEqualTo(MUCH + MUCH / MEBIBYTE * FRAME_HEAD);
      assertThat(caller.next()).isEqualTo("close 1011");
    }
  }

  @Test
  void ofACallersFramesThatTheOriginDoesNotReadLittleIsHeld() throws Exception {
    CountDownLatch gate = new CountDownLatch(1);
    WebSocketOrigin origin =
        WebSocketOrigin.of(
            (caller, told) -> {
              gate.await();
              counts.add(count(caller, MASKED_FRAME_HEAD));
              caller.sendClose(1000);
            });
    try (Running running = Running.start(RecordingOrigin.start(origin));
        WebSocketEnd caller = WebSocketEnd.caller(running.port())) {
      Flood flood = Flood.start(caller, true, MUCH);
      assertHeld(running, flood);
      gate.countDown();
      flood.ended().join();
      assertThat(next(counts)).isEqualTo(MUCH + MUCH / MEBIBYTE * MASKED_FRAME_HEAD);
      assertThat(caller.next()).isEqualTo("close 1000");
    }
  }
}
