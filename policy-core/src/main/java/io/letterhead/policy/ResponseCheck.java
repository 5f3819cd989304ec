package io.letterhead.policy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Finds response rules that write what is the transport's, or that decide no field. */
final class ResponseCheck {

  /** What the names of each provider's responses may match. */
  private final Map<ProviderPolicy, ImmutableSet<ImmutableSet<Label>>> answers = new HashMap<>();

  private final List<Problem> problems = new ArrayList<>();

  private ResponseCheck() {}

  static List<Problem> problems(Policy policy, ImmutableList<ProviderPolicy> providers) {
    ResponseCheck check = new ResponseCheck();
    ScopedRule.of(policy, providers, Rules::response)
        .forEach(scoped -> check.check(scoped.rule(), scoped.where()));
    return check.problems;
  }

  private void check(Rule rule, ImmutableList<ProviderPolicy> where) {
    Operand.Name written =
        rule instanceof Rule.Rename rename
            ? rename.to()
            : rule instanceof Rule.Set set ? set.name() : null;
    if (written != null
        && NameLists.TRANSPORT_OWNED.section("transport").stream()
            .anyMatch(name -> Folding.matches(name, written.name().folded()))) {
      problems.add(OwnershipCheck.transportOwned(written));
    } else if (rule instanceof Rule.Allow || rule instanceof Rule.Rename) {
      checkDecides(rule, where);
    }
  }

  private ImmutableSet<ImmutableSet<Label>> answers(ProviderPolicy provider) {
    return ResponseNames.labels(provider.rules()).answers();
  }

  private void checkDecides(Rule rule, ImmutableList<ProviderPolicy> where) {
    boolean passes = false;
    boolean matters = false;
    for (ProviderPolicy provider : where) {
      BitSet holds = provider.inForce().of(rule);
      for (ImmutableSet<Label> state : answers.computeIfAbsent(provider, this::answers)) {
        if (state.stream().anyMatch(label -> isOf(label, rule))) {
          for (int c = holds.nextSetBit(0); c >= 0; c = holds.nextSetBit(c + 1)) {
            int requestClass = c;
            Predicate<Rule> inForce = r -> provider.inForce().holds(r, requestClass);
            passes |= ResponseVerdict.of(state, inForce).removal() == null;
            matters |= !sameWithout(state, rule, inForce);
          }
        }
      }
    }
    if (!passes) {
      problems.add(
          Problem.error(
              "dead-rule",
              rule.position(),
              "this `" + rule.verb() + "` decides no field",
              "all of its names are removed from every response, whatever a rule says",
              "delete the rule"));
    } else if (!matters) {
      problems.add(
          Problem.warning(
              "covered-rule",
              rule.position(),
              "this `" + rule.verb() + "` changes nothing",
              "a response's field passes where no rule removes it",
              "delete it, unless it is there for readers"));
    }
  }

  private static boolean sameWithout(
      ImmutableSet<Label> state, Rule rule, Predicate<Rule> inForce) {
    Set<Label> without =
        state.stream().filter(label -> !isOf(label, rule)).collect(ImmutableSet.toImmutableSet());
    return ResponseVerdict.of(without, inForce).equals(ResponseVerdict.of(state, inForce));
  }

  private static boolean isOf(Label label, Rule rule) {
    return (label instanceof Label.Exact exact && exact.rule().equals(rule))
        || (label instanceof Label.Loose loose && loose.rule().equals(rule));
  }
}
