package io.letterhead.dsl;

import com.google.common.collect.ImmutableList;
import io.letterhead.policy.FieldGroup;
import io.letterhead.policy.Operand;
import io.letterhead.policy.Rule;
import io.letterhead.policy.SecretDeclaration;

/**
 * Reads lists of rules, leaving out those of which the compiler could only say more of the same.
 */
final class RuleListReader {

  private final Shapes shapes;
  private final RuleReader rules;
  private final Declared<SecretDeclaration> secrets;
  private final Declared<FieldGroup> groups;

  RuleListReader(
      Problems problems,
      Masks masks,
      Declared<SecretDeclaration> secrets,
      Declared<FieldGroup> groups) {
    this.shapes = new Shapes(problems);
    this.rules = new RuleReader(problems, masks);
    this.secrets = secrets;
    this.groups = groups;
  }

  /** The rules under a key {@code rules}. */
  ImmutableList<Rule> read(YamlNode node) {
    return shapes.items(node, "`rules`").stream()
        .flatMap(item -> rules.read(item).stream())
        .filter(rule -> !isSpoiled(rule))
        .collect(ImmutableList.toImmutableList());
  }

  /** Whether a rule uses something whose own declaration has a problem. */
  private boolean isSpoiled(Rule rule) {
    if (rule instanceof Rule.Inject inject) {
      return inject.secret().filter(secret -> secrets.spoils(secret.text())).isPresent();
    }
    ImmutableList<Operand> operands = ImmutableList.of();
    if (rule instanceof Rule.Allow allow) {
      operands = allow.operands();
    } else if (rule instanceof Rule.Deny deny) {
      operands = deny.operands();
    }
    return operands.stream()
        .anyMatch(operand -> operand instanceof Operand.Group && groups.spoils(operand.text()));
  }
}
