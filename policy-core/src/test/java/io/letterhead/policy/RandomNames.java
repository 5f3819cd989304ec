package io.letterhead.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Generators of rules and names that meet often: a small alphabet, and the shipped names. */
final class RandomNames {

  /** Names that the shipped lists speak of, from every list. */
  static final List<String> SHIPPED =
      List.of(
          "Authorization",
          "X-Api-Key",
          "Cookie",
          "X-Forwarded-For",
          "X-Real-IP",
          "Host",
          "Connection",
          "Sec-WebSocket-Key",
          "Content-Type",
          "Accept",
          "X-HTTP-Method-Override",
          "OpenAI-Project",
          "Proxy",
          "traceparent",
          "If-Match",
          "User-Agent");

  private RandomNames() {}

  /** Rules as {@code VERB PATTERN}, at most one writer a name. */
  static Arbitrary<List<String>> rules() {
    Arbitrary<String> verb = Arbitraries.of("allow", "allow", "allow", "deny", "set", "default");
    Arbitrary<String> rule =
        Combinators.combine(verb, patterns(), names())
            .as((v, pattern, name) -> v + " " + (v.matches("allow|deny") ? pattern : name));
    return rule.list().ofMaxSize(8);
  }

  /** Names as callers spell them: every case, aliases, shipped names and their like. */
  static Arbitrary<String> callerNames() {
    Arbitrary<String> shipped =
        Combinators.combine(Arbitraries.of(SHIPPED), Arbitraries.integers().between(0, 3))
            .as(RandomNames::respelled);
    return Arbitraries.oneOf(
        Arbitraries.strings().withChars("abAB-_x.*").ofMinLength(1).ofMaxLength(5),
        Arbitraries.strings().withChars("abAB-_x.*").ofMinLength(1).ofMaxLength(5),
        shipped,
        shipped.map(name -> name + "a"));
  }

  static Arbitrary<String> names() {
    return Arbitraries.strings().withChars("abAB-_x").ofMinLength(1).ofMaxLength(4);
  }

  static Arbitrary<String> patterns() {
    return Arbitraries.oneOf(
        names(),
        Arbitraries.strings().withChars("ab-x**").ofMinLength(1).ofMaxLength(5),
        Arbitraries.of("*", "x-*", "*-key", "content-*", "*a*b*", "X-HTTP-Method-Override"));
  }

  /** The spellings that attackers try. */
  static String respelled(String name, int how) {
    return switch (how) {
      case 1 -> name.replace('-', '_');
      case 2 -> name.toUpperCase(Locale.ROOT);
      case 3 -> name.toLowerCase(Locale.ROOT).replace('-', '.');
      default -> name;
    };
  }

  /** The policy of one provider that these rules make. */
  static Policy policy(List<String> rules) {
    List<Rule> model = new ArrayList<>();
    for (String rule : rules) {
      String operand = rule.substring(rule.indexOf(' ') + 1);
      switch (rule.substring(0, rule.indexOf(' '))) {
        case "allow" -> model.add(Policies.allow(operand));
        case "deny" -> model.add(Policies.deny(operand));
        case "set" -> model.add(Policies.set(operand, "fixed"));
        case "default" -> model.add(Policies.fallback(operand, "fixed"));
        default -> throw new AssertionError(rule);
      }
    }
    return Policies.policy(Provider.of("p", "https://p.example", model.toArray(Rule[]::new)));
  }

  /** Its provider, compiled without the checks: every set of rules decides. */
  static ProviderPolicy compile(List<String> rules) {
    return Policies.compiledUnchecked(policy(rules));
  }

  /** What the oracle says of names under these rules. */
  static UnaryOperator<String> oracle(List<String> rules) {
    Policy policy = policy(rules);
    NaiveOracle oracle = new NaiveOracle(policy, policy.providers().get(0), Map.of());
    Asked asked = Asked.of(List.of());
    return name -> oracle.judge(name, asked);
  }

  /** What the compiled provider says of a name, in the oracle's words. */
  static String judge(ProviderPolicy policy, String name) {
    RequestClass requests = policy.classes().get(0);
    Verdict verdict = requests.verdict(requests.verdicts().run(name));
    if (verdict instanceof Verdict.Removed removed) {
      return removed.removal().id();
    }
    Verdict.Passes passes = (Verdict.Passes) verdict;
    return "passes as " + (passes.spelling() == null ? name : passes.spelling());
  }
}
