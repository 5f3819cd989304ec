package io.letterhead.policy;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Finds renames that meet other rules: a name passes in one way only. */
final class RenameCheck {

  private final ImmutableList<Rule> rules;
  private final InForce inForce;
  private final List<Problem> problems = new ArrayList<>();

  private RenameCheck(ImmutableList<Rule> rules, InForce inForce) {
    this.rules = rules;
    this.inForce = inForce;
  }

  static List<Problem> problems(ImmutableList<Rule> rules, InForce inForce) {
    RenameCheck check = new RenameCheck(rules, inForce);
    List<Rule.Rename> renames =
        rules.stream().filter(Rule.Rename.class::isInstance).map(Rule.Rename.class::cast).toList();
    for (int i = 0; i < renames.size(); i++) {
      check.checkBesidePassing(renames.get(i));
      if (renames.get(i).from().name().equals(renames.get(i).to().name())) {
        check.chained(renames.get(i).to(), renames.get(i), "");
      }
      for (Rule.Rename earlier : renames.subList(0, i)) {
        check.checkPair(renames.get(i), earlier);
      }
    }
    return check.problems;
  }

  /** A target is the policy's in every request, so a rename from it would never decide anything. */
  private void checkPair(Rule.Rename rename, Rule.Rename other) {
    if (rename.from().name().equals(other.to().name())) {
      chained(rename.from(), other, "");
    } else if (rename.to().name().equals(other.from().name())) {
      chained(rename.to(), other, "");
    } else if (rename.from().name().equals(other.from().name())) {
      OptionalInt both = inForce.both(rename, other);
      both.ifPresent(requestClass -> chained(rename.from(), other, inForce.at(requestClass)));
    }
  }

  private void chained(Operand.Name name, Rule.Rename other, String at) {
    problems.add(
        Problem.error(
            "chained-rename",
            name.position(),
            "`" + name.text() + "` is already the source or target of a rename" + at,
            "`"
                + other.summary()
                + "` at "
                + other.position()
                + " has it; renames in a row would depend on their order",
            "rename each name once, straight to the name on the wire"));
  }

  private void checkBesidePassing(Rule.Rename rename) {
    FieldName source = rename.from().name();
    for (Rule rule : rules) {
      if (namesExactly(rule, source)) {
        OptionalInt both = inForce.both(rename, rule);
        both.ifPresent(requestClass -> beside(rename, rule, inForce.at(requestClass)));
      }
    }
  }

  private static boolean namesExactly(Rule rule, FieldName source) {
    if (rule instanceof Rule.Default fallback) {
      return fallback.name().name().equals(source);
    }
    return rule instanceof Rule.Allow allow
        && allow.operands().stream()
            .anyMatch(o -> o instanceof Operand.Name n && n.name().equals(source));
  }

  private void beside(Rule.Rename rename, Rule rule, String at) {
    problems.add(
        Problem.error(
            "rename-beside-allow",
            rename.from().position(),
            "`" + rename.from().text() + "` passes under its own name, too" + at,
            "`"
                + rule.summary()
                + "` at "
                + rule.position()
                + " names it; a field leaves under one name",
            "delete the rename or the other rule"));
  }
}
