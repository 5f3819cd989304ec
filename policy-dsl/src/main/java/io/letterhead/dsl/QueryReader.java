package io.letterhead.dsl;

import com.google.common.collect.ImmutableList;
import io.letterhead.policy.Position;
import io.letterhead.policy.Positioned;
import io.letterhead.policy.QueryRules;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Reads what a provider's requests may and must have in their query. */
final class QueryReader {

  static final String ALLOW = "allow-query";
  static final String DEFAULT = "default-query";

  private static final int LONGEST_NAME = 128;

  private final Problems problems;
  private final Masks masks;
  private final Shapes shapes;

  QueryReader(Problems problems, Masks masks) {
    this.problems = problems;
    this.masks = masks;
    this.shapes = new Shapes(problems);
  }

  /** The query rules among a provider's keys; those that can be read. */
  QueryRules query(YamlNode.Mapping provider) {
    return new QueryRules(
        Shapes.find(provider, ALLOW).map(this::allowed).orElse(ImmutableList.of()),
        Shapes.find(provider, DEFAULT).map(this::defaults).orElse(ImmutableList.of()));
  }

  /**
   * Names of parameters, each once: a single one or a list.
   *
   * @param what the key, as messages call it
   */
  ImmutableList<Positioned> names(YamlNode node, String what) {
    hideMappings(node);
    Set<String> seen = new HashSet<>();
    ImmutableList.Builder<Positioned> names = ImmutableList.builder();
    for (YamlNode.Scalar scalar : shapes.some(node, what)) {
      if (!seen.add(scalar.text())) {
        bad(
            scalar.position(),
            what + " holds " + Words.quote(scalar.text()) + " twice",
            "the second says nothing; most often another was meant",
            "delete it, or write what was meant");
      } else if (isName(scalar)) {
        names.add(new Positioned(scalar.text(), scalar.position()));
      }
    }
    return names.build();
  }

  /** Where names are to stand, somebody may have written their values, too. */
  private void hideMappings(YamlNode node) {
    if (node instanceof YamlNode.Sequence list) {
      list.items().forEach(this::hideMappings);
    } else if (node instanceof YamlNode.Mapping) {
      masks.hide(node);
    }
  }

  private ImmutableList<Positioned> allowed(YamlNode node) {
    return names(node, "`allow-query`");
  }

  private ImmutableList<QueryRules.Default> defaults(YamlNode node) {
    Optional<YamlNode.Mapping> mapping = shapes.mapping(node, "`default-query`");
    if (mapping.isEmpty()) {
      masks.hide(node);
      return ImmutableList.of();
    }
    if (mapping.get().entries().isEmpty()) {
      problems.error(
          FileProblem.MISSING_VALUE,
          node.position(),
          "`default-query` has no value",
          "no parameter would be added",
          "add a parameter, as in `default-query: { api-version: 2024-10-21 }`, or delete the key");
    }
    ImmutableList.Builder<QueryRules.Default> defaults = ImmutableList.builder();
    for (YamlNode.Entry entry : mapping.get().entries()) {
      if (SensitiveNames.isCredentialParameter(entry.key().text())) {
        masks.hide(entry.value());
      }
      Optional<Positioned> value = value(entry.value());
      if (isName(entry.key()) && value.isPresent()) {
        YamlNode.Scalar name = entry.key();
        defaults.add(
            new QueryRules.Default(new Positioned(name.text(), name.position()), value.get()));
      }
    }
    return defaults.build();
  }

  private Optional<Positioned> value(YamlNode node) {
    Optional<YamlNode.Scalar> scalar = shapes.scalar(node, "a value of `default-query`");
    if (scalar.isEmpty()) {
      masks.hide(node);
      return Optional.empty();
    }
    YamlNode.Scalar value = scalar.get();
    if (CredentialShape.isIn(value.text())) {
      problems.inlineSecret(
          "a value of `default-query`",
          value.position(),
          "inject the credential as a field, from a secret");
      return Optional.empty();
    }
    if (value.text().chars().anyMatch(Character::isISOControl)) {
      bad(
          value.position(),
          "a value of `default-query` holds a control character",
          "servers drop, rewrite or split such a value, each in its own way",
          "write printable characters only");
      return Optional.empty();
    }
    return Optional.of(new Positioned(value.text(), value.position()));
  }

  private boolean isName(YamlNode.Scalar scalar) {
    String text = scalar.text();
    boolean name =
        !text.isEmpty()
            && text.length() <= LONGEST_NAME
            && text.chars().allMatch(c -> c > ' ' && c < 0x7F);
    if (!name) {
      bad(
          scalar.position(),
          Words.quote(text) + " is no name of a query parameter",
          "a name is written decoded, in visible ASCII, with at most "
              + LONGEST_NAME
              + " characters",
          "write a name such as `api-version`");
    }
    return name;
  }

  private void bad(Position at, String message, String why, String fix) {
    problems.error(FileProblem.BAD_QUERY, at, message, why, fix);
  }
}
