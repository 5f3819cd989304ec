package io.letterhead.policy;

import static java.util.Comparator.naturalOrder;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.letterhead.policy.scheme.RawScheme;
import io.letterhead.policy.spi.CredentialScheme;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.stream.IntStream;

/** Compiles one provider's rules to the automata and the writes of each class of its requests. */
final class ProviderCompiler {

  /**
   * The most verdicts that a provider may need, one for each state and class of requests: what
   * bounds the memory of its tables.
   */
  static final int MAX_VERDICTS = 4_000_000;

  private final AutomatonBuilder<Label> builder = new AutomatonBuilder<>();

  /** What the rules write, into requests of whatever class. */
  private final List<Written> writes = new ArrayList<>();

  /** By folded name or glob, as spelled. */
  private final Map<String, String> mentionedExactly = new TreeMap<>();

  private final Map<String, String> mentionedLoosely = new TreeMap<>();

  /** The rules that have a secret of their own, by its index. */
  private final Map<Rule.Inject, Integer> credentials = new HashMap<>();

  private final RuleSet rules;
  private final PlugIns plugIns;

  private ProviderCompiler(RuleSet rules, PlugIns plugIns) {
    this.rules = rules;
    this.plugIns = plugIns;
  }

  /**
   * The compiled provider.
   *
   * @throws AutomatonBuilder.TooManyStatesException if an automaton would exceed the cap
   * @throws RequestClasses.TooManyClassesException if there are too many classes of requests
   */
  static ProviderPolicy compile(
      int index, RuleSet rules, Policy policy, OwnedNames owned, PlugIns plugIns) {
    ProviderCompiler compiler = new ProviderCompiler(rules, plugIns);
    InForce inForce = InForce.of(rules);
    rules.all().forEach(compiler::add);
    compiler.addLists(owned);
    compiler.writes.sort(Comparator.comparing(Written::name));
    Automaton<ImmutableSet<Label>> labels = compiler.builder.build();
    return new ProviderPolicy(
        index,
        rules,
        labels,
        inForce,
        compiler.classes(labels, inForce),
        ImmutableList.copyOf(compiler.writes),
        compiler.mentioned(),
        DataKeys.of(rules),
        policy.carrier().map(Operand.Name::name),
        CredentialParameters.of(policy, rules.provider()));
  }

  private ImmutableList<RequestClass> classes(
      Automaton<ImmutableSet<Label>> labels, InForce inForce) {
    ImmutableList<ResponseNames> responses = ResponseNames.of(rules, inForce);
    if ((long) labels.states() * inForce.classes().size() > MAX_VERDICTS) {
      throw new AutomatonBuilder.TooManyStatesException(MAX_VERDICTS, "verdicts");
    }
    Automaton<ImmutableList<NameVerdict>> verdicts =
        Minimization.map(labels, at -> verdicts(at, inForce));
    ImmutableList.Builder<RequestClass> classes = ImmutableList.builder();
    for (int i = 0; i < inForce.classes().size(); i++) {
      int at = i;
      classes.add(
          new RequestClass(
              i,
              inForce.classes().sample(i),
              verdicts.answering(state -> verdicts.outputs().get(state).get(at)),
              writes.stream()
                  .filter(written -> inForce.holds(written.rule(), at))
                  .collect(ImmutableList.toImmutableList()),
              requirements(inForce, at),
              uncredentialed(inForce, at),
              responses.get(i)));
    }
    return classes.build();
  }

  /** The verdict of each class. */
  private static ImmutableList<NameVerdict> verdicts(ImmutableSet<Label> at, InForce inForce) {
    return IntStream.range(0, inForce.classes().size())
        .mapToObj(i -> NameVerdict.of(at, rule -> inForce.holds(rule, i)))
        .collect(ImmutableList.toImmutableList());
  }

  private void addLists(OwnedNames owned) {
    owned.addTo(builder, ImmutableSet.copyOf(rules.provider().rules().request()));
    NameLists.GROUPS.addTo(builder, "@message", Label.Listed.MESSAGE);
    NameLists.GROUPS.addTo(builder, "single", Label.Listed.SINGLE);
    NameLists.TRANSPORT_OWNED.section("transport").forEach(this::mention);
    NameLists.GROUPS.section("@message").forEach(this::mention);
  }

  private void mention(String pattern) {
    mentionedLoosely.putIfAbsent(Folding.foldPattern(pattern), pattern);
  }

  private void addExactly(Operand.Name name, Label label) {
    builder.add(name.name().folded(), label);
    mentionedExactly.merge(
        name.name().folded(), name.name().spelled(), BinaryOperator.minBy(naturalOrder()));
  }

  private void add(Rule rule) {
    for (Operand.Name name : rules.writtenBy(rule)) {
      addExactly(
          name,
          rule instanceof Rule.Default ? new Label.Exact(rule, name) : new Label.Written(rule));
    }
    if (rule instanceof Rule.Allow allow) {
      allow.operands().forEach(operand -> allow(allow, operand));
    } else if (rule instanceof Rule.Deny deny) {
      deny.operands().forEach(operand -> deny(deny, operand));
    } else if (rule instanceof Rule.Rename rename) {
      builder.add(rename.from().name().folded(), new Label.Exact(rename, rename.to()));
    } else if (rule instanceof Rule.Set set) {
      writes.add(written(set));
    } else if (rule instanceof Rule.Default fallback) {
      writes.add(new Written.Fallback(fallback.name().name(), fallback.value().text(), fallback));
    } else if (rule instanceof Rule.Inject inject) {
      inject(inject);
    } else if (rule instanceof Rule.Custom custom) {
      rules.writtenBy(custom).stream()
          .findFirst()
          .ifPresent(
              name ->
                  writes.add(new Written.Custom(name.name(), rules.verbs().get(custom), custom)));
    } else if (!(rule instanceof Rule.Require)) {
      throw new AssertionError(rule);
    }
  }

  private static Written written(Rule.Set set) {
    FieldName name = set.name().name();
    if (set.value() instanceof WrittenValue.Fixed fixed) {
      return new Written.Fixed(name, fixed.text().text(), set);
    } else if (set.value() instanceof WrittenValue.FromCallerData data) {
      return new Written.Datum(name, data.key().text(), set);
    } else if (set.value() instanceof WrittenValue.FromRequest request) {
      return new Written.Fact(name, request.fact(), set);
    }
    throw new AssertionError(set.value());
  }

  private void inject(Rule.Inject inject) {
    CredentialScheme scheme = plugIns.schemes().get(inject.scheme().text());
    int index = Written.NO_SECRET;
    if (inject.secret().isPresent()) {
      index = credentials.computeIfAbsent(inject, rule -> credentials.size());
    }
    // An unknown scheme is a problem already, so what stands for it never serves.
    writes.add(
        new Written.Injected(
            inject.name().name(),
            index,
            BroughtCredentials.of(scheme == null ? new RawScheme() : scheme),
            inject));
  }

  private void allow(Rule.Allow allow, Operand operand) {
    if (operand instanceof Operand.Name name) {
      addExactly(name, new Label.Exact(allow, name));
    } else {
      for (String pattern : rules.groups().patterns(operand)) {
        builder.add(pattern, new Label.Loose(allow, operand));
        mention(pattern);
      }
    }
  }

  private void deny(Rule.Deny deny, Operand operand) {
    Label label = new Label.Denied(deny, operand);
    rules.groups().patterns(operand).forEach(pattern -> builder.add(pattern, label));
  }

  private ImmutableList<String> mentioned() {
    Map<String, String> all = new TreeMap<>(mentionedLoosely);
    all.putAll(mentionedExactly);
    return ImmutableList.copyOf(all.values());
  }

  private ImmutableList<Requirement> requirements(InForce inForce, int requestClass) {
    return rules.all(Rule.Require.class).stream()
        .filter(require -> inForce.holds(require, requestClass))
        .map(require -> new Requirement(require.name().name(), require))
        .collect(ImmutableList.toImmutableList());
  }

  /** Nothing is sent without its credential, not even where no rule says which. */
  private ImmutableSet<FieldName> uncredentialed(InForce inForce, int requestClass) {
    List<Rule.Inject> injects = rules.all(Rule.Inject.class);
    ImmutableSet<FieldName> covered =
        injects.stream()
            .filter(inject -> inForce.holds(inject, requestClass))
            .map(inject -> inject.name().name())
            .collect(ImmutableSet.toImmutableSet());
    return injects.stream()
        .map(inject -> inject.name().name())
        .filter(name -> !covered.contains(name))
        .sorted(Comparator.comparing(FieldName::spelled)) // not the first written names the slot
        .collect(ImmutableSet.toImmutableSet());
  }
}
