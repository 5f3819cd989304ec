package io.letterhead.dsl;

import io.letterhead.policy.Condition;
import io.letterhead.policy.Rule;
import io.letterhead.policy.Terms;
import java.util.Optional;

/** Reads one rule: a mapping whose first key is its verb. */
final class RuleReader {

  private final Problems problems;
  private final Masks masks;
  private final Shapes shapes;
  private final VerbReader verbs;
  private final ConditionReader conditions;
  private final PassingReader passing;
  private final WrittenReader written;
  private final InjectReader injects;
  private final CustomReader customs;
  private final Vocabulary vocabulary;

  RuleReader(Problems problems, Masks masks, Vocabulary vocabulary) {
    this.problems = problems;
    this.masks = masks;
    this.shapes = new Shapes(problems);
    this.verbs = new VerbReader(problems, vocabulary);
    this.conditions = new ConditionReader(problems, masks);
    this.passing = new PassingReader(problems);
    this.written = new WrittenReader(problems, masks);
    this.injects = new InjectReader(problems, masks);
    this.customs = new CustomReader(problems, masks);
    this.vocabulary = vocabulary;
  }

  /**
   * The rule, if all of it can be read.
   *
   * @param slot what {@code @credential} stands for here
   */
  Optional<Rule> read(YamlNode node, CredentialSlot slot) {
    int before = problems.size();
    Optional<YamlNode.Mapping> mapping = shapes.mapping(node, "a rule");
    mapping.ifPresent(this::hideSecrets);
    Optional<Rule> rule =
        mapping
            .flatMap(verbs::verb)
            .flatMap(verb -> rule(new WrittenRule(verb, mapping.get()), slot));
    return problems.size() == before ? rule : Optional.empty();
  }

  private Optional<Rule> rule(WrittenRule rule, CredentialSlot slot) {
    Terms terms = terms(rule);
    return switch (rule.word()) {
      case "allow" -> passing.allow(rule, terms);
      case "deny" -> passing.deny(rule, terms);
      case "rename" -> passing.rename(rule, terms);
      case "require" -> passing.require(rule, terms);
      case "set" -> written.set(rule, terms);
      case "default" -> written.fallback(rule, terms);
      case "inject" -> injects.inject(rule, terms, slot);
      default -> customs.custom(rule, terms);
    };
  }

  private Terms terms(WrittenRule rule) {
    String why =
        rule.find(Vocabulary.WHY)
            .flatMap(node -> shapes.scalar(node, "`why`"))
            .map(scalar -> scalar.text().strip())
            .orElse("");
    Condition when =
        rule.find(Vocabulary.WHEN).flatMap(conditions::condition).orElse(Condition.ALWAYS);
    return new Terms(rule.position(), why, when);
  }

  /** Hides what stands under a key that its rule does not take, where it may well be a secret. */
  private void hideSecrets(YamlNode.Mapping rule) {
    String verb = rule.entries().isEmpty() ? "" : rule.entries().get(0).key().text();
    for (YamlNode.Entry entry : rule.entries()) {
      String key = entry.key().text();
      boolean general = key.equals(Vocabulary.WHY) || key.equals(Vocabulary.WHEN);
      boolean foreign =
          !vocabulary.keysOf(verb).contains(key) && !vocabulary.isVerb(key) && !general;
      boolean writes = verb.equals("inject") || key.equals(Vocabulary.TO);
      if (foreign && (writes || SensitiveNames.mayHoldSecret(key))) {
        masks.hide(entry.value());
      }
    }
  }
}
