package io.letterhead.dsl;

import com.google.common.collect.ImmutableMap;
import io.letterhead.policy.Positioned;
import io.letterhead.policy.Rule;
import io.letterhead.policy.Terms;
import java.util.Optional;

/** Reads the rules of plug-ins' verbs: an operand and options, each a single value. */
final class CustomReader {

  private final Masks masks;
  private final Shapes shapes;

  CustomReader(Problems problems, Masks masks) {
    this.masks = masks;
    this.shapes = new Shapes(problems);
  }

  Optional<Rule> custom(WrittenRule rule, Terms terms) {
    Optional<Positioned> operand = value(rule.operand(), rule.quoted());
    ImmutableMap.Builder<String, Positioned> options = ImmutableMap.builder();
    for (YamlNode.Entry entry : rule.keys().entries()) {
      String key = entry.key().text();
      boolean option =
          !key.equals(rule.word()) && !key.equals(Vocabulary.WHY) && !key.equals(Vocabulary.WHEN);
      if (option) {
        if (SensitiveNames.mayHoldSecret(key)) {
          masks.hide(entry.value());
        }
        value(entry.value(), Words.quote(key) + " of " + rule.quoted())
            .ifPresent(value -> options.put(key, value));
      }
    }
    Positioned verb = new Positioned(rule.word(), rule.position());
    return operand.map(written -> new Rule.Custom(verb, written, options.buildOrThrow(), terms));
  }

  private Optional<Positioned> value(YamlNode node, String what) {
    return shapes.scalar(node, what).map(v -> new Positioned(v.text(), v.position()));
  }
}
