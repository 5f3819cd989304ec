package io.letterhead.conformance.suite;

import static io.letterhead.conformance.AttackCase.CANARY;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Chapter 3: what is no name or no value is refused, never mended. */
final class ValueChapter {
  private static final String SMUGGLED = "X-Api-Key: " + CANARY;

  private ValueChapter() {}

  static Map<String, Check> checks() {
    Map<String, Check> checks = new LinkedHashMap<>();
    checks.put(
        "LH-3.1",
        scene -> {
          for (String end : List.of("\r\n", "\n", "\r", "\r\n ", "\n\t")) {
            refuses(scene, "X-Tag", "a" + end + SMUGGLED);
          }
        });
    checks.put(
        "LH-3.2",
        scene -> {
          for (char control : new char[] {0, 1, 8, 0x0B, 0x0C, 0x1B, 0x1F, 0x7F}) {
            refuses(scene, "X-Tag", CANARY + control + "b");
          }
        });
    checks.put(
        "LH-3.3",
        scene -> {
          for (char high : new char[] {0x80, 0x85, 0xA0, 0xFF}) {
            refuses(scene, "X-Tag", CANARY + high + "b");
          }
        });
    checks.put(
        "LH-3.4",
        scene -> {
          refuses(scene, "X-Tag", "a\u010D\u010A" + SMUGGLED);
          refuses(scene, "X-Tag", CANARY + "\u2028b");
        });
    checks.put(
        "LH-3.5",
        scene -> {
          for (String name :
              List.of("", " ", "X Tag", " X-Tag", "X-Tag ", "X-Tag:", ":path", "X-Tag\t", "(x)")) {
            neverForwards(scene, name);
          }
        });
    checks.put(
        "LH-3.6",
        scene -> {
          for (String name : List.of("X-Tag: a\r\nX-Api-Key", "X-Tag\n", "X-Tag\0", "X-Tag\r")) {
            neverForwards(scene, name);
          }
        });
    checks.put(
        "LH-3.7",
        scene -> {
          for (String method :
              List.of("GET /evil HTTP/1.1\r\nX-A: " + CANARY + "\r\n\r\nGET", "GE T", "GET\r\n")) {
            onlyRefused(scene, CallerRequest.get().method(method));
          }
        });
    checks.put(
        "LH-3.8",
        scene -> {
          for (String target :
              List.of(
                  "/v1 HTTP/1.1\r\n" + SMUGGLED + "\r\nX-B: c",
                  "/v1/a b",
                  "/v1/\r\nX-B: " + CANARY,
                  "/v1/\0",
                  "/v1/models?a=b c")) {
            onlyRefused(scene, CallerRequest.get().to(target));
          }
        });
    return checks;
  }

  private static void refuses(Scene scene, String name, String value) throws Exception {
    onlyRefused(scene, CallerRequest.get().with(name, value));
  }

  private static void onlyRefused(Scene scene, CallerRequest request) throws Exception {
    scene.send(request).refused();
  }

  /** The request may leave without such a field, or not at all. */
  private static void neverForwards(Scene scene, String name) throws Exception {
    Exchange exchange = scene.send(CallerRequest.get().with(name, CANARY));
    exchange.atMostOnce();
    exchange.received().forEach(message -> exchange.forwarded());
    exchange.holdsNothingOfTheCaller();
  }
}
