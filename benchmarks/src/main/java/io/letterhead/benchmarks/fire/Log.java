package io.letterhead.benchmarks.fire;

import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a gateway may say on its standard error: lines that name their cause. */
final class Log {

  private static final List<Pattern> KNOWN =
      List.of(
          Pattern.compile("Picked up JAVA_TOOL_OPTIONS: .*"),
          Pattern.compile("letterhead: admin on http://127\\.0\\.0\\.1:[0-9]+"),
          Pattern.compile(
              "letterhead: WARNING io\\.letterhead\\.vertx: limits\\.connections is lowered to .*"),
          Pattern.compile("letterhead: revision [0-9a-f]+ is in force"));

  private static final Pattern BLOCKED =
      Pattern.compile(
          "letterhead: WARNING io\\.vertx\\.core\\.impl\\.BlockedThreadChecker: "
              + ".* has been blocked for ([0-9]{1,9}) ms, .*");

  private Log() {}

  /**
   * Each line has to be of a known kind.
   *
   * @param lateMillis for how long a thread may have been blocked, by a machine that is busy
   */
  static void check(Report report, GatewayProcess gateway, long lateMillis) throws IOException {
    List<String> said = gateway.said();
    List<String> strange = strange(said, lateMillis);
    report.figure("lines-in-log", said.size());
    report.condition("no line in the log without a known cause", strange.isEmpty(), strange);
  }

  /** The lines that are of no known kind. */
  static List<String> strange(List<String> lines, long lateMillis) {
    return lines.stream()
        .filter(line -> blockedMillis(line) > lateMillis)
        .filter(line -> KNOWN.stream().noneMatch(known -> known.matcher(line).matches()))
        .distinct()
        .toList();
  }

  /** How long a line says that a thread was blocked; longer than any time if it says nothing so. */
  private static long blockedMillis(String line) {
    Matcher blocked = BLOCKED.matcher(line);
    return blocked.matches() ? Long.parseLong(blocked.group(1)) : Long.MAX_VALUE;
  }
}
