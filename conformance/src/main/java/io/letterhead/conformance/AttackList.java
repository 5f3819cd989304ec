package io.letterhead.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A theme of the corpus while it is written down: cases, and the shapes that their requests share.
 */
final class AttackList {
  /** What the origin answers where the answer does not matter. */
  static final Responder OK = OriginAnswer.of(200).withBody("ok");

  static final Expectation BAD_REQUEST = Expectation.Refused.with(400);

  private final List<AttackCase> cases = new ArrayList<>();

  List<AttackCase> cases() {
    return List.copyOf(cases);
  }

  AttackList add(String row, String name, String request, Expectation expectation, String why) {
    return add(row, name, request, OK, expectation, why);
  }

  AttackList add(
      String row,
      String name,
      String request,
      Responder origin,
      Expectation expectation,
      String why) {
    cases.add(new AttackCase(row, name, request, origin, expectation, why));
    return this;
  }

  /** One case for each entry: its key completes the name, its value is the request. */
  AttackList addEach(
      String row, String name, Map<String, String> requests, Expectation expectation, String why) {
    requests.forEach(
        (detail, request) -> add(row, name + ": " + detail, request, expectation, why));
    return this;
  }

  /** A GET with these lines after {@code Host}. */
  static String get(String... lines) {
    return getTarget("{prefix}/v1/models", lines);
  }

  /** A GET to that target, with these lines after {@code Host}. */
  static String getTarget(String target, String... lines) {
    return head("GET " + target + " HTTP/1.1", lines);
  }

  /** A POST of the empty JSON object, with these lines after the framing. */
  static String post(String... lines) {
    String[] all = new String[lines.length + 2];
    all[0] = "Content-Type: application/json";
    all[1] = "Content-Length: 2";
    System.arraycopy(lines, 0, all, 2, lines.length);
    return framed("{}", all);
  }

  /** A POST with these lines after {@code Host}, and these bytes after the head. */
  static String framed(String body, String... lines) {
    return head("POST {prefix}/v1/messages HTTP/1.1", lines) + body;
  }

  /** A chunked POST with these bytes after the head. */
  static String chunked(String body) {
    return framed(body, "Content-Type: application/json", "Transfer-Encoding: chunked");
  }

  private static String head(String startLine, String... lines) {
    StringBuilder head = new StringBuilder(startLine).append("\r\nHost: {host}\r\n");
    for (String line : lines) {
      head.append(line).append("\r\n");
    }
    return head.append("\r\n").toString();
  }
}
