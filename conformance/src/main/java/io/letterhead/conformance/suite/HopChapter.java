package io.letterhead.conformance.suite;

import static io.letterhead.conformance.AttackCase.CANARY;
import static io.letterhead.conformance.suite.SuitePolicy.CREDENTIAL;
import static io.letterhead.conformance.suite.SuitePolicy.SLOT;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Chapter 4: what belongs to one hop stays there. */
final class HopChapter {
  private HopChapter() {}

  static Map<String, Check> checks() {
    Map<String, Check> checks = new LinkedHashMap<>();
    checks.put(
        "LH-4.1",
        scene -> {
          Exchange exchange =
              scene.send(
                  CallerRequest.get().with("Connection", "close, X-Tag").with("X-Tag", CANARY));
          exchange.lacks("X-Tag");
        });
    checks.put(
        "LH-4.2",
        scene -> {
          Exchange exchange =
              scene.send(
                  CallerRequest.get()
                      .with("Connection", "close, " + SLOT + ", X-Request-Source, Host"));
          if (!exchange.received().isEmpty()) {
            exchange.has(SLOT, CREDENTIAL);
            exchange.has("X-Request-Source", "gateway");
          }
        });
    checks.put(
        "LH-4.3",
        scene -> {
          Exchange exchange =
              scene.send(
                  CallerRequest.get()
                      .with("Connection", "keep-alive")
                      .with("X-Tag", CANARY)
                      .with("X-Trace-Id", CANARY)
                      .with("Connection", ", x-tag ,\tX-TRACE-ID"));
          exchange.lacks("X-Tag");
          exchange.lacks("X-Trace-Id");
        });
    checks.put(
        "LH-4.4",
        scene -> {
          for (String name :
              List.of(
                  "Keep-Alive",
                  "Proxy-Connection",
                  "TE",
                  "Trailer",
                  "Proxy-Authenticate",
                  "Proxy-Authentication-Info",
                  "HTTP2-Settings")) {
            Exchange exchange = scene.send(CallerRequest.get().with(name, CANARY));
            exchange.keepsTheCallerOut();
          }
        });
    checks.put(
        "LH-4.5",
        scene -> {
          Exchange exchange =
              scene.send(CallerRequest.post("{}").with("Expect", "100-continue, " + CANARY));
          exchange.lacks("Expect");
        });
    checks.put(
        "LH-4.6",
        scene -> {
          Exchange exchange =
              scene.send(
                  CallerRequest.get()
                      .with("Connection", "Upgrade, HTTP2-Settings")
                      .with("Upgrade", "h2c")
                      .with("HTTP2-Settings", "AAMAAABkAAQAAP__"));
          exchange.lacks("Upgrade");
          exchange.lacks("HTTP2-Settings");
        });
    return checks;
  }
}
