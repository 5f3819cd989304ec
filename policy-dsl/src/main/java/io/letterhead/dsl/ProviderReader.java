package io.letterhead.dsl;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.letterhead.policy.Origin;
import io.letterhead.policy.Position;
import io.letterhead.policy.Provider;
import io.letterhead.policy.Rule;
import io.letterhead.policy.Rules;
import java.util.Optional;

/** Reads the providers of a file: where requests go, and by which rules. */
final class ProviderReader {

  private static final ImmutableSet<String> KEYS =
      ImmutableSet.of("origin", "rules", "cleartext", "encoded-slash");

  private final Problems problems;
  private final Masks masks;
  private final Shapes shapes;
  private final RuleListReader rules;

  ProviderReader(Problems problems, Masks masks, RuleListReader rules) {
    this.problems = problems;
    this.masks = masks;
    this.shapes = new Shapes(problems);
    this.rules = rules;
  }

  /**
   * The providers under the key {@code providers}; one that could not be read in full stands with
   * what could, so that its rules are checked all the same.
   */
  ImmutableList<Provider> read(YamlNode node) {
    Optional<YamlNode.Mapping> mapping = shapes.mapping(node, "`providers`");
    if (mapping.isEmpty()) {
      return ImmutableList.of();
    }
    if (mapping.get().entries().isEmpty()) {
      problems.error(
          FileProblem.MISSING_VALUE,
          mapping.get().position(),
          "`providers` has no value",
          "a policy without a provider forwards nothing",
          "add a provider with its `origin`");
    }
    return mapping.get().entries().stream()
        .map(this::provider)
        .collect(ImmutableList.toImmutableList());
  }

  private Provider provider(YamlNode.Entry entry) {
    String name = entry.key().text();
    Names.check(entry.key(), "provider", problems);
    String what = "the provider " + Words.quote(name);
    Position at = entry.key().position();
    Optional<YamlNode.Mapping> mapping = shapes.mapping(entry.value(), what);
    if (mapping.isEmpty()) {
      return Provider.builder(name, placeholder(at)).positions(at, at).build();
    }
    masks.hideUnknown(mapping.get(), KEYS);
    shapes.refuseOthers(mapping.get(), what, KEYS);
    Optional<YamlNode> origin = shapes.required(mapping.get(), "origin", at, what);
    ImmutableList<Rule> own =
        Shapes.find(mapping.get(), "rules").map(rules::read).orElse(ImmutableList.of());
    return Provider.builder(name, origin.flatMap(this::origin).orElse(placeholder(at)))
        .cleartext(isSwitchedOn(mapping.get(), "cleartext", "allowed"))
        .encodedSlash(isSwitchedOn(mapping.get(), "encoded-slash", "pass"))
        .rules(new Rules(own, ImmutableList.of(), ImmutableSet.of()))
        .positions(at, origin.map(YamlNode::position).orElse(at))
        .build();
  }

  private Optional<Origin> origin(YamlNode node) {
    Optional<YamlNode.Scalar> scalar = shapes.scalar(node, "`origin`");
    try {
      return scalar.map(url -> Origin.parse(url.text()));
    } catch (IllegalArgumentException e) {
      problems.error(
          FileProblem.BAD_ORIGIN,
          node.position(),
          "this is no origin: " + e.getMessage(),
          "an origin says where credentials go, so nothing in it may be read in two ways",
          "write scheme, host and, if needed, port and base path: `https://api.example.com/v1`");
      return Optional.empty();
    }
  }

  /** Whether a key is there with the one value that it may have. */
  private boolean isSwitchedOn(YamlNode.Mapping mapping, String key, String value) {
    Optional<YamlNode.Scalar> scalar =
        Shapes.find(mapping, key).flatMap(node -> shapes.scalar(node, Words.quote(key)));
    if (scalar.isEmpty()) {
      return false;
    }
    if (!scalar.get().text().equals(value)) {
      problems.error(
          FileProblem.BAD_SWITCH,
          scalar.get().position(),
          Words.quote(key) + " is " + Words.quote(scalar.get().text()),
          "it has just one value, " + Words.quote(value) + ", and is strict where it is not there",
          "write " + Words.quote(key + ": " + value) + ", or delete the line");
    }
    return scalar.get().text().equals(value);
  }

  /** An origin that no other has and no check objects to, where the real one could not be read. */
  private static Origin placeholder(Position at) {
    return new Origin("https", "line-" + at.line() + "-" + at.column() + ".invalid", 443, "");
  }
}
