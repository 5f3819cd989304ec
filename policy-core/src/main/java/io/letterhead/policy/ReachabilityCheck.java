package io.letterhead.policy;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds, in the automata of all providers, rules that decide no name: dead ones, whose names a deny
 * or an owner takes, and ones that are covered by others.
 */
final class ReachabilityCheck {

  private final OwnedNames owned;
  private final ImmutableMap<ProviderPolicy, Effects> effects;
  private final List<Problem> problems = new ArrayList<>();

  private ReachabilityCheck(OwnedNames owned, ImmutableList<ProviderPolicy> providers) {
    this.owned = owned;
    this.effects = providers.stream().collect(ImmutableMap.toImmutableMap(p -> p, Effects::of));
  }

  static List<Problem> problems(
      Policy policy, OwnedNames owned, ImmutableList<ProviderPolicy> providers) {
    ReachabilityCheck check = new ReachabilityCheck(owned, providers);
    ScopedRule.of(policy, providers, Rules::request)
        .forEach(scoped -> check.check(scoped.rule(), scoped.where()));
    return check.problems;
  }

  private void check(Rule rule, ImmutableList<ProviderPolicy> where) {
    if (where.stream().allMatch(p -> p.inForce().of(rule).isEmpty())) {
      return; // nowhere; or an `otherwise` of nothing, which is a problem of its own
    }
    if (rule instanceof Rule.Allow allow) {
      checkAllow(allow, where);
    } else if (rule instanceof Rule.Rename rename) {
      checkRename(rename, where);
    }
  }

  private void checkAllow(Rule.Allow allow, ImmutableList<ProviderPolicy> where) {
    List<Operand> taken = new ArrayList<>();
    List<Operand> covered = new ArrayList<>();
    Set<String> takers = new TreeSet<>();
    for (Operand operand : allow.operands()) {
      if (isRefused(operand, where)) {
        continue;
      }
      List<Effects.Effect> found =
          where.stream().map(p -> effect(p, label(allow, operand))).toList();
      if (found.stream().noneMatch(Effects.Effect::passes)) {
        taken.add(operand);
        found.forEach(effect -> takers.addAll(effect.takers()));
      } else if (found.stream().noneMatch(Effects.Effect::matters)) {
        covered.add(operand);
      }
    }
    if (taken.size() == allow.operands().size()) {
      problems.add(dead(allow, taken.get(0).position(), takers));
    } else {
      taken.forEach(operand -> problems.add(deadOperand(operand, takers)));
    }
    covered.forEach(operand -> problems.add(covered(operand)));
  }

  private static Label label(Rule.Allow allow, Operand operand) {
    return operand instanceof Operand.Name name
        ? new Label.Exact(allow, name)
        : new Label.Loose(allow, operand);
  }

  private void checkRename(Rule.Rename rename, ImmutableList<ProviderPolicy> where) {
    Label label = new Label.Exact(rename, rename.to());
    List<Effects.Effect> found = where.stream().map(p -> effect(p, label)).toList();
    boolean refused =
        isRefused(rename.from(), where)
            || where.stream().anyMatch(p -> isRenameTarget(p, rename.from()));
    if (!refused && found.stream().noneMatch(Effects.Effect::passes)) {
      Set<String> takers = new TreeSet<>();
      found.forEach(effect -> takers.addAll(effect.takers()));
      problems.add(dead(rename, rename.from().position(), takers));
    }
    for (ProviderPolicy provider : where) {
      ImmutableSet<Label> target = provider.labelsOf(rename.to().name());
      for (Label at : target) {
        if (at instanceof Label.Denied denied) {
          OptionalInt both = provider.inForce().both(rename, denied.rule());
          if (both.isPresent()) {
            problems.add(renameToDenied(rename, provider.inForce().at(both.getAsInt())));
            return;
          }
        }
      }
    }
  }

  private Effects.Effect effect(ProviderPolicy provider, Label label) {
    return requireNonNull(effects.get(provider)).of(label);
  }

  /** Whether the operand is refused by itself, so that it needs no second problem. */
  private boolean isRefused(Operand operand, ImmutableList<ProviderPolicy> where) {
    if (operand instanceof Operand.Group group) {
      return where.stream().allMatch(p -> p.rules().groups().members(group.text()).isEmpty());
    }
    return operand instanceof Operand.Name name && owned.isOwned(name.name());
  }

  /**
   * Whether a rename writes the name, which is a problem of its own for another rename's source.
   */
  private static boolean isRenameTarget(ProviderPolicy provider, Operand.Name source) {
    return provider.labelsOf(source.name()).stream()
        .anyMatch(l -> l instanceof Label.Written written && written.rule() instanceof Rule.Rename);
  }

  private static Problem renameToDenied(Rule.Rename rename, String at) {
    return Problem.error(
        "rename-to-denied",
        rename.to().position(),
        "`" + rename.to().text() + "` is denied" + at,
        "a `deny` says that no caller decides this field, the rename that one does",
        "rename to another name, or narrow the `deny`");
  }

  private static Problem dead(Rule rule, Position position, Set<String> takers) {
    return Problem.error(
        "dead-rule",
        position,
        "this `" + rule.verb() + "` decides no field",
        takers.isEmpty()
            ? "it names no field"
            : "all of its names are taken by " + String.join(", ", takers),
        "delete the rule, or narrow what takes its names");
  }

  private static Problem deadOperand(Operand operand, Set<String> takers) {
    return Problem.warning(
        "dead-operand",
        operand.position(),
        "`" + operand.text() + "` lets no field pass",
        "all of its names are taken by " + String.join(", ", takers),
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
