package io.letterhead.policy;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.letterhead.policy.spi.Footprint;
import io.letterhead.policy.spi.RuleVerb;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The rules of plug-ins' verbs, configured: each with its footprint. */
final class CustomRules {

  /**
   * A configured rule and the footprint that it declared, which is asked for once: a plug-in that
   * changes its mind changes nothing.
   */
  record Configured(
      RuleVerb.Configured rule,
      ImmutableList<FieldName> reads,
      ImmutableList<FieldName> writes,
      BoundedCalls calls) {

    static Configured of(RuleVerb.Configured rule, Footprint footprint) {
      return new Configured(
          rule, footprint.reads().asList(), footprint.writes().asList(), new BoundedCalls());
    }
  }

  private final ImmutableMap<Rule.Custom, Configured> configured;
  private final ImmutableList<Problem> problems;

  private CustomRules(Map<Rule.Custom, Configured> configured, List<Problem> problems) {
    this.configured = ImmutableMap.copyOf(configured);
    this.problems = ImmutableList.copyOf(problems);
  }

  /** Configures every such rule of a policy. */
  static CustomRules of(Policy policy, PlugIns plugIns) {
    Map<Rule.Custom, Configured> configured = new LinkedHashMap<>();
    List<Problem> problems = new ArrayList<>();
    List<Rule> rules = new ArrayList<>(policy.rules().request());
    policy.providers().forEach(provider -> rules.addAll(provider.rules().request()));
    for (Rule rule : rules) {
      if (rule instanceof Rule.Custom custom) {
        RuleVerb verb = plugIns.verbs().get(custom.plugIn().text());
        if (verb == null) {
          problems.add(notInstalled(custom, plugIns));
        } else {
          configure(custom, verb, configured, problems);
        }
      }
    }
    return new CustomRules(configured, problems);
  }

  /** What is wrong with rules of plug-ins. */
  ImmutableList<Problem> problems() {
    return problems;
  }

  /** The names that a rule writes; none where it could not be configured. */
  ImmutableList<Operand.Name> writtenBy(Rule.Custom rule) {
    Configured found = configured.get(rule);
    return found == null ? ImmutableList.of() : operands(found.writes(), rule);
  }

  /** The names that a rule reads; none where it could not be configured. */
  ImmutableList<Operand.Name> readBy(Rule.Custom rule) {
    Configured found = configured.get(rule);
    return found == null ? ImmutableList.of() : operands(found.reads(), rule);
  }

  /** A rule of a policy without problems. */
  Configured get(Rule.Custom rule) {
    return requireNonNull(configured.get(rule));
  }

  private static void configure(
      Rule.Custom rule,
      RuleVerb verb,
      Map<Rule.Custom, Configured> configured,
      List<Problem> problems) {
    Map<String, String> options = new LinkedHashMap<>();
    rule.options().forEach((key, value) -> options.put(key, value.text()));
    try {
      RuleVerb.Configured made =
          verb.configure(rule.operand().text(), ImmutableMap.copyOf(options));
      Footprint footprint = made == null ? null : made.footprint();
      if (made == null || footprint == null) {
        problems.add(
            refused(rule, "the plug-in gives no " + (made == null ? "rule" : "footprint")));
      } else {
        configured.put(rule, Configured.of(made, footprint));
      }
    } catch (IllegalArgumentException e) {
      String reason = e.getMessage();
      problems.add(refused(rule, reason == null ? "the plug-in gives no reason" : reason));
    } catch (RuntimeException | Error e) {
      problems.add(refused(rule, "the plug-in " + FailedCallException.message(e)));
    }
  }

  private static ImmutableList<Operand.Name> operands(
      ImmutableList<FieldName> names, Rule.Custom rule) {
    return names.stream()
        .map(name -> new Operand.Name(name, rule.operand().position()))
        .collect(ImmutableList.toImmutableList());
  }

  private static Problem refused(Rule.Custom rule, String reason) {
    return Problem.error(
        "bad-custom-rule",
        rule.operand().position(),
        "this rule is refused: " + reason,
        "the plug-in `" + rule.plugIn() + "` cannot make a rule of it",
        "see the documentation of the plug-in");
  }

  private static Problem notInstalled(Rule.Custom rule, PlugIns plugIns) {
    return Problem.error(
        "unknown-verb",
        rule.plugIn().position(),
        "no verb `" + rule.plugIn() + "` is installed",
        "a rule that cannot be carried out would silently mean nothing",
        Suggestion.fix(rule.plugIn().text(), plugIns.verbs().keySet(), "installed verbs"));
  }
}
