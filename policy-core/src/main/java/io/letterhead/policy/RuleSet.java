package io.letterhead.policy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import java.util.ArrayList;
import java.util.List;

/**
 * The rules that hold for one provider, as a set: the shared ones and its own, and those of its
 * profile that no rule of the policy replaces.
 *
 * @param provider the provider
 * @param request what decides requests, companions not among them
 * @param companions what its profile adds
 * @param response what decides responses
 * @param reject the removals that reject the request instead
 * @param verbs the plug-ins' rules
 * @param groups the groups that its rules may use
 */
record RuleSet(
    Provider provider,
    ImmutableList<Rule> request,
    ImmutableList<Rule> companions,
    ImmutableList<Rule> response,
    ImmutableSet<Removal> reject,
    CustomRules verbs,
    Groups groups) {

  /** One set for each provider, in the file's order. */
  static ImmutableList<RuleSet> of(Policy policy, CustomRules verbs) {
    return policy.providers().stream()
        .map(provider -> of(provider, policy, verbs))
        .collect(ImmutableList.toImmutableList());
  }

  private static RuleSet of(Provider provider, Policy policy, CustomRules verbs) {
    ImmutableList<Rule> request = concat(policy.rules().request(), provider.rules().request());
    Groups groups = Groups.of(policy.groups(), provider);
    return new RuleSet(
        provider,
        request,
        Companions.of(provider, request, groups, verbs),
        concat(policy.rules().response(), provider.rules().response()),
        Sets.union(policy.rules().reject(), provider.rules().reject()).immutableCopy(),
        verbs,
        groups);
  }

  /** All rules that decide requests, companions too. */
  ImmutableList<Rule> all() {
    return concat(request, companions);
  }

  /** The request rules of one verb, without companions. */
  <R extends Rule> List<R> all(Class<R> verb) {
    return request.stream().filter(verb::isInstance).map(verb::cast).toList();
  }

  /** The names that a rule writes, renames' targets and plug-ins' footprints too. */
  ImmutableList<Operand.Name> writtenBy(Rule rule) {
    if (rule instanceof Rule.Set set) {
      return ImmutableList.of(set.name());
    } else if (rule instanceof Rule.Default fallback) {
      return ImmutableList.of(fallback.name());
    } else if (rule instanceof Rule.Inject inject) {
      return ImmutableList.of(inject.name());
    } else if (rule instanceof Rule.Rename rename) {
      return ImmutableList.of(rename.to());
    } else if (rule instanceof Rule.Custom custom) {
      return verbs.writtenBy(custom);
    }
    return ImmutableList.of();
  }

  /** What a rule names, folded: its operands and the names that it writes. */
  ImmutableSet<String> named(Rule rule) {
    List<Operand> operands = new ArrayList<>(writtenBy(rule));
    if (rule instanceof Rule.Allow allow) {
      operands.addAll(allow.operands());
    } else if (rule instanceof Rule.Deny deny) {
      operands.addAll(deny.operands());
    } else if (rule instanceof Rule.Rename rename) {
      operands.add(rename.from());
    } else if (rule instanceof Rule.Require require) {
      operands.add(require.name());
    }
    return operands.stream().map(RuleSet::folded).collect(ImmutableSet.toImmutableSet());
  }

  private static String folded(Operand operand) {
    if (operand instanceof Operand.Name name) {
      return name.name().folded();
    }
    return operand instanceof Operand.Glob glob ? Folding.foldPattern(glob.text()) : operand.text();
  }

  private static ImmutableList<Rule> concat(ImmutableList<Rule> one, ImmutableList<Rule> other) {
    return ImmutableList.<Rule>builder().addAll(one).addAll(other).build();
  }
}
