package io.letterhead.benchmarks.fire;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What processors have done until one moment, in seconds: a run on a busy machine shows what the
 * machine is like, and should be seen to; Linux only.
 *
 * @param gateway for the gateway
 * @param ours for the gateway, the origin and the callers
 * @param all for whatever runs on this machine
 */
record ProcessorTime(double gateway, double ours, double all) {

  /** The unit of {@code /proc/stat}: the kernel tells all programs of a hundredth of a second. */
  private static final double TICKS = 100;

  /** The columns of {@code /proc/stat} that count as idle, from its first word. */
  private static final int IDLE = 4;

  private static final int WAITING = 5;

  /** The last column that is not counted in another one, too. */
  private static final int LAST = 8;

  static ProcessorTime now(Stage stage) throws IOException {
    double gateway = seconds(stage.gateway().pid());
    double ours = gateway + seconds(stage.origin().pid()) + seconds(ProcessHandle.current().pid());
    String[] words = Files.readAllLines(Path.of("/proc/stat")).get(0).split(" +", -1);
    double all = 0;
    for (int i = 1; i <= LAST; i++) {
      all += i == IDLE || i == WAITING ? 0 : Double.parseDouble(words[i]) / TICKS;
    }
    return new ProcessorTime(gateway, ours, all);
  }

  private static double seconds(long pid) {
    return ProcessHandle.of(pid)
            .flatMap(process -> process.info().totalCpuDuration())
            .map(Duration::toMillis)
            .orElse(0L)
        / 1e3;
  }

  /** The processors' time since a moment before, by name. */
  Map<String, Number> since(ProcessorTime before) {
    Map<String, Number> figures = new LinkedHashMap<>();
    figures.put("gateway-s", gateway - before.gateway);
    figures.put("run-s", ours - before.ours);
    figures.put("others-s", all - before.all - (ours - before.ours));
    return figures;
  }
}
