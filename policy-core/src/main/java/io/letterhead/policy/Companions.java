package io.letterhead.policy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The rules that a profile adds: in force only for names that no set, default, rename, deny, inject
 * or exact allow of the policy names. So they never conflict with one. An exact-only name never
 * passes by one: the line that lets it pass is to stand in the policy.
 */
final class Companions {

  private static final Automaton<ImmutableSet<Boolean>> EXACT_ONLY =
      NameLists.EXACT_ONLY.automaton("exact-only", true);

  private final Set<String> named = new HashSet<>();
  private final Set<String> denied = new HashSet<>();

  private Companions(List<Rule> rules, Groups groups, CustomRules verbs) {
    for (Rule rule : rules) {
      if (rule instanceof Rule.Deny deny) {
        deny.operands().forEach(operand -> denied.addAll(groups.patterns(operand)));
      } else if (rule instanceof Rule.Allow allow) {
        allow.operands().forEach(this::addName);
      } else if (rule instanceof Rule.Rename rename) {
        addName(rename.from());
        addName(rename.to());
      } else if (rule instanceof Rule.Set set) {
        addName(set.name());
      } else if (rule instanceof Rule.Default fallback) {
        addName(fallback.name());
      } else if (rule instanceof Rule.Inject inject) {
        addName(inject.name());
      } else if (rule instanceof Rule.Custom custom) {
        verbs.writtenBy(custom).forEach(this::addName);
      } else if (!(rule instanceof Rule.Require)) {
        throw new AssertionError(rule);
      }
    }
  }

  /** The companions of a provider's profile that are left beside these rules. */
  static ImmutableList<Rule> of(
      Provider provider, List<Rule> rules, Groups groups, CustomRules verbs) {
    if (provider.profile().isEmpty()) {
      return ImmutableList.of();
    }
    Companions companions = new Companions(rules, groups, verbs);
    ImmutableList.Builder<Rule> left = ImmutableList.builder();
    for (Rule rule : provider.profile().get().companions()) {
      if (rule instanceof Rule.Default fallback && companions.leaves(fallback.name())) {
        left.add(fallback);
      } else if (rule instanceof Rule.Allow allow) {
        ImmutableList<Operand> names =
            allow.operands().stream()
                .filter(companions::leaves)
                .collect(ImmutableList.toImmutableList());
        if (!names.isEmpty()) {
          left.add(new Rule.Allow(names, allow.guards(), allow.terms()));
        }
      }
    }
    return left.build();
  }

  private void addName(Operand operand) {
    if (operand instanceof Operand.Name name) {
      named.add(name.name().folded());
    }
  }

  private boolean leaves(Operand operand) {
    if (!(operand instanceof Operand.Name name)
        || named.contains(name.name().folded())
        || isExactOnly(name.name())) {
      return false;
    }
    return denied.stream().noneMatch(p -> Folding.matches(p, name.name().folded()));
  }

  private static boolean isExactOnly(FieldName name) {
    int run = EXACT_ONLY.run(name.folded());
    return run != Automaton.NO_NAME && !EXACT_ONLY.output(run).isEmpty();
  }
}
