package io.letterhead.policy;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;

/** Finds rules that make sense only with, or only without, callers that are authenticated. */
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

  /** The rules by which a caller may bring a credential in the field that authenticates it. */
  static ImmutableList<Problem> brought(Policy policy) {
    ImmutableList.Builder<Problem> problems = ImmutableList.builder();
    for (Provider provider : policy.providers()) {
      for (Rule rule : provider.rules().request()) {
        if (rule instanceof Rule.Inject inject
            && inject.bring().orElse(null) instanceof Bring.Field field
            && authenticates(field.name(), provider)) {
          problems.add(brought(field.name()));
        }
      }
    }
    return ImmutableList.sortedCopyOf(Problem.ORDER, problems.build());
  }

  private static boolean authenticates(Operand.Name name, Provider provider) {
    return Folding.foldsTo(name.text(), "authorization")
        || provider
            .profile()
            .map(profile -> profile.slot().name().folded().equals(name.name().folded()))
            .orElse(false);
  }

  private static Problem brought(Operand.Name name) {
    return Problem.error(
        "caller-key-brought",
        name.position(),
        "`" + name.text() + "` may bring a caller's credential, and it authenticates the caller",
        "one value would be the caller's key for the gateway and its key for the provider",
        "let callers bring their credential in another field, such as `X-Provider-Key`");
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
