package io.letterhead.policy;

import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.List;

/** Finds renames that meet other rules: a name passes in one way only. */
final class RenameCheck {

  private final RuleSet rules;
  private final List<Problem> problems = new ArrayList<>();

  private RenameCheck(RuleSet rules) {
    this.rules = rules;
  }

  static List<Problem> problems(RuleSet rules) {
    RenameCheck check = new RenameCheck(rules);
    List<Rule.Rename> renames = rules.all(Rule.Rename.class);
    for (int i = 0; i < renames.size(); i++) {
      check.checkBesidePassing(renames.get(i));
      if (renames.get(i).from().name().equals(renames.get(i).to().name())) {
        check.chained(renames.get(i).to(), renames.get(i));
      }
      for (Rule.Rename earlier : renames.subList(0, i)) {
        check.checkPair(renames.get(i), earlier);
      }
    }
    return check.problems;
  }

  private void checkPair(Rule.Rename rename, Rule.Rename other) {
    ImmutableSet<FieldName> taken = ImmutableSet.of(other.from().name(), other.to().name());
    if (taken.contains(rename.from().name())) {
      chained(rename.from(), other);
    } else if (rename.to().name().equals(other.from().name())) {
      chained(rename.to(), other);
    }
  }

  private void chained(Operand.Name name, Rule.Rename other) {
    problems.add(
        Problem.error(
            "chained-rename",
            name.position(),
            "`" + name.text() + "` is already the source or target of a rename",
            "`"
                + other.summary()
                + "` at "
                + other.position()
                + " has it; renames in a row would depend on their order",
            "rename each name once, straight to the name on the wire"));
  }

  private void checkBesidePassing(Rule.Rename rename) {
    FieldName source = rename.from().name();
    for (Rule rule : rules.rules()) {
      boolean names =
          rule instanceof Rule.Default fallback
              ? fallback.name().name().equals(source)
              : rule instanceof Rule.Allow allow
                  && allow.operands().stream()
                      .anyMatch(o -> o instanceof Operand.Name n && n.name().equals(source));
      if (names) {
        problems.add(
            Problem.error(
                "rename-beside-allow",
                rename.from().position(),
                "`" + rename.from().text() + "` passes under its own name, too",
                "`"
                    + rule.summary()
                    + "` at "
                    + rule.position()
                    + " names it; a field leaves under one name",
                "delete the rename or the other rule"));
      }
    }
  }
}
