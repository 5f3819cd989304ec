package io.letterhead.conformance.suite;

import static io.letterhead.conformance.AttackCase.CANARY;
import static io.letterhead.conformance.suite.SuitePolicy.CREDENTIAL;
import static io.letterhead.conformance.suite.SuitePolicy.SLOT;

import io.letterhead.conformance.AttackCorpus;
import io.letterhead.conformance.WireField;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Chapter 1: the credential is the policy's, and no caller brings another. */
final class CredentialChapter {
  private static final String[] ALIASES = {
    "X_Api_Key", "x_api_key", "X-Api_Key", "X.Api.Key", "X~Api~Key"
  };

  private CredentialChapter() {}

  static Map<String, Check> checks() {
    Map<String, Check> checks = new LinkedHashMap<>();
    checks.put("LH-1.1", scene -> scene.send(CallerRequest.get()).has(SLOT, CREDENTIAL));
    checks.put("LH-1.2", scene -> keepsOut(scene, SLOT));
    checks.put(
        "LH-1.3",
        scene -> {
          keepsOut(scene, "x-aPi-KeY");
          keepsOut(scene, "X-API-KEY");
        });
    checks.put(
        "LH-1.4",
        scene ->
            scene
                .send(
                    CallerRequest.get()
                        .with(SLOT, CANARY + "-1")
                        .with(SLOT, CANARY + "-2")
                        .with(SLOT, CANARY + "-3"))
                .keepsTheCallerOut());
    checks.put(
        "LH-1.5",
        scene -> {
          for (String alias : ALIASES) {
            keepsOut(scene, alias);
          }
        });
    checks.put(
        "LH-1.6",
        scene -> {
          keepsOut(scene, "X-Api-\u212Aey");
          keepsOut(scene, "author\u0131zation");
          keepsOut(scene, "x-amz-\u017Fecurity-token");
        });
    checks.put("LH-1.7", CredentialChapter::otherSlots);
    checks.put("LH-1.8", scene -> keepsOut(scene, "Proxy-Authorization"));
    checks.put("LH-1.9", CredentialChapter::parameters);
    checks.put(
        "LH-1.10",
        scene -> {
          scene.under(SuitePolicy.REFERENCE.credential(Optional.empty()));
          scene.send(CallerRequest.get()).refused();
          scene.under(SuitePolicy.REFERENCE.credential(Optional.of("")));
          scene.send(CallerRequest.get()).refused();
        });
    checks.put("LH-1.11", CredentialChapter::isNotShown);
    return checks;
  }

  private static void keepsOut(Scene scene, String name) throws Exception {
    scene.send(CallerRequest.get().with(name, CANARY)).keepsTheCallerOut();
  }

  private static void otherSlots(Scene scene) throws Exception {
    List<String> others =
        AttackCorpus.credentialSlots().stream()
            .filter(name -> !WireField.fold(name).equals(WireField.fold(SLOT)))
            .filter(name -> !name.equals("Proxy-Authorization"))
            .toList();
    CallerRequest request = CallerRequest.get();
    for (String name : others) {
      request = request.with(name, CANARY);
    }
    Exchange exchange = scene.send(request);
    others.forEach(exchange::lacks);
  }

  private static void parameters(Scene scene) throws Exception {
    for (String parameter :
        List.of("key", "api_key", "api-key", "access_token", "Api%2DKey", "X-Amz-Signature")) {
      scene
          .send(CallerRequest.get().to("/v1/models?a=1&" + parameter + "=" + CANARY))
          .keepsTheCallerOut();
    }
  }

  /** Neither an error nor an answer may show what the policy injects. */
  private static void isNotShown(Scene scene) throws Exception {
    Exchange malformed = scene.send(CallerRequest.get().with("X-Tag", "a\r\nX-Api-Key: b"));
    shows(malformed);
    scene.answering(request -> new OriginAct.Reset());
    shows(scene.send(CallerRequest.get()));
  }

  private static void shows(Exchange exchange) {
    Answered answer = exchange.answer();
    boolean shown = answer != null && answer.lines().contains(CREDENTIAL);
    for (Throwable cause = exchange.refusal(); cause != null; cause = cause.getCause()) {
      shown |= String.valueOf(cause).contains(CREDENTIAL);
    }
    if (shown) {
      throw exchange.failure("an error without the credential", "it shows it", List.of(CREDENTIAL));
    }
  }
}
