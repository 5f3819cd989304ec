package io.letterhead.dsl;

import com.google.common.collect.ImmutableList;
import io.letterhead.policy.Guard;
import io.letterhead.policy.Operand;
import io.letterhead.policy.Rule;
import io.letterhead.policy.Terms;
import java.util.Optional;

/**
 * Reads the rules about what comes in: {@code allow}, {@code deny}, {@code rename}, {@code
 * require}.
 */
final class PassingReader {

  private final Shapes shapes;
  private final OperandReader operands;
  private final GuardReader guards;

  PassingReader(Problems problems) {
    this.shapes = new Shapes(problems);
    this.operands = new OperandReader(problems);
    this.guards = new GuardReader(problems);
  }

  Optional<Rule> allow(WrittenRule rule, Terms terms) {
    ImmutableList<Operand> allowed = operands.some(rule.operand(), "`allow`");
    ImmutableList<Guard> all = guards.guards(rule.keys());
    return allowed.isEmpty() ? Optional.empty() : Optional.of(new Rule.Allow(allowed, all, terms));
  }

  Optional<Rule> deny(WrittenRule rule, Terms terms) {
    ImmutableList<Operand> denied = operands.some(rule.operand(), "`deny`");
    return denied.isEmpty() ? Optional.empty() : Optional.of(new Rule.Deny(denied, terms));
  }

  Optional<Rule> rename(WrittenRule rule, Terms terms) {
    Optional<Operand.Name> from = operands.name(rule.operand(), "`rename`");
    Optional<Operand.Name> to =
        rule.required(Vocabulary.TO, shapes)
            .flatMap(node -> operands.name(node, "`to` of `rename`"));
    ImmutableList<Guard> all = guards.guards(rule.keys());
    return from.isEmpty() || to.isEmpty()
        ? Optional.empty()
        : Optional.of(new Rule.Rename(from.get(), to.get(), all, terms));
  }

  Optional<Rule> require(WrittenRule rule, Terms terms) {
    return operands.name(rule.operand(), "`require`").map(name -> new Rule.Require(name, terms));
  }
}
