package io.letterhead.dsl;

import com.google.common.collect.ImmutableList;
import io.letterhead.policy.FieldGroup;
import io.letterhead.policy.Operand;
import io.letterhead.policy.PlugIns;
import io.letterhead.policy.Rule;
import io.letterhead.policy.Rules;
import io.letterhead.policy.SecretDeclaration;

/**
 * Reads lists of rules, leaving out those of which the compiler could only say more of the same.
 */
final class RuleListReader {

  static final String RULES = "rules";
  static final String RESPONSE_RULES = "response-rules";

  private final Shapes shapes;
  private final RuleReader requests;
  private final RuleReader responses;
  private final RejectReader rejects;
  private final Declared<SecretDeclaration> secrets;
  private final Declared<FieldGroup> groups;

  RuleListReader(
      Problems problems,
      Masks masks,
      PlugIns plugIns,
      Declared<SecretDeclaration> secrets,
      Declared<FieldGroup> groups) {
    this.shapes = new Shapes(problems);
    this.requests = new RuleReader(problems, masks, Vocabulary.ofRequests(plugIns));
    this.responses = new RuleReader(problems, masks, Vocabulary.ofResponses(plugIns));
    this.rejects = new RejectReader(problems);
    this.secrets = secrets;
    this.groups = groups;
  }

  /**
   * All rules of the file or of a provider.
   *
   * @param slot what {@code @credential} stands for here
   */
  Rules read(YamlNode.Mapping owner, CredentialSlot slot) {
    return new Rules(
        list(owner, RULES, requests, slot),
        list(owner, RESPONSE_RULES, responses, slot),
        rejects.reject(owner));
  }

  private ImmutableList<Rule> list(
      YamlNode.Mapping owner, String key, RuleReader reader, CredentialSlot slot) {
    return Shapes.find(owner, key)
        .map(node -> shapes.items(node, Words.quote(key)))
        .orElse(ImmutableList.of())
        .stream()
        .flatMap(item -> reader.read(item, slot).stream())
        .filter(rule -> !isSpoiled(rule, slot))
        .collect(ImmutableList.toImmutableList());
  }

  /** Whether a rule uses something whose own declaration has a problem. */
  private boolean isSpoiled(Rule rule, CredentialSlot slot) {
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
        .anyMatch(
            operand ->
                operand instanceof Operand.Group
                    && (groups.spoils(operand.text())
                        || (slot instanceof CredentialSlot.Unread
                            && operand.text().equals(InjectReader.CREDENTIAL))));
  }
}
