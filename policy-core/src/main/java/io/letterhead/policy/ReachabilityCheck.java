package io.letterhead.policy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Finds, in the automata of all providers, rules that decide no name: dead ones, whose names a deny
 * or an owner takes, and ones that are covered by others.
 *
 * <p>States are finitely many, so this is a proof over every possible name, not a sample.
 */
final class ReachabilityCheck {

  private final Groups groups;
  private final List<Problem> problems = new ArrayList<>();

  private ReachabilityCheck(Groups groups) {
    this.groups = groups;
  }

  static List<Problem> problems(Policy policy, ImmutableList<ProviderPolicy> providers) {
    ReachabilityCheck check = new ReachabilityCheck(Groups.of(policy.groups()));
    if (providers.isEmpty()) {
      return check.problems;
    }
    policy.rules().forEach(rule -> check.check(rule, providers));
    for (int i = 0; i < providers.size(); i++) {
      ImmutableList<ProviderPolicy> own = ImmutableList.of(providers.get(i));
      policy.providers().get(i).rules().forEach(rule -> check.check(rule, own));
    }
    return check.problems;
  }

  private void check(Rule rule, ImmutableList<ProviderPolicy> where) {
    if (rule instanceof Rule.Allow allow) {
      checkAllow(allow, where);
    } else if (rule instanceof Rule.Rename rename) {
      checkRename(rename, where);
    } else if (rule instanceof Rule.Require require) {
      checkRequire(require, where);
    }
  }

  private void checkAllow(Rule.Allow allow, ImmutableList<ProviderPolicy> where) {
    List<Operand> taken = new ArrayList<>();
    List<Operand> covered = new ArrayList<>();
    for (Operand operand : allow.operands()) {
      if (isRefused(operand)) {
        continue;
      }
      Predicate<Label> own =
          label ->
              (label instanceof Label.Exact exact
                      && exact.rule().equals(allow)
                      && exact.name().equals(operand))
                  || (label instanceof Label.Loose loose
                      && loose.rule().equals(allow)
                      && loose.operand().equals(operand));
      List<ImmutableSet<Label>> states = statesOf(own, where);
      if (states.stream().noneMatch(state -> passes(state, own))) {
        taken.add(operand);
      } else if (states.stream().allMatch(state -> sameWithout(state, own))) {
        covered.add(operand);
      }
    }
    if (taken.size() == allow.operands().size()) {
      String takers = takers(allow, where);
      problems.add(dead(allow, taken.get(0).position(), takers));
    } else {
      taken.forEach(operand -> problems.add(deadOperand(allow, operand, where)));
    }
    covered.forEach(operand -> problems.add(covered(operand)));
  }

  private void checkRename(Rule.Rename rename, ImmutableList<ProviderPolicy> where) {
    Predicate<Label> own =
        label -> label instanceof Label.Exact exact && exact.rule().equals(rename);
    boolean refused =
        isRefused(rename.from()) || where.stream().anyMatch(p -> isRenameTarget(p, rename.from()));
    if (!refused && statesOf(own, where).stream().noneMatch(state -> passes(state, own))) {
      problems.add(dead(rename, rename.from().position(), takers(rename, where)));
    }
    for (ProviderPolicy provider : where) {
      ImmutableSet<Label> target =
          provider.labels().output(provider.labels().run(rename.to().name().folded()));
      if (target.stream().anyMatch(Label.Denied.class::isInstance)) {
        problems.add(
            Problem.error(
                "rename-to-denied",
                rename.to().position(),
                "`" + rename.to().text() + "` is denied",
                "a `deny` says that no caller decides this field, the rename that one does",
                "rename to another name, or narrow the `deny`"));
        return;
      }
    }
  }

  /** Whether the operand is refused by itself, so that it needs no second problem. */
  private boolean isRefused(Operand operand) {
    if (operand instanceof Operand.Group group) {
      return groups.members(group.text()).isEmpty();
    }
    return operand instanceof Operand.Name name && OwnershipCheck.isListed(name.name());
  }

  /**
   * Whether a rename writes the name, which is a problem of its own for another rename's source.
   */
  private static boolean isRenameTarget(ProviderPolicy provider, Operand.Name source) {
    return provider.labels().output(provider.labels().run(source.name().folded())).stream()
        .anyMatch(l -> l instanceof Label.Written written && written.rule() instanceof Rule.Rename);
  }

  private void checkRequire(Rule.Require require, ImmutableList<ProviderPolicy> where) {
    int always = 0;
    for (ProviderPolicy provider : where) {
      Requirement requirement =
          provider.requirements().stream()
              .filter(each -> each.rule().equals(require))
              .findFirst()
              .orElseThrow();
      List<Written> writes =
          provider.writes().stream().filter(w -> w.name().equals(requirement.name())).toList();
      if (writes.stream().anyMatch(w -> !(w instanceof Written.Fallback))) {
        always++;
      } else if (writes.isEmpty() && !mayLeave(provider, requirement)) {
        problems.add(
            Problem.error(
                "never-holds",
                require.name().position(),
                "no `" + require.name().text() + "` can ever leave for `" + provider.name() + "`",
                "no rule lets the field pass or writes it, so every request would be rejected",
                "allow the field, or delete the `require`"));
      }
    }
    if (always > 0 && always == where.size()) {
      problems.add(
          Problem.error(
              "always-holds",
              require.name().position(),
              "`" + require.name().text() + "` is in every request",
              "the policy writes it, so the `require` rejects nothing",
              "delete the `require`"));
    }
  }

  /** Whether a caller's field can leave under the required name. */
  private static boolean mayLeave(ProviderPolicy provider, Requirement requirement) {
    String source = requirement.source().folded();
    Verdict verdict = provider.verdicts().output(provider.verdicts().run(source)).plain();
    return verdict instanceof Verdict.Passes passes
        && Folding.foldAlike(
            passes.spelling() == null ? source : passes.spelling(), requirement.name().folded());
  }

  private static List<ImmutableSet<Label>> statesOf(
      Predicate<Label> own, ImmutableList<ProviderPolicy> where) {
    return where.stream()
        .flatMap(provider -> provider.labels().outputs().stream())
        .filter(state -> state.stream().anyMatch(own))
        .toList();
  }

  /**
   * Whether a name of this state passes by this rule, or would by its glob were no exact rule
   * there.
   */
  private static boolean passes(ImmutableSet<Label> state, Predicate<Label> own) {
    if (!(NameVerdict.of(state).plain() instanceof Verdict.Passes)) {
      return false;
    }
    return state.stream().anyMatch(own);
  }

  private static boolean sameWithout(ImmutableSet<Label> state, Predicate<Label> own) {
    Set<Label> without = Sets.filter(state, label -> !own.test(label));
    return NameVerdict.of(without).equals(NameVerdict.of(state));
  }

  private static String takers(Rule rule, ImmutableList<ProviderPolicy> where) {
    Predicate<Label> own =
        label ->
            (label instanceof Label.Exact exact && exact.rule().equals(rule))
                || (label instanceof Label.Loose loose && loose.rule().equals(rule));
    Set<String> takers = new TreeSet<>();
    for (ImmutableSet<Label> state : statesOf(own, where)) {
      Explanation.deciding(state, false).forEach(cause -> takers.add(cause.toString()));
    }
    return String.join(", ", takers);
  }

  private static Problem dead(Rule rule, Position position, String takers) {
    return Problem.error(
        "dead-rule",
        position,
        "this `" + rule.verb() + "` decides no field",
        takers.isEmpty() ? "it names no field" : "all of its names are taken by " + takers,
        "delete the rule, or narrow what takes its names");
  }

  private static Problem deadOperand(
      Rule rule, Operand operand, ImmutableList<ProviderPolicy> where) {
    return Problem.warning(
        "dead-operand",
        operand.position(),
        "`" + operand.text() + "` lets no field pass",
        "all of its names are taken by " + takers(rule, where),
        "delete it, or narrow what takes its names");
  }

  private static Problem covered(Operand operand) {
    return Problem.warning(
        "covered-rule",
        operand.position(),
        "`" + operand.text() + "` changes nothing",
        "other rules already let its names pass in the same way",
        "delete it, unless it is there for readers");
  }
}
