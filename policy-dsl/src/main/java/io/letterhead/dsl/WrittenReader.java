package io.letterhead.dsl;

import com.google.common.collect.ImmutableList;
import io.letterhead.policy.Operand;
import io.letterhead.policy.Positioned;
import io.letterhead.policy.RequestFact;
import io.letterhead.policy.Rule;
import io.letterhead.policy.Terms;
import io.letterhead.policy.WrittenValue;
import java.util.Arrays;
import java.util.Optional;

/** Reads the rules that write a value which is no credential: {@code set}, {@code default}. */
final class WrittenReader {

  private static final ImmutableList<String> SOURCES =
      ImmutableList.of(Vocabulary.TO, Vocabulary.FROM_CALLER_DATA, Vocabulary.FROM_REQUEST);

  private final Problems problems;
  private final Masks masks;
  private final Shapes shapes;
  private final OperandReader operands;
  private final ValueReader values;
  private final WordReader words;

  WrittenReader(Problems problems, Masks masks) {
    this.problems = problems;
    this.masks = masks;
    this.shapes = new Shapes(problems);
    this.operands = new OperandReader(problems);
    this.values = new ValueReader(problems);
    this.words = new WordReader(problems, masks);
  }

  Optional<Rule> set(WrittenRule rule, Terms terms) {
    Optional<Operand.Name> name = operands.name(rule.operand(), "`set`");
    hideCredential(rule, name);
    Optional<YamlNode.Entry> source = shapes.oneOf(rule.keys(), SOURCES, rule.position(), "`set`");
    Optional<WrittenValue> value = source.flatMap(this::value);
    return name.isEmpty() || value.isEmpty()
        ? Optional.empty()
        : Optional.of(new Rule.Set(name.get(), value.get(), terms));
  }

  Optional<Rule> fallback(WrittenRule rule, Terms terms) {
    Optional<Operand.Name> name = operands.name(rule.operand(), "`default`");
    hideCredential(rule, name);
    Optional<Positioned> value =
        rule.required(Vocabulary.TO, shapes)
            .flatMap(node -> values.fixed(node, "`to` of `default`"));
    return name.isEmpty() || value.isEmpty()
        ? Optional.empty()
        : Optional.of(new Rule.Default(name.get(), value.get(), terms));
  }

  private Optional<WrittenValue> value(YamlNode.Entry source) {
    return switch (source.key().text()) {
      case Vocabulary.FROM_CALLER_DATA ->
          words.dataKey(source.value(), "`from-caller-data`").map(WrittenValue.FromCallerData::new);
      case Vocabulary.FROM_REQUEST -> fact(source.value()).map(WrittenValue.FromRequest::new);
      default -> values.fixed(source.value(), "`to` of `set`").map(WrittenValue.Fixed::new);
    };
  }

  private Optional<RequestFact> fact(YamlNode node) {
    Optional<YamlNode.Scalar> scalar = shapes.scalar(node, "`from-request`");
    Optional<RequestFact> fact =
        scalar.flatMap(
            word ->
                Arrays.stream(RequestFact.values())
                    .filter(known -> known.id().equals(word.text()))
                    .findFirst());
    if (scalar.isPresent() && fact.isEmpty()) {
      String word = scalar.get().text();
      problems.error(
          FileProblem.UNKNOWN_FACT,
          scalar.get().position(),
          "a request has no fact " + Words.quote(word),
          "a fact is what the gateway itself knows of a request; what a field says is a caller's"
              + " word, for `rename` or `allow`",
          Words.fix(
              word, Arrays.stream(RequestFact.values()).map(RequestFact::id).toList(), "facts"));
    }
    return fact;
  }

  private void hideCredential(WrittenRule rule, Optional<Operand.Name> name) {
    if (name.isEmpty() || SensitiveNames.mayHoldSecret(name.get().name())) {
      rule.find(Vocabulary.TO).ifPresent(masks::hide);
    }
  }
}
