package io.letterhead.policy;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;

/** Finds rules that only an authenticated caller could bring into force. */
final class CallerConditions {

  private CallerConditions() {}

  static ImmutableList<Problem> problems(Policy policy) {
    List<Rule> rules = new ArrayList<>();
    add(policy.rules(), rules);
    policy.providers().forEach(provider -> add(provider.rules(), rules));
    return rules.stream()
        .map(Rule::when)
        .filter(
            when -> when instanceof Condition.Matching matching && !matching.callers().isEmpty())
        .map(when -> problem(((Condition.Matching) when).position()))
        .distinct()
        .sorted(Problem.ORDER)
        .collect(ImmutableList.toImmutableList());
  }

  private static void add(Rules rules, List<Rule> all) {
    all.addAll(rules.request());
    all.addAll(rules.response());
  }

  private static Problem problem(Position position) {
    return Problem.error(
        "callers-never-authenticated",
        position,
        "this condition names callers, and no caller is ever authenticated",
        "it would hold for no request, and its alternatives for all of them",
        "say who may call, or delete `callers` from the condition");
  }
}
