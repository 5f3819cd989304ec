package io.letterhead.policy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** What becomes of a response's fields, for one class of requests: by name, and what is added. */
final class ResponseNames {

  private final Automaton<ResponseVerdict> verdicts;
  private final ImmutableList<Written.Fixed> writes;

  private ResponseNames(Automaton<ResponseVerdict> verdicts, ImmutableList<Written.Fixed> writes) {
    this.verdicts = verdicts;
    this.writes = writes;
  }

  /**
   * For each class of a provider's requests, in order.
   *
   * @throws AutomatonBuilder.TooManyStatesException if the rules need too many states
   */
  static ImmutableList<ResponseNames> of(RuleSet rules, InForce inForce) {
    Automaton<ImmutableList<ResponseVerdict>> verdicts =
        Minimization.map(labels(rules), at -> verdicts(at, inForce));
    ImmutableList.Builder<ResponseNames> all = ImmutableList.builder();
    for (int i = 0; i < inForce.classes().size(); i++) {
      int requestClass = i;
      all.add(
          new ResponseNames(
              verdicts.answering(state -> verdicts.outputs().get(state).get(requestClass)),
              writes(rules, rule -> inForce.holds(rule, requestClass))));
    }
    return all.build();
  }

  /** The verdict of each class. */
  private static ImmutableList<ResponseVerdict> verdicts(ImmutableSet<Label> at, InForce inForce) {
    return IntStream.range(0, inForce.classes().size())
        .mapToObj(i -> ResponseVerdict.of(at, rule -> inForce.holds(rule, i)))
        .collect(ImmutableList.toImmutableList());
  }

  /** The labels of every name that a response may have. */
  static Automaton<ImmutableSet<Label>> labels(RuleSet rules) {
    AutomatonBuilder<Label> builder = new AutomatonBuilder<>();
    NameLists.TRANSPORT_OWNED.addTo(builder, "transport", Label.Listed.TRANSPORT);
    NameLists.RESPONSE_REMOVED.addTo(builder, "removed", Label.Listed.RESPONSE_REMOVED);
    NameLists.RESPONSE_REMOVED.addTo(builder, "unless-allowed", Label.Listed.UNLESS_ALLOWED);
    for (Rule rule : rules.response()) {
      if (rule instanceof Rule.Deny deny) {
        for (Operand operand : deny.operands()) {
          rules
              .groups()
              .patterns(operand)
              .forEach(pattern -> builder.add(pattern, new Label.Denied(deny, operand)));
        }
      } else if (rule instanceof Rule.Allow allow) {
        allow.operands().forEach(operand -> addAllow(allow, operand, rules.groups(), builder));
      } else if (rule instanceof Rule.Rename rename) {
        builder.add(rename.from().name().folded(), new Label.Exact(rename, rename.to()));
        builder.add(rename.to().name().folded(), new Label.Written(rename));
      } else if (rule instanceof Rule.Set set) {
        builder.add(set.name().name().folded(), new Label.Written(set));
      } else {
        throw new AssertionError(rule);
      }
    }
    return builder.build();
  }

  /** The run of a name, or {@link Automaton#NO_NAME}. */
  int run(String name) {
    return verdicts.run(name);
  }

  /** What becomes of a field whose name ran so. */
  ResponseVerdict verdict(int run) {
    return verdicts.output(run);
  }

  /** What is added, ordered by name. */
  ImmutableList<Written.Fixed> writes() {
    return writes;
  }

  private static void addAllow(
      Rule.Allow allow, Operand operand, Groups groups, AutomatonBuilder<Label> builder) {
    if (operand instanceof Operand.Name name) {
      builder.add(name.name().folded(), new Label.Exact(allow, name));
    } else {
      groups
          .patterns(operand)
          .forEach(pattern -> builder.add(pattern, new Label.Loose(allow, operand)));
    }
  }

  private static ImmutableList<Written.Fixed> writes(RuleSet rules, Predicate<Rule> holds) {
    List<Written.Fixed> writes = new ArrayList<>();
    for (Rule rule : rules.response()) {
      if (rule instanceof Rule.Set set
          && set.value() instanceof WrittenValue.Fixed fixed
          && holds.test(rule)) {
        writes.add(new Written.Fixed(set.name().name(), fixed.text().text(), set));
      }
    }
    writes.sort(Comparator.comparing(Written::name));
    return ImmutableList.copyOf(writes);
  }
}
