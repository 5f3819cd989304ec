package io.letterhead.policy;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Finds requirements that every request meets, and ones that none can. */
final class RequirementCheck {

  private final List<Problem> problems = new ArrayList<>();

  private RequirementCheck() {}

  static List<Problem> problems(Policy policy, ImmutableList<ProviderPolicy> providers) {
    RequirementCheck check = new RequirementCheck();
    ScopedRule.of(policy, providers, Rules::request)
        .forEach(scoped -> check.check(scoped.rule(), scoped.where()));
    return check.problems;
  }

  private void check(Rule rule, ImmutableList<ProviderPolicy> where) {
    if (!(rule instanceof Rule.Require require) || where.isEmpty()) {
      return;
    }
    boolean always = true;
    for (ProviderPolicy provider : where) {
      BitSet classes = provider.inForce().of(require);
      always &= classes.stream().allMatch(c -> isWritten(provider.classes().get(c), require));
      if (!classes.isEmpty()
          && classes.stream().noneMatch(c -> mayLeave(provider.classes().get(c), require))) {
        problems.add(never(require, provider));
      }
    }
    if (always) {
      problems.add(always(require));
    }
  }

  /** Whether the policy writes the field whatever the caller sends. */
  private static boolean isWritten(RequestClass requests, Rule.Require require) {
    return requests.writes().stream()
        .anyMatch(
            written ->
                written.name().equals(require.name().name())
                    && (written instanceof Written.Fixed || written instanceof Written.Injected));
  }

  private static boolean mayLeave(RequestClass requests, Rule.Require require) {
    FieldName name = require.name().name();
    return requests.writes().stream().anyMatch(written -> mayWrite(written, name))
        || requests.verdicts().outputs().stream()
            .anyMatch(verdict -> passesAs(verdict.plain(), name))
        || passesAsItself(requests, name);
  }

  private static boolean mayWrite(Written written, FieldName name) {
    return written.name().equals(name)
        || (written instanceof Written.Custom custom
            && custom.configured().writes().contains(name));
  }

  /** Whether a field of some name passes under this one: a rename's source. */
  private static boolean passesAs(Verdict verdict, FieldName name) {
    return verdict instanceof Verdict.Passes passes
        && passes.spelling() != null
        && Folding.foldsTo(passes.spelling(), name.folded());
  }

  private static boolean passesAsItself(RequestClass requests, FieldName name) {
    Verdict verdict = requests.verdict(requests.verdicts().run(name.folded()));
    return verdict instanceof Verdict.Passes passes && passes.spelling() == null;
  }

  private static Problem never(Rule.Require require, ProviderPolicy provider) {
    return Problem.error(
        "never-holds",
        require.name().position(),
        "no `" + require.name().text() + "` can ever leave for `" + provider.name() + "`",
        "no rule lets the field pass or writes it, so every request would be rejected",
        "allow the field, or delete the `require`");
  }

  private static Problem always(Rule.Require require) {
    return Problem.error(
        "always-holds",
        require.name().position(),
        "`" + require.name().text() + "` is in every request",
        "the policy writes it, so the `require` rejects nothing",
        "delete the `require`");
  }
}
