package io.letterhead.policy;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds conditions that hold for no request, and alternatives that are alternatives to nothing. */
final class ConditionCheck {

  private final List<Problem> problems = new ArrayList<>();

  private ConditionCheck() {}

  static List<Problem> problems(Policy policy, ImmutableList<ProviderPolicy> providers) {
    ConditionCheck check = new ConditionCheck();
    ScopedRule.of(policy, providers, Rules::request).forEach(check::checkOtherwise);
    ScopedRule.of(policy, providers, Rules::response).forEach(check::checkOtherwise);
    providers.forEach(check::checkTwice);
    return check.problems;
  }

  private void checkOtherwise(ScopedRule scoped) {
    Rule rule = scoped.rule();
    ImmutableList<ProviderPolicy> where = scoped.where();
    if (!(rule.when() instanceof Condition.Otherwise otherwise) || where.isEmpty()) {
      return;
    }
    if (where.stream().allMatch(p -> p.inForce().of(rule).isEmpty())) {
      problems.add(
          Problem.error(
              "empty-otherwise",
              otherwise.position(),
              "this `otherwise` holds for no request",
              "the other rules for the same name hold for all of them",
              "delete the rule, or narrow the others"));
    } else if (where.stream()
        .allMatch(p -> p.inForce().of(rule).cardinality() == p.classes().size())) {
      problems.add(
          Problem.warning(
              "lone-otherwise",
              otherwise.position(),
              "this `otherwise` holds for every request",
              "no other rule for the same name has a condition",
              "delete the `when`, or add the rule that this one is the alternative to"));
    }
  }

  /** Two alternatives to all others would be alternatives to each other. */
  private void checkTwice(ProviderPolicy provider) {
    for (ImmutableList<Rule> kind :
        ImmutableList.of(provider.rules().request(), provider.rules().response())) {
      Map<String, Rule> known = new HashMap<>();
      for (Rule rule : kind) {
        if (rule.when() instanceof Condition.Otherwise otherwise) {
          provider.rules().named(rule).stream()
              .map(name -> Optional.ofNullable(known.putIfAbsent(name, rule)))
              .flatMap(Optional::stream)
              .findFirst()
              .ifPresent(other -> problems.add(twice(otherwise, other)));
        }
      }
    }
  }

  private static Problem twice(Condition.Otherwise otherwise, Rule other) {
    return Problem.error(
        "two-otherwise",
        otherwise.position(),
        "a name has two rules with `otherwise`",
        "the other is at " + other.position() + "; each would hold where the other does not",
        "give one of them a condition of its own");
  }
}
