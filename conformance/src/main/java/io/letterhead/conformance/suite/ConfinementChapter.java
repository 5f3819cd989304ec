package io.letterhead.conformance.suite;

import static io.letterhead.conformance.AttackCase.CANARY;
import static io.letterhead.conformance.suite.SuitePolicy.CREDENTIAL;
import static io.letterhead.conformance.suite.SuitePolicy.SLOT;

import io.letterhead.conformance.OriginAnswer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Chapter 7: the credential goes to the provider's origin alone, for one request of one caller. */
final class ConfinementChapter {
  private static final int CALLERS = 16;

  private ConfinementChapter() {}

  static Map<String, Check> checks() {
    Map<String, Check> checks = new LinkedHashMap<>();
    checks.put("LH-7.1", ConfinementChapter::redirectsElsewhere);
    checks.put("LH-7.2", ConfinementChapter::redirectsOutOfTheBasePath);
    checks.put("LH-7.3", ConfinementChapter::everyHopIsDecided);
    checks.put("LH-7.4", ConfinementChapter::challenge);
    checks.put("LH-7.5", ConfinementChapter::cookies);
    checks.put("LH-7.6", ConfinementChapter::oneAfterTheOther);
    checks.put("LH-7.7", ConfinementChapter::atOnce);
    checks.put("LH-7.8", ConfinementChapter::everyAttemptIsDecided);
    checks.put("LH-7.9", ConfinementChapter::noSecondPost);
    return checks;
  }

  private static void redirectsElsewhere(Scene scene) throws Exception {
    for (int status : new int[] {301, 302, 303, 307, 308}) {
      try (SuiteOrigin elsewhere = scene.elsewhere()) {
        scene.answering(redirect(status, elsewhere.uri() + "/base/v1/models"));
        Exchange exchange = scene.send(CallerRequest.get());
        for (Received stray : elsewhere.received()) {
          if (stray.bytes().contains(CREDENTIAL)) {
            throw exchange.failure(
                "no credential at another origin",
                "a redirect with " + status + " has carried it there",
                List.of(CREDENTIAL));
          }
        }
      }
    }
  }

  private static void redirectsOutOfTheBasePath(Scene scene) throws Exception {
    for (String location : List.of("/other/v1", "/basement/v1", "/base/../other", "/")) {
      scene.answering(onlyFirst(redirect(307, location)));
      Exchange exchange = scene.send(CallerRequest.get());
      for (Received message : exchange.received()) {
        if (!message.target().startsWith(SuitePolicy.BASE_PATH + "/")
            || message.target().contains("..")) {
          throw exchange.failure(
              "no request outside of the provider's base path",
              "a redirect has led to " + Shown.text(message.target()),
              List.of(message.target()));
        }
      }
    }
  }

  private static void everyHopIsDecided(Scene scene) throws Exception {
    scene.answering(onlyFirst(redirect(307, "/base/v1/next")));
    Exchange exchange = scene.send(CallerRequest.get().with("X-Other", CANARY));
    for (Received message : exchange.received()) {
      clean(exchange, message);
    }
  }

  static void clean(Exchange exchange, Received message) {
    if (!message.values(SLOT).equals(List.of(CREDENTIAL)) || message.bytes().contains(CANARY)) {
      throw exchange.failure(
          "the policy's decision on every attempt", "an attempt has another", List.of(CANARY));
    }
  }

  /** A challenge is no reason to mix the caller's credentials with the policy's. */
  private static void challenge(Scene scene) throws Exception {
    OriginAnswer challenge = OriginAnswer.of(401).with("WWW-Authenticate", "Basic realm=\"r\"");
    scene.answering(onlyFirst(OriginScript.always(challenge)));
    Exchange exchange = scene.send(CallerRequest.get().with("Authorization", "Basic " + CANARY));
    for (Received message : exchange.received()) {
      if (!message.values("Authorization").isEmpty()) {
        exchange.lacks("Authorization");
      }
      clean(exchange, message);
    }
  }

  private static void cookies(Scene scene) throws Exception {
    scene.answering(
        OriginScript.always(OriginAnswer.of(200).with("Set-Cookie", "sid=" + CANARY + "; Path=/")));
    for (Exchange exchange : scene.converse(List.of(CallerRequest.get(), CallerRequest.get()))) {
      exchange.lacks("Cookie");
    }
  }

  private static void oneAfterTheOther(Scene scene) throws Exception {
    List<CallerRequest> requests = tagged();
    requests.add(CallerRequest.get());
    List<Exchange> exchanges = scene.converse(requests);
    onlyTheirOwn(exchanges.subList(0, CALLERS));
    exchanges.get(CALLERS).lacks("X-Tag");
  }

  private static void atOnce(Scene scene) throws Exception {
    onlyTheirOwn(scene.atOnce(tagged()));
  }

  private static List<CallerRequest> tagged() {
    List<CallerRequest> requests = new ArrayList<>();
    for (int i = 0; i < CALLERS; i++) {
      requests.add(
          CallerRequest.post("{\"call\":" + i + "}")
              .with("X-Tag", "tag-" + i + ".")
              .with("X-Tenant", "tenant-" + i + "."));
    }
    return requests;
  }

  private static void onlyTheirOwn(List<Exchange> exchanges) {
    for (int i = 0; i < exchanges.size(); i++) {
      Exchange exchange = exchanges.get(i);
      exchange.has("X-Tag", "tag-" + i + ".");
      exchange.has("X-Tenant-ID", "tenant-" + i + ".");
      String content = "{\"call\":" + i + "}";
      if (!exchange.forwarded().content().equals(content)) {
        throw exchange.failure("the content " + content, "there is another caller's", List.of());
      }
    }
  }

  /** An attempt that fails before an answer may be made again, decided as the first one. */
  private static void everyAttemptIsDecided(Scene scene) throws Exception {
    AtomicInteger attempts = new AtomicInteger();
    scene.answering(
        request ->
            attempts.getAndIncrement() == 0
                ? new OriginAct.Reset()
                : OriginScript.OK.answer(request));
    Exchange exchange = scene.send(CallerRequest.get().with("X-Other", CANARY));
    for (Received message : exchange.received()) {
      clean(exchange, message);
    }
  }

  private static void noSecondPost(Scene scene) throws Exception {
    scene.answering(request -> new OriginAct.Reset());
    Exchange exchange = scene.send(CallerRequest.post("{\"pay\":1}"));
    exchange.atMostOnce();
  }

  static OriginScript redirect(int status, String location) {
    return OriginScript.always(OriginAnswer.of(status).with("Location", location));
  }

  static OriginScript onlyFirst(OriginScript first) {
    AtomicInteger asked = new AtomicInteger();
    return request -> (asked.getAndIncrement() == 0 ? first : OriginScript.OK).answer(request);
  }
}
