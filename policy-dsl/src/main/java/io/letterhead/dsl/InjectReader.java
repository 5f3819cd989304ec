package io.letterhead.dsl;

import com.google.common.collect.ImmutableList;
import io.letterhead.policy.Bring;
import io.letterhead.policy.FieldName;
import io.letterhead.policy.Operand;
import io.letterhead.policy.Position;
import io.letterhead.policy.Positioned;
import io.letterhead.policy.Rule;
import io.letterhead.policy.Terms;
import java.util.Optional;

/** Reads {@code inject}: which credential goes where, and who may bring one. */
final class InjectReader {

  static final String CREDENTIAL = "@credential";

  private static final String DATA = "data";
  private static final String HEADER = "header";
  static final ImmutableList<String> PLACES = ImmutableList.of(DATA, HEADER);

  /** What a rule that is refused in any case is read as. */
  private static final String PLACEHOLDER_FIELD = "Credential-Of-Every-Provider";

  private static final String PLACEHOLDER_SCHEME = "bearer";

  private final Problems problems;
  private final Masks masks;
  private final Shapes shapes;
  private final OperandReader operands;
  private final WordReader words;

  InjectReader(Problems problems, Masks masks) {
    this.problems = problems;
    this.masks = masks;
    this.shapes = new Shapes(problems);
    this.operands = new OperandReader(problems);
    this.words = new WordReader(problems, masks);
  }

  Optional<Rule> inject(WrittenRule rule, Terms terms, CredentialSlot slot) {
    Optional<Position> symbol = symbol(rule.operand());
    Optional<Operand.Name> name =
        symbol.isPresent()
            ? slotName(symbol.get(), slot)
            : operands.name(rule.operand(), "`inject`");
    Optional<YamlNode> bringing = rule.find(Vocabulary.CALLER_MAY_BRING);
    Optional<Bring> bring = bringing.flatMap(this::bring);
    Optional<YamlNode> from =
        bringing.isPresent()
            ? rule.find(Vocabulary.FROM_SECRET)
            : rule.required(Vocabulary.FROM_SECRET, shapes);
    Optional<Positioned> secret = from.flatMap(node -> words.name(node, "`from-secret`", "secret"));
    Optional<Positioned> scheme = scheme(rule, symbol, slot);
    boolean sourced = secret.isPresent() || (from.isEmpty() && bring.isPresent());
    return name.isEmpty() || scheme.isEmpty() || !sourced
        ? Optional.empty()
        : Optional.of(new Rule.Inject(name.get(), secret, scheme.get(), bring, terms));
  }

  /** Where {@code @credential} stands for the field; empty where a field is named. */
  private static Optional<Position> symbol(YamlNode node) {
    return node instanceof YamlNode.Scalar scalar && scalar.text().equals(CREDENTIAL)
        ? Optional.of(scalar.position())
        : Optional.empty();
  }

  private Optional<Operand.Name> slotName(Position at, CredentialSlot slot) {
    if (slot instanceof CredentialSlot.Known known) {
      return Optional.of(new Operand.Name(known.profile().slot().name(), at));
    } else if (slot instanceof CredentialSlot.Shared) {
      return Optional.of(new Operand.Name(FieldName.of(PLACEHOLDER_FIELD), at));
    } else if (slot instanceof CredentialSlot.None) {
      problems.error(
          FileProblem.CREDENTIAL_WITHOUT_PROFILE,
          at,
          "`@credential` is the slot of a profile, and the provider has none",
          "without a profile nothing says which field the provider reads its credential from",
          "name the field and its scheme, as in `inject: Authorization` with `as: bearer`, or give"
              + " the provider a `profile`");
    }
    return Optional.empty();
  }

  private Optional<Positioned> scheme(
      WrittenRule rule, Optional<Position> symbol, CredentialSlot slot) {
    Optional<YamlNode> as = rule.find(Vocabulary.AS);
    if (as.isEmpty() && symbol.isPresent()) {
      if (slot instanceof CredentialSlot.Known known) {
        Positioned scheme = known.profile().scheme();
        // A shipped profile stands in no line of the file.
        return Optional.of(
            known.profile().isDeclared() ? scheme : new Positioned(scheme.text(), symbol.get()));
      }
      return Optional.of(new Positioned(PLACEHOLDER_SCHEME, symbol.get()));
    }
    return rule.required(Vocabulary.AS, shapes).flatMap(node -> words.name(node, "`as`", "scheme"));
  }

  private Optional<Bring> bring(YamlNode node) {
    String what = Words.quote(Vocabulary.CALLER_MAY_BRING);
    Optional<YamlNode.Mapping> mapping = shapes.mapping(node, what);
    if (mapping.isEmpty()) {
      masks.hide(node);
      return Optional.empty();
    }
    masks.hideOthers(mapping.get(), PLACES);
    int before = problems.size();
    shapes.refuseOthers(mapping.get(), what, PLACES);
    if (problems.size() > before) {
      return Optional.empty(); // the place that is not there is a misspelt one
    }
    Optional<YamlNode.Entry> place = shapes.oneOf(mapping.get(), PLACES, node.position(), what);
    if (place.isEmpty()) {
      return Optional.empty();
    }
    return place.get().key().text().equals(DATA)
        ? words.dataKey(place.get().value(), "`data` of " + what).map(Bring.Data::new)
        : operands.name(place.get().value(), "`header` of " + what).map(Bring.Field::new);
  }
}
