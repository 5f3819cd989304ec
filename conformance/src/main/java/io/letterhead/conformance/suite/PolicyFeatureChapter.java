package io.letterhead.conformance.suite;

import static io.letterhead.conformance.AttackCase.CANARY;
import static io.letterhead.conformance.suite.SuitePolicy.CREDENTIAL;
import static io.letterhead.conformance.suite.SuitePolicy.REFERENCE;
import static io.letterhead.conformance.suite.SuitePolicy.SLOT;

import com.google.common.collect.ImmutableList;
import io.letterhead.conformance.OriginAnswer;
import io.letterhead.conformance.WireField;
import io.letterhead.policy.Operand;
import io.letterhead.policy.Positioned;
import io.letterhead.policy.Rule;
import io.letterhead.policy.Rules;
import io.letterhead.policy.Terms;
import io.letterhead.policy.WrittenValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Chapter 10, of what policies may say beyond the core: reload, caller data, response rules. */
final class PolicyFeatureChapter {
  private static final String CARRIER = "X-Provider-Data";
  private static final int GENERATIONS = 5;
  private static final int CALLERS = 32;
  private static final String OWN_MARK = "generation-";

  private PolicyFeatureChapter() {}

  static Map<String, Check> checks() {
    Map<String, Check> checks = new LinkedHashMap<>();
    checks.put("LH-10.17", PolicyFeatureChapter::nextRequest);
    checks.put("LH-10.18", PolicyFeatureChapter::oneGeneration);
    checks.put("LH-10.19", PolicyFeatureChapter::answerOfAnOldRequest);
    checks.put("LH-10.20", PolicyFeatureChapter::carrier);
    checks.put("LH-10.21", PolicyFeatureChapter::datum);
    checks.put("LH-10.22", PolicyFeatureChapter::otherData);
    checks.put("LH-10.23", PolicyFeatureChapter::malformedData);
    checks.put("LH-10.24", PolicyFeatureChapter::datumThatIsNoValue);
    checks.put("LH-10.25", PolicyFeatureChapter::fieldOfADatum);
    checks.put("LH-10.26", scene -> responses(scene).answeredWithout("X-Internal"));
    checks.put(
        "LH-10.27",
        scene -> {
          Exchange exchange = responses(scene);
          exchange.answeredWith("X-Limit", "9");
          exchange.answeredWithout("X-Ratelimit");
        });
    checks.put("LH-10.28", scene -> responses(scene).answeredWith("X-Served-By", "gateway"));
    checks.put("LH-10.29", PolicyFeatureChapter::allowedCookies);
    return checks;
  }

  /** The reference policy, whose credential and field of its own say which one it is. */
  private static SuitePolicy generation(int number) {
    List<Rule> rules = new ArrayList<>();
    for (Rule rule : REFERENCE.rules().request()) {
      rules.add(rule instanceof Rule.Set ? set("X-Request-Source", OWN_MARK + number) : rule);
    }
    return policy(rules, List.of())
        .credential(Optional.of("letterhead-credential-of-" + OWN_MARK + number));
  }

  private static void nextRequest(Scene scene) throws Exception {
    scene.under(generation(1));
    List<CallerRequest> requests = Told.apart(List.of(CallerRequest.get(), CallerRequest.get()));
    List<Reply> replies = new ArrayList<>();
    try (CallerSession session = scene.open()) {
      replies.add(session.send(requests.get(0)));
      scene.policy().replace(generation(2));
      replies.add(session.send(requests.get(1)));
    }
    List<Exchange> exchanges = Told.exchanges(requests, replies, scene.finished(0));
    for (int i = 0; i < 2; i++) {
      exchanges.get(i).has("X-Request-Source", OWN_MARK + (i + 1));
      exchanges.get(i).has(SLOT, "letterhead-credential-of-" + OWN_MARK + (i + 1));
    }
  }

  /** Whoever asks for the policy gets another one each time: who asks twice, mixes two. */
  private static void oneGeneration(Scene scene) throws Exception {
    scene
        .policy()
        .rotate(
            IntStream.rangeClosed(1, GENERATIONS)
                .mapToObj(PolicyFeatureChapter::generation)
                .toList());
    List<CallerRequest> requests = java.util.Collections.nCopies(CALLERS, CallerRequest.get());
    for (Exchange exchange : scene.atOnce(requests)) {
      Received message = exchange.forwarded();
      List<String> sources = message.values("X-Request-Source");
      List<String> credentials = message.values(SLOT);
      if (!credentials.equals(
          sources.stream().map(s -> "letterhead-credential-of-" + s).toList())) {
        throw exchange.failure(
            "a credential and fields of one generation of the policy",
            "there are " + credentials + " and " + sources,
            List.of(OWN_MARK));
      }
    }
  }

  private static void answerOfAnOldRequest(Scene scene) throws Exception {
    PolicyUnderTest policy = scene.under(REFERENCE).policy();
    scene.answering(
        request -> {
          policy.replace(generation(2));
          return OriginScript.reflect().answer(request);
        });
    Exchange exchange = scene.send(CallerRequest.get());
    for (WireField field : exchange.answered().fields()) {
      if (field.value().contains(CREDENTIAL)) {
        exchange.answeredWithout(field.name());
      }
    }
  }

  private static Scene withData(Scene scene) {
    List<Rule> rules = new ArrayList<>(REFERENCE.rules().request());
    rules.add(fromData("X-Subscription", "subscription"));
    rules.add(fromData("X-Project", "project"));
    SuitePolicy policy = policy(rules, List.of());
    return scene.under(new SuitePolicy(policy.rules(), Optional.of(CARRIER), policy.secrets()));
  }

  private static CallerRequest data(String json) {
    return CallerRequest.get().with(CARRIER, json);
  }

  private static void carrier(Scene scene) throws Exception {
    withData(scene);
    for (String json : List.of("{}", "{\"subscription\":\"acme\"}")) {
      Exchange exchange = scene.send(data(json));
      exchange.forwarded();
      exchange.lacks(CARRIER);
    }
    Exchange alias = scene.send(CallerRequest.get().with("x_provider_data", CANARY));
    alias.holdsNothingOfTheCaller();
  }

  private static void datum(Scene scene) throws Exception {
    withData(scene);
    Exchange exchange = scene.send(data("{\"subscription\":\"acme\"}"));
    exchange.has("X-Subscription", "acme");
    exchange.lacks("X-Project");
    Exchange none = scene.send(CallerRequest.get());
    none.forwarded();
    none.lacks("X-Subscription");
  }

  private static void otherData(Scene scene) throws Exception {
    withData(scene);
    String others =
        String.join(
            ",",
            List.of("other_key", "authorization", "x-api-key", "X-Tag", "Subscription").stream()
                .map(key -> "\"" + key + "\":\"" + CANARY + "\"")
                .toList());
    Exchange exchange = scene.send(data("{\"subscription\":\"acme\"," + others + "}"));
    exchange.has("X-Subscription", "acme");
    exchange.holdsNothingOfTheCaller();
  }

  private static void malformedData(Scene scene) throws Exception {
    withData(scene);
    for (String json :
        List.of(
            "",
            "{",
            CANARY,
            "[]",
            "\"a\"",
            "null",
            "{\"subscription\":1}",
            "{\"subscription\":null}",
            "{\"subscription\":\"\"}",
            "{\"subscription\":[\"a\"]}",
            "{\"subscription\":{\"a\":\"b\"}}",
            "{\"subscription\":\"a\",\"subscription\":\"b\"}",
            "{\"subscription\":\"a\"} {}")) {
      scene.send(data(json)).refused();
    }
    scene.send(data("{\"subscription\":\"a\"}").with(CARRIER, "{}")).refused();
  }

  private static void datumThatIsNoValue(Scene scene) throws Exception {
    withData(scene);
    for (String escaped : List.of("\\r\\nX-Api-Key: ", "\\n", "\\u0000", "\\u010d\\u010a")) {
      scene.send(data("{\"subscription\":\"a" + escaped + CANARY + "\"}")).refused();
    }
  }

  private static void fieldOfADatum(Scene scene) throws Exception {
    withData(scene);
    for (String name : List.of("X-Subscription", "x_subscription")) {
      Exchange without = scene.send(CallerRequest.get().with(name, CANARY));
      without.holdsNothingOfTheCaller();
      Exchange beside = scene.send(data("{\"subscription\":\"acme\"}").with(name, CANARY));
      beside.holdsNothingOfTheCaller();
    }
  }

  private static Exchange responses(Scene scene) throws Exception {
    scene.under(
        policy(
            REFERENCE.rules().request(),
            List.of(
                new Rule.Deny(ImmutableList.of(Operand.Name.of("X-Internal")), Terms.IN_CODE),
                new Rule.Rename(
                    Operand.Name.of("X-Ratelimit"),
                    Operand.Name.of("X-Limit"),
                    ImmutableList.of(),
                    Terms.IN_CODE),
                set("X-Served-By", "gateway"))));
    scene.answering(
        OriginScript.always(
            OriginAnswer.of(200)
                .with("X-Internal", "i")
                .with("x-internal", "j")
                .with("X-Ratelimit", "9")
                .with("X-Served-By", "origin")
                .with("x-served-by", "another")
                .withBody("ok")));
    Exchange exchange = scene.send(CallerRequest.get());
    exchange.answeredStatus(200);
    return exchange;
  }

  private static void allowedCookies(Scene scene) throws Exception {
    Rule allow =
        new Rule.Allow(
            ImmutableList.of(Operand.Name.of("Set-Cookie")), ImmutableList.of(), Terms.IN_CODE);
    scene.under(policy(REFERENCE.rules().request(), List.of(allow)));
    List<String> cookies = List.of("a=b; Expires=Sat, 09 Jan 2038 10:18:14 GMT", "d=e");
    scene.answering(
        OriginScript.always(
            OriginAnswer.of(200)
                .with("Set-Cookie", cookies.get(0))
                .with("Set-Cookie", cookies.get(1))));
    Exchange exchange = scene.send(CallerRequest.get());
    List<String> got =
        exchange.answered().folded("Set-Cookie").stream().map(WireField::value).toList();
    if (!got.equals(cookies)) {
      throw exchange.failure(
          "each `Set-Cookie` that a rule lets pass, line by line", "there is " + got, got);
    }
  }

  private static Rule set(String name, String value) {
    return new Rule.Set(
        Operand.Name.of(name), new WrittenValue.Fixed(Positioned.inCode(value)), Terms.IN_CODE);
  }

  private static Rule fromData(String name, String key) {
    return new Rule.Set(
        Operand.Name.of(name),
        new WrittenValue.FromCallerData(Positioned.inCode(key)),
        Terms.IN_CODE);
  }

  private static SuitePolicy policy(List<Rule> request, List<Rule> response) {
    return new SuitePolicy(
        new Rules(
            ImmutableList.copyOf(request),
            ImmutableList.copyOf(response),
            REFERENCE.rules().reject()),
        Optional.empty(),
        REFERENCE.secrets());
  }
}
