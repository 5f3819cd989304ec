package io.letterhead.policy;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ArrayListMultimap;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ListMultimap;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** In which classes of a provider's requests each of its rules holds. */
final class InForce {

  private final RequestClasses classes;

  /** The rules that do not always hold. */
  private final Map<Rule, BitSet> conditional = new HashMap<>();

  private InForce(RequestClasses classes) {
    this.classes = classes;
  }

  /**
   * The classes of a provider's requests, and what holds in them.
   *
   * @throws RequestClasses.TooManyClassesException if there are too many
   */
  static InForce of(RuleSet rules) {
    List<Condition.Matching> conditions =
        Stream.concat(rules.request().stream(), rules.response().stream())
            .map(Rule::when)
            .filter(Condition.Matching.class::isInstance)
            .map(Condition.Matching.class::cast)
            .toList();
    InForce inForce = new InForce(RequestClasses.of(conditions));
    inForce.add(rules, rules.request());
    inForce.add(rules, rules.response());
    return inForce;
  }

  /** The classes of requests. */
  RequestClasses classes() {
    return classes;
  }

  /** Whether a rule holds in a class. */
  boolean holds(Rule rule, int requestClass) {
    return rule.when() instanceof Condition.Always
        || requireNonNull(conditional.get(rule)).get(requestClass);
  }

  /** The classes in which a rule holds. */
  BitSet of(Rule rule) {
    BitSet all = new BitSet();
    all.set(0, classes.size());
    if (!(rule.when() instanceof Condition.Always)) {
      all.and(requireNonNull(conditional.get(rule)));
    }
    return all;
  }

  /** The first class in which both rules hold; empty where there is none. */
  OptionalInt both(Rule one, Rule other) {
    BitSet classesOfBoth = of(one);
    classesOfBoth.and(of(other));
    int first = classesOfBoth.nextSetBit(0);
    return first < 0 ? OptionalInt.empty() : OptionalInt.of(first);
  }

  /**
   * Words that end a message about a class: {@code , at `POST /v1/x`}; none where it is the only
   * one.
   */
  String at(int requestClass) {
    return classes.size() == 1 ? "" : ", at `" + classes.sample(requestClass) + "`";
  }

  private void add(RuleSet set, ImmutableList<Rule> rules) {
    for (Rule rule : rules) {
      if (rule.when() instanceof Condition.Matching matching) {
        conditional.put(rule, classes.holding(matching));
      }
    }
    if (rules.stream().noneMatch(InForce::isOtherwise)) {
      return;
    }
    ListMultimap<String, Rule> byName = ArrayListMultimap.create();
    for (Rule rule : rules) {
      set.named(rule).forEach(name -> byName.put(name, rule));
    }
    for (Rule rule : rules) {
      if (isOtherwise(rule)) {
        BitSet left = new BitSet();
        left.set(0, classes.size());
        for (String name : set.named(rule)) {
          byName.get(name).stream()
              .filter(other -> !isOtherwise(other) && counts(other, rule))
              .forEach(other -> left.andNot(of(other)));
        }
        conditional.put(rule, left);
      }
    }
  }

  /** A require decides no field, so it is an alternative to another require only. */
  private static boolean counts(Rule other, Rule rule) {
    return !(other instanceof Rule.Require) || rule instanceof Rule.Require;
  }

  private static boolean isOtherwise(Rule rule) {
    return rule.when() instanceof Condition.Otherwise;
  }
}
