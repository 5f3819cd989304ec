package io.letterhead.policy;

import com.google.common.collect.ImmutableSet;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What each operand of a provider's rules comes to, over every possible name in every class of
 * requests: whether some name passes by it, and whether some verdict would be another without it.
 *
 * <p>States are finitely many, so this is a proof, not a sample.
 */
final class Effects {

  /** What one operand comes to. */
  static final class Effect {
    private boolean passes;
    private boolean matters;
    private final Set<String> takers = new TreeSet<>();

    /** Whether some name passes by it. */
    boolean passes() {
      return passes;
    }

    /** Whether some name's verdict would be another without it. */
    boolean matters() {
      return matters;
    }

    /** The rules that take names from it. */
    Set<String> takers() {
      return takers;
    }
  }

  private final ProviderPolicy provider;
  private final Map<Label, Effect> effects = new HashMap<>();

  private Effects(ProviderPolicy provider) {
    this.provider = provider;
  }

  static Effects of(ProviderPolicy provider) {
    Effects effects = new Effects(provider);
    provider.labels().answers().forEach(effects::addState);
    return effects;
  }

  /** The effect of an allow's operand or a rename's source; of none where it names no field. */
  Effect of(Label label) {
    return effects.getOrDefault(label, new Effect());
  }

  private void addState(ImmutableSet<Label> state) {
    if (state.stream().noneMatch(Effects::lets)) {
      return;
    }
    BitSet classes = new BitSet();
    classes.set(0, isConditional(state) ? provider.classes().size() : 1);
    for (int c = classes.nextSetBit(0); c >= 0; c = classes.nextSetBit(c + 1)) {
      int requestClass = c;
      addState(state, rule -> provider.inForce().holds(rule, requestClass));
    }
  }

  private void addState(ImmutableSet<Label> state, Predicate<Rule> inForce) {
    NameVerdict verdict = NameVerdict.of(state, inForce);
    for (Label label : state) {
      if (lets(label)) {
        Effect effect = effects.computeIfAbsent(label, l -> new Effect());
        if (inForce.test(rule(label)) && verdict.plain() instanceof Verdict.Passes) {
          effect.passes = true;
        } else if (!effect.passes && inForce.test(rule(label))) {
          Explanation.deciding(state, false, inForce)
              .forEach(cause -> effect.takers.add(cause.toString()));
        }
        effect.matters =
            effect.matters || !isSame(verdict, NameVerdict.of(without(state, label), inForce));
      }
    }
  }

  private boolean isSame(NameVerdict one, NameVerdict other) {
    return one.plain().equals(other.plain())
        && one.alias().equals(other.alias())
        && (provider.dataKeys().headers().isEmpty() || one.data().equals(other.data()));
  }

  private static ImmutableSet<Label> without(ImmutableSet<Label> state, Label label) {
    return state.stream()
        .filter(other -> !other.equals(label))
        .collect(ImmutableSet.toImmutableSet());
  }

  private static boolean isConditional(ImmutableSet<Label> state) {
    return state.stream()
        .anyMatch(
            label ->
                (lets(label) && isConditional(rule(label)))
                    || (label instanceof Label.Denied denied && isConditional(denied.rule()))
                    || (label instanceof Label.Brought brought && isConditional(brought.rule())));
  }

  private static boolean isConditional(Rule rule) {
    return !(rule.when() instanceof Condition.Always);
  }

  /** Whether the label lets a caller's field pass. */
  private static boolean lets(Label label) {
    return label instanceof Label.Exact || label instanceof Label.Loose;
  }

  private static Rule rule(Label label) {
    if (label instanceof Label.Exact exact) {
      return exact.rule();
    } else if (label instanceof Label.Loose loose) {
      return loose.rule();
    }
    throw new AssertionError(label);
  }
}
