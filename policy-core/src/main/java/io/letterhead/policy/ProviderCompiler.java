package io.letterhead.policy;

import static java.util.Comparator.naturalOrder;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;

/** Compiles the shared rules and one provider's own to its automata and its list of writes. */
final class ProviderCompiler {

  private final AutomatonBuilder<Label> builder = new AutomatonBuilder<>();
  private final List<Written> writes = new ArrayList<>();
  private final List<Requirement> requirements = new ArrayList<>();

  /** By folded name or glob, as spelled. */
  private final Map<String, String> mentionedExactly = new TreeMap<>();

  private final Map<String, String> mentionedLoosely = new TreeMap<>();
  private final Groups groups;
  private int credentials;

  private ProviderCompiler(Groups groups) {
    this.groups = groups;
  }

  /**
   * The compiled provider.
   *
   * @throws AutomatonBuilder.TooManyStatesException if its automaton would exceed the cap
   */
  static ProviderPolicy compile(int index, Provider provider, Policy policy, Groups groups) {
    ProviderCompiler compiler = new ProviderCompiler(groups);
    policy.rules().forEach(compiler::add);
    provider.rules().forEach(compiler::add);
    compiler.addLists();
    compiler.writes.sort(Comparator.comparing(Written::name));
    Automaton<ImmutableSet<Label>> labels = compiler.builder.build();
    return new ProviderPolicy(
        index,
        provider,
        labels,
        Minimization.map(labels, NameVerdict::of),
        ImmutableList.copyOf(compiler.writes),
        compiler.requirements(policy, provider),
        compiler.mentioned());
  }

  private void addLists() {
    addAll(NameLists.TRANSPORT_OWNED.section("transport"), Label.Listed.TRANSPORT);
    addAll(NameLists.RESERVED.section("credential"), Label.Listed.CREDENTIAL);
    addAll(NameLists.RESERVED.section("claim"), Label.Listed.CLAIM);
    addAll(NameLists.EXACT_ONLY.section("exact-only"), Label.Listed.EXACT_ONLY);
    addAll(NameLists.GROUPS.section("@message"), Label.Listed.MESSAGE);
    addAll(NameLists.GROUPS.section("single"), Label.Listed.SINGLE);
  }

  private void addAll(List<String> patterns, Label label) {
    for (String pattern : patterns) {
      builder.add(pattern, label);
      mentionedLoosely.putIfAbsent(Folding.foldPattern(pattern), pattern);
    }
  }

  private void addExactly(Operand.Name name, Label label) {
    builder.add(name.name().folded(), label);
    mentionedExactly.merge(
        name.name().folded(), name.name().spelled(), BinaryOperator.minBy(naturalOrder()));
  }

  private void add(Rule rule) {
    if (rule instanceof Rule.Allow allow) {
      allow.operands().forEach(operand -> allow(allow, operand));
    } else if (rule instanceof Rule.Deny deny) {
      deny.operands().forEach(operand -> deny(deny, operand));
    } else if (rule instanceof Rule.Rename rename) {
      builder.add(rename.from().name().folded(), new Label.Exact(rename, rename.to()));
      addExactly(rename.to(), new Label.Written(rename));
    } else if (rule instanceof Rule.Set set) {
      addExactly(set.name(), new Label.Written(set));
      writes.add(new Written.Fixed(set.name().name(), set.value().text(), set));
    } else if (rule instanceof Rule.Default fallback) {
      addExactly(fallback.name(), new Label.Exact(fallback, fallback.name()));
      writes.add(new Written.Fallback(fallback.name().name(), fallback.value().text(), fallback));
    } else if (rule instanceof Rule.Inject inject) {
      addExactly(inject.name(), new Label.Written(inject));
      writes.add(new Written.Injected(inject.name().name(), credentials++, inject));
    } else if (rule instanceof Rule.Require) {
      return; // it decides no name: see requirements()
    } else {
      throw new AssertionError(rule);
    }
  }

  private void allow(Rule.Allow allow, Operand operand) {
    if (operand instanceof Operand.Name name) {
      addExactly(name, new Label.Exact(allow, name));
    } else {
      addAll(groups.patterns(operand), new Label.Loose(allow, operand));
    }
  }

  private void deny(Rule.Deny deny, Operand operand) {
    Label label = new Label.Denied(deny, operand);
    groups.patterns(operand).forEach(pattern -> builder.add(pattern, label));
  }

  private ImmutableList<String> mentioned() {
    Map<String, String> all = new TreeMap<>(mentionedLoosely);
    all.putAll(mentionedExactly);
    return ImmutableList.copyOf(all.values());
  }

  /** A required name that a rename writes is there if the rename's source passes. */
  private ImmutableList<Requirement> requirements(Policy policy, Provider provider) {
    List<Rule> rules = new ArrayList<>(policy.rules());
    rules.addAll(provider.rules());
    for (Rule rule : rules) {
      if (rule instanceof Rule.Require require) {
        FieldName name = require.name().name();
        FieldName source =
            rules.stream()
                .filter(Rule.Rename.class::isInstance)
                .map(Rule.Rename.class::cast)
                .filter(rename -> rename.to().name().equals(name))
                .map(rename -> rename.from().name())
                .findFirst()
                .orElse(name);
        requirements.add(new Requirement(name, source, require));
      }
    }
    return ImmutableList.copyOf(requirements);
  }
}
