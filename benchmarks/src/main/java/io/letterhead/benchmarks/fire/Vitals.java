package io.letterhead.benchmarks.fire;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What a process holds at one moment, right after a full collection; Linux only.
 *
 * @param heap bytes of the heap in use
 * @param direct bytes of direct buffers
 * @param resident bytes of it that are in memory
 * @param files open files, sockets among them
 * @param threads threads
 */
record Vitals(long heap, long direct, long resident, int files, int threads) {

  private static final int SECONDS = 60;
  private static final double MIB = 1 << 20;

  /**
   * How much more heap, or direct memory, still counts as flat: a scrape's own garbage, and 10 %.
   */
  private static final long SLACK = 8 << 20;

  /** Collects garbage in the gateway and looks at what is left. */
  static Vitals of(GatewayProcess gateway) throws IOException, InterruptedException {
    collect(gateway.pid());
    Metrics metrics = gateway.metrics();
    Path process = process(gateway);
    return new Vitals(
        (long) metrics.sum("jvm_memory_used_bytes", "area=\"heap\""),
        (long) metrics.sum("jvm_buffer_memory_used_bytes", "id=\"direct\""),
        status(process, "VmRSS:") * 1024,
        files(gateway),
        (int) status(process, "Threads:"));
  }

  /** How many files it has open now. */
  static int files(GatewayProcess gateway) throws IOException {
    try (Stream<Path> open = Files.list(process(gateway).resolve("fd"))) {
      return (int) open.count();
    }
  }

  private static Path process(GatewayProcess gateway) {
    return Path.of("/proc", Long.toString(gateway.pid()));
  }

  private static void collect(long pid) throws IOException, InterruptedException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    Process process =
        new ProcessBuilder(jcmd.toString(), Long.toString(pid), "GC.run")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!process.waitFor(SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IOException("jcmd has collected no garbage");
    }
  }

  private static long status(Path process, String key) throws IOException {
    for (String line : Files.readAllLines(process.resolve("status"))) {
      if (line.startsWith(key)) {
        return Long.parseLong(line.substring(key.length()).replaceAll("[^0-9]", ""));
      }
    }
    throw new IOException(process + " does not tell " + key);
  }

  /** Whether no more is held than before: neither heap nor direct memory has grown. */
  boolean isFlatSince(Vitals before) {
    return heap <= before.heap + before.heap / 10 + SLACK
        && direct <= before.direct + before.direct / 10 + SLACK;
  }

  /** The same, with so many files less. */
  Vitals without(int fewer) {
    return new Vitals(heap, direct, resident, files - fewer, threads);
  }

  /** Its figures by name. */
  Map<String, Number> figures() {
    Map<String, Number> figures = new LinkedHashMap<>();
    figures.put("heap-mib", heap / MIB);
    figures.put("direct-mib", direct / MIB);
    figures.put("resident-mib", resident / MIB);
    figures.put("files", files);
    figures.put("threads", threads);
    return figures;
  }

  /** How much more is held than before, for people. */
  String since(Vitals before) {
    return String.format(
        Locale.ROOT,
        "heap %+.1f MiB, direct %+.1f MiB",
        (heap - before.heap) / MIB,
        (direct - before.direct) / MIB);
  }
}
