package io.letterhead.conformance.suite;

import static io.letterhead.conformance.AttackCase.CANARY;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Chapter 5: one request in, at most one out, framed by the transport. */
final class FramingChapter {
  private static final String SMUGGLED =
      "GET /base/smuggled HTTP/1.1\r\nHost: a\r\nX-Api-Key: " + CANARY + "\r\n\r\n";

  private FramingChapter() {}

  static Map<String, Check> checks() {
    Map<String, Check> checks = new LinkedHashMap<>();
    checks.put(
        "LH-5.1",
        scene -> {
          for (String content : List.of("{}", "{\"a\":\"\u00e9\"}", "x".repeat(60_000))) {
            Exchange exchange = scene.send(CallerRequest.post(content));
            if (!exchange.forwarded().content().equals(content)) {
              throw exchange.failure(
                  "the content at the origin, byte for byte", "there is another", List.of());
            }
          }
        });
    checks.put(
        "LH-5.2",
        scene -> {
          for (String length : List.of("0", "1", "9999", "+2", "0x2", "2, 2", "")) {
            whole(scene.send(CallerRequest.post("{}" + SMUGGLED).with("Content-Length", length)));
          }
        });
    checks.put(
        "LH-5.3",
        scene -> {
          for (String coding : List.of("chunked", "identity", "xchunked", "gzip, chunked", "")) {
            Exchange exchange =
                scene.send(
                    CallerRequest.post("0\r\n\r\n" + SMUGGLED).with("Transfer-Encoding", coding));
            whole(exchange);
          }
        });
    checks.put(
        "LH-5.4",
        scene -> {
          Exchange exchange = scene.send(CallerRequest.post(SMUGGLED));
          exchange.atMostOnce();
          whole(exchange);
        });
    checks.put("LH-5.5", FramingChapter::trailers);
    return checks;
  }

  /** Nothing leaves, or one whole request whose content is the caller's. */
  private static void whole(Exchange exchange) {
    exchange.atMostOnce();
    if (!exchange.received().isEmpty()) {
      Received message = exchange.forwarded();
      if (!exchange.request().content().equals(message.content())) {
        throw exchange.failure(
            "the content as the caller gave it, or no request",
            "there is other content",
            List.of());
      }
    }
  }

  private static void trailers(Scene scene) throws Exception {
    Exchange exchange =
        scene.send(
            CallerRequest.post("{}")
                .withTrailer(SuitePolicy.SLOT, CANARY)
                .withTrailer("X-Unlisted", CANARY));
    exchange.keepsTheCallerOut();
  }
}
