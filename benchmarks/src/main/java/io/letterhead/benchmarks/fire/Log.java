package io.letterhead.benchmarks.fire;

import java.io.IOException;
import java.util.List;
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

  private Log() {}

  /** Each line has to be of a known kind. */
  static void check(Report report, GatewayProcess gateway) throws IOException {
    List<String> said = gateway.said();
    List<String> strange =
        said.stream()
            .filter(line -> KNOWN.stream().noneMatch(known -> known.matcher(line).matches()))
            .distinct()
            .toList();
    report.figure("lines-in-log", said.size());
    report.condition("no line in the log without a known cause", strange.isEmpty(), strange);
  }
}
