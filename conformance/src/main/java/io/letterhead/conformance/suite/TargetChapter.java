package io.letterhead.conformance.suite;

import io.letterhead.conformance.WireField;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Chapter 6: where a request goes is the policy's to say. */
final class TargetChapter {
  private TargetChapter() {}

  static Map<String, Check> checks() {
    Map<String, Check> checks = new LinkedHashMap<>();
    checks.put(
        "LH-6.1",
        scene -> {
          Exchange exchange = scene.send(CallerRequest.get().with("Host", "evil.example"));
          for (Received message : exchange.received()) {
            if (!message.hosts().equals(List.of(scene.policy().origin().getAuthority()))) {
              throw exchange.failure(
                  "one host, the origin's", "there is " + message.hosts(), message.hosts());
            }
          }
        });
    checks.put(
        "LH-6.2",
        scene -> {
          Exchange exchange = scene.send(CallerRequest.get().to("/v1/models?limit=2&a=b"));
          target(exchange, SuitePolicy.BASE_PATH + "/v1/models?limit=2&a=b");
        });
    checks.put(
        "LH-6.3",
        scene -> {
          for (String target :
              List.of(
                  "/../admin",
                  "/v1/../../admin",
                  "/%2e%2e/admin",
                  "/v1/%2E%2e/%2e./admin",
                  "/..;/admin",
                  "/..%2fadmin",
                  "/..\\admin",
                  "/..%5cadmin")) {
            staysBelow(scene.send(CallerRequest.get().to(target)));
          }
        });
    checks.put(
        "LH-6.4",
        scene -> {
          for (String method : List.of("CONNECT", "TRACE")) {
            scene.send(CallerRequest.get().method(method)).refused();
          }
        });
    checks.put(
        "LH-6.5",
        scene -> {
          for (String target :
              List.of("/v1/%00", "/v1/%zz", "/v1/%2", "/v1\\models", "//evil.example/v1")) {
            scene.send(CallerRequest.get().to(target)).refused();
          }
        });
    return checks;
  }

  private static void target(Exchange exchange, String target) {
    if (!exchange.forwarded().target().equals(target)) {
      throw exchange.failure(
          "the target " + target,
          "there is " + Shown.text(exchange.forwarded().target()),
          List.of(exchange.forwarded().target()));
    }
  }

  private static void staysBelow(Exchange exchange) {
    exchange.atMostOnce();
    for (Received message : exchange.received()) {
      String target = message.target();
      boolean climbs = target.contains("..") || WireField.lowerCase(target).contains("%2e");
      if (!target.startsWith(SuitePolicy.BASE_PATH + "/") || climbs) {
        throw exchange.failure(
            "a target below " + SuitePolicy.BASE_PATH + ", or no request",
            "there is " + Shown.text(target),
            List.of(target));
      }
    }
  }
}
