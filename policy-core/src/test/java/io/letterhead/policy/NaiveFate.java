package io.letterhead.policy;

import java.util.List;
import java.util.stream.Stream;

/**
 * What the language says becomes of a caller's field of one name, written down a second time in the
 * plainest way: the lines of the language, one after the other.
 *
 * @param removal why it is removed; empty where it passes
 * @param consumed whether the policy reads it, so that its removal is nothing to reject
 * @param spelling the name that it passes under
 * @param guards what its value must satisfy
 * @param single whether a second field rejects the request
 */
record NaiveFate(
    String removal, boolean consumed, String spelling, List<Guard> guards, boolean single) {

  boolean passes() {
    return removal.isEmpty();
  }

  /**
   * What becomes of a name in the head of a request, or in the caller's data.
   *
   * @param holding the rules that hold for the request
   */
  static NaiveFate of(NaiveRules rules, List<Rule> holding, String name, boolean inData) {
    String folded = NaiveNames.fold(name);
    if (NaiveNames.isIn("transport-owned.txt", "transport", folded)) {
      return removed("transport", false);
    }
    if (rules.isSealed(folded)) {
      return removed("sealed", !inData && isConsumed(rules, holding, folded));
    }
    if (holding.stream().anyMatch(rule -> denies(rules, rule, folded))) {
      return removed("denied", false);
    }
    boolean exactOnly = NaiveNames.isIn("exact-only.txt", "exact-only", folded);
    boolean single = NaiveNames.isIn("groups.txt", "single", folded);
    if (rules.request.stream().anyMatch(rule -> isExact(rule, folded))) {
      List<Rule> exact = holding.stream().filter(rule -> isExact(rule, folded)).toList();
      boolean renamed = exact.stream().anyMatch(Rule.Rename.class::isInstance);
      return exact.isEmpty()
          ? removed("unlisted", false)
          : new NaiveFate("", false, spelling(exact, folded), guards(exact), single || renamed);
    }
    List<Rule> loose =
        holding.stream()
            .filter(Rule.Allow.class::isInstance)
            .filter(
                rule ->
                    ((Rule.Allow) rule).operands().stream().anyMatch(o -> rules.matches(o, folded)))
            .toList();
    boolean message = !inData && NaiveNames.isIn("groups.txt", "@message", folded);
    return (loose.isEmpty() && !message) || exactOnly || !NaiveNames.isPlain(name)
        ? removed("unlisted", false)
        : new NaiveFate("", false, name, guards(loose), single);
  }

  private static NaiveFate removed(String removal, boolean consumed) {
    return new NaiveFate(removal, consumed, "", List.of(), false);
  }

  /** The carrier, and a field in which a rule that holds lets the caller bring a credential. */
  private static boolean isConsumed(NaiveRules rules, List<Rule> holding, String folded) {
    return Stream.concat(
            rules.policy.carrier().stream(),
            holding.stream().flatMap(rule -> NaiveRules.bringField(rule).stream()))
        .anyMatch(name -> NaiveRules.folded(name).equals(folded));
  }

  private static boolean denies(NaiveRules rules, Rule rule, String folded) {
    return rule instanceof Rule.Deny deny
        && deny.operands().stream().anyMatch(operand -> rules.matches(operand, folded));
  }

  private static boolean isExact(Rule rule, String folded) {
    return !spellings(rule, folded).isEmpty();
  }

  private static String spelling(List<Rule> exact, String folded) {
    return exact.stream()
        .flatMap(rule -> spellings(rule, folded).stream())
        .sorted()
        .findFirst()
        .orElseThrow();
  }

  /** The names, as spelled, under which a rule that names a name exactly lets it leave. */
  private static List<String> spellings(Rule rule, String folded) {
    Stream<Operand.Name> names = Stream.of();
    if (rule instanceof Rule.Allow allow) {
      names =
          allow.operands().stream()
              .filter(Operand.Name.class::isInstance)
              .map(Operand.Name.class::cast)
              .filter(name -> NaiveRules.folded(name).equals(folded));
    } else if (rule instanceof Rule.Default fallback) {
      names = Stream.of(fallback.name()).filter(name -> NaiveRules.folded(name).equals(folded));
    } else if (rule instanceof Rule.Rename rename
        && NaiveRules.folded(rename.from()).equals(folded)) {
      names = Stream.of(rename.to());
    }
    return names.map(name -> name.name().spelled()).toList();
  }

  private static List<Guard> guards(List<Rule> rules) {
    return rules.stream()
        .flatMap(
            rule ->
                rule instanceof Rule.Allow allow
                    ? allow.guards().stream()
                    : rule instanceof Rule.Rename rename ? rename.guards().stream() : Stream.of())
        .toList();
  }
}
