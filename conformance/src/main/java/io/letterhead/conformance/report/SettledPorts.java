package io.letterhead.conformance.report;

import io.letterhead.conformance.suite.Evidence;
import io.letterhead.conformance.suite.Finding;
import io.letterhead.conformance.suite.Result;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The ports of one result, each with the number that it has in reports.
 *
 * <p>The suite's origins listen wherever a port is free. In a report the provider's is 8001 and the
 * others follow, so that two runs give the same bytes.
 */
final class SettledPorts {
  private static final Pattern PORT = Pattern.compile("(?<=127\\.0\\.0\\.1:|localhost:)\\d{4,5}");
  private static final int FIRST = 8001;

  private final Map<String, String> settled = new LinkedHashMap<>();

  private final String given;

  private SettledPorts(String given) {
    this.given = given;
  }

  /**
   * The result with its ports settled: those of the policy first.
   *
   * @param given a text with the ports that somebody has chosen, which stay
   */
  static Result in(Result result, String given) {
    SettledPorts ports = new SettledPorts(given);
    String policy = ports.settle(result.policy());
    return new Result(
        result.requirement(),
        result.wire(),
        result.outcome(),
        result.finding().map(ports::settle),
        result.probed(),
        policy);
  }

  private Finding settle(Finding finding) {
    return new Finding(
        settle(finding.expected()),
        settle(finding.actual()),
        finding.evidence().stream().map(this::settle).toList());
  }

  private Evidence settle(Evidence evidence) {
    return new Evidence(
        evidence.what(),
        settle(evidence.bytes()),
        evidence.offending().stream().map(this::settle).toList());
  }

  private String settle(String text) {
    return PORT.matcher(text).replaceAll(port -> number(port.group()));
  }

  private String number(String port) {
    return given.contains(":" + port)
        ? port
        : settled.computeIfAbsent(port, each -> String.valueOf(FIRST + settled.size()));
  }
}
