package io.letterhead.conformance.suite;

import static io.letterhead.conformance.suite.SuitePolicy.CREDENTIAL;
import static io.letterhead.conformance.suite.SuitePolicy.SLOT;

import io.letterhead.conformance.OriginAnswer;
import io.letterhead.conformance.WireField;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Chapter 8: what reaches the caller of an answer. */
final class ResponseChapter {
  private static final OriginAnswer OK = OriginAnswer.of(200).withBody("ok");

  private ResponseChapter() {}

  static Map<String, Check> checks() {
    Map<String, Check> checks = new LinkedHashMap<>();
    checks.put(
        "LH-8.1",
        scene -> {
          scene.answering(OriginScript.always(OK.with("X-Kept", "1").with("X-Kept-2", "a, b")));
          Exchange exchange = scene.send(CallerRequest.get());
          exchange.answeredStatus(200);
          exchange.answeredWith("X-Kept", "1");
          exchange.answeredWith("X-Kept-2", "a, b");
          content(exchange, "ok");
        });
    checks.put("LH-8.2", scene -> removes(scene, "WWW-Authenticate", "Proxy-Authenticate"));
    checks.put("LH-8.3", scene -> removes(scene, "Set-Cookie"));
    checks.put(
        "LH-8.4",
        scene -> removes(scene, "Alt-Svc", "Clear-Site-Data", "X-Accel-Redirect", "X-Sendfile"));
    checks.put("LH-8.5", ResponseChapter::nominated);
    checks.put("LH-8.6", ResponseChapter::reflected);
    checks.put(
        "LH-8.7",
        scene -> {
          scene.answering(OriginScript.always(OK));
          scene.send(CallerRequest.get()).answeredWith("Cache-Control", "private");
        });
    checks.put(
        "LH-8.8",
        scene -> {
          scene.answering(
              request -> new OriginAct.Trailing(OK, List.of(new WireField("Set-Cookie", "a=b"))));
          Exchange exchange = scene.send(CallerRequest.get());
          exchange.answeredWithout("Set-Cookie");
          content(exchange, "ok");
        });
    checks.put(
        "LH-8.9",
        scene -> {
          scene.answering(request -> new OriginAct.Broken(OK.withBody("x".repeat(1000)), 500));
          Exchange exchange = scene.send(CallerRequest.get());
          Answered answer = exchange.answer();
          if (answer != null && answer.complete() && answer.status() == 200) {
            throw exchange.failure(
                "an answer that is broken off for the caller too", "it seems whole", List.of());
          }
        });
    checks.put(
        "LH-8.10",
        scene -> {
          scene.answering(request -> new OriginAct.Hints(OK));
          Exchange exchange = scene.send(CallerRequest.get());
          exchange.answeredStatus(200);
          content(exchange, "ok");
        });
    checks.put(
        "LH-8.11",
        scene -> {
          OriginAnswer found = OriginAnswer.of(302).with("Location", "https://other.example/a");
          scene.answering(OriginScript.always(found));
          Exchange exchange = scene.send(CallerRequest.get());
          exchange.answeredStatus(302);
          exchange.answeredWith("Location", "https://other.example/a");
        });
    return checks;
  }

  private static void removes(Scene scene, String... names) throws Exception {
    OriginAnswer answer = OK;
    for (String name : names) {
      answer = answer.with(name, "v=1");
    }
    scene.answering(OriginScript.always(answer));
    Exchange exchange = scene.send(CallerRequest.get());
    for (String name : names) {
      exchange.answeredWithout(name);
    }
  }

  private static void nominated(Scene scene) throws Exception {
    OriginAnswer answer = OK.with("Proxy-Authentication-Info", "a").with("X-Nominated", "1");
    if (!scene.behind().isHttp2()) {
      answer = answer.with("Connection", "X-Nominated").with("Keep-Alive", "max=1");
    }
    scene.answering(OriginScript.always(answer));
    Exchange exchange = scene.send(CallerRequest.get());
    exchange.answeredWithout("Proxy-Authentication-Info");
    if (!scene.behind().isHttp2()) {
      exchange.answeredWithout("X-Nominated");
    }
  }

  private static void reflected(Scene scene) throws Exception {
    scene.answering(OriginScript.reflect());
    Exchange exchange = scene.send(CallerRequest.get());
    for (WireField field : exchange.answered().fields()) {
      if (field.value().contains(CREDENTIAL)) {
        exchange.answeredWithout("Reflected-" + SLOT);
      }
    }
  }

  private static void content(Exchange exchange, String expected) {
    if (!exchange.answered().content().equals(expected) || !exchange.answered().complete()) {
      throw exchange.failure(
          "the content `" + expected + "`",
          "there is `" + Shown.text(exchange.answered().content()) + "`",
          List.of());
    }
  }
}
