package io.letterhead.dsl;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.letterhead.policy.FieldName;
import io.letterhead.policy.Operand;
import io.letterhead.policy.Origin;
import io.letterhead.policy.Position;
import io.letterhead.policy.Positioned;
import io.letterhead.policy.Profile;
import io.letterhead.policy.Rule;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Reads one profile: what is known of a provider before any policy says a word. */
final class ProfileReader {

  static final ImmutableSet<String> KEYS =
      ImmutableSet.of(
          "version", "origin", "credential", "other-slots", "credential-parameters", "companions");
  static final ImmutableSet<String> CREDENTIAL_KEYS = ImmutableSet.of("slot", "as");

  /** More digits than any version has. */
  private static final int MOST_DIGITS = 9;

  private final Problems problems;
  private final Masks masks;
  private final Shapes shapes;
  private final OperandReader operands;
  private final WordReader words;
  private final QueryReader query;
  private final OriginReader origins;
  private final RuleReader companions;

  /** What a profile's key {@code credential} says. */
  private record Credential(Operand.Name slot, Positioned scheme) {}

  ProfileReader(Problems problems, Masks masks) {
    this.problems = problems;
    this.masks = masks;
    this.shapes = new Shapes(problems);
    this.operands = new OperandReader(problems);
    this.words = new WordReader(problems, masks);
    this.query = new QueryReader(problems, masks);
    this.origins = new OriginReader(problems);
    this.companions = new RuleReader(problems, masks, Vocabulary.ofCompanions());
  }

  /**
   * A profile that a policy's file declares, if all that it must have can be read.
   *
   * @param at where it is declared: at its name
   */
  Optional<Profile> declared(String name, YamlNode node, Position at) {
    String what = "the profile " + Words.quote(name);
    Optional<YamlNode.Mapping> mapping = shapes.mapping(node, what);
    if (mapping.isEmpty()) {
      masks.hide(node);
      return Optional.empty();
    }
    masks.hideUnknown(mapping.get(), KEYS);
    shapes.refuseOthers(mapping.get(), what, KEYS);
    int version = Shapes.find(mapping.get(), "version").map(this::version).orElse(1);
    Optional<Origin> origin = Shapes.find(mapping.get(), "origin").flatMap(origins::origin);
    Optional<Credential> credential =
        shapes.required(mapping.get(), "credential", at, what).flatMap(this::credential);
    ImmutableSet<String> parameters =
        Shapes.find(mapping.get(), "credential-parameters")
            .map(this::parameters)
            .orElse(ImmutableSet.of());
    ImmutableSet<Operand.Name> others =
        Shapes.find(mapping.get(), "other-slots")
            .map(slots -> slots(slots, credential))
            .orElse(ImmutableSet.of());
    ImmutableList<Rule> added =
        Shapes.find(mapping.get(), "companions").map(this::companions).orElse(ImmutableList.of());
    return credential.map(
        known ->
            new Profile(
                name,
                version,
                origin,
                known.slot(),
                known.scheme(),
                others,
                parameters,
                added,
                at));
  }

  private int version(YamlNode node) {
    Optional<YamlNode.Scalar> scalar = shapes.scalar(node, "`version`");
    String text = scalar.map(YamlNode.Scalar::text).orElse("1");
    boolean number =
        !text.isEmpty()
            && text.length() <= MOST_DIGITS
            && !text.startsWith("0")
            && text.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!number) {
      bad(
          node.position(),
          "`version` is " + Words.quote(text) + ", not a number",
          "a profile's version counts its changes: at least 1",
          "write a whole number in plain digits, such as `1`");
    }
    return number ? Integer.parseInt(text) : 1;
  }

  private Optional<Credential> credential(YamlNode node) {
    Optional<YamlNode.Mapping> mapping = shapes.mapping(node, "`credential`");
    if (mapping.isEmpty()) {
      masks.hide(node);
      return Optional.empty();
    }
    masks.hideOthers(mapping.get(), CREDENTIAL_KEYS);
    shapes.refuseOthers(mapping.get(), "`credential`", CREDENTIAL_KEYS);
    Optional<Operand.Name> slot =
        shapes
            .required(mapping.get(), "slot", node.position(), "`credential`")
            .flatMap(value -> operands.name(value, "`slot`"));
    Optional<Positioned> scheme =
        shapes
            .required(mapping.get(), "as", node.position(), "`credential`")
            .flatMap(value -> words.name(value, "`as`", "scheme"));
    return slot.isEmpty() || scheme.isEmpty()
        ? Optional.empty()
        : Optional.of(new Credential(slot.get(), scheme.get()));
  }

  private ImmutableSet<Operand.Name> slots(YamlNode node, Optional<Credential> credential) {
    Set<FieldName> seen = new HashSet<>();
    credential.ifPresent(known -> seen.add(known.slot().name()));
    ImmutableSet.Builder<Operand.Name> slots = ImmutableSet.builder();
    for (YamlNode.Scalar scalar : shapes.some(node, "`other-slots`")) {
      Optional<Operand.Name> slot = operands.name(scalar, "an item of `other-slots`");
      slot.ifPresent(slots::add);
      if (slot.isPresent() && !seen.add(slot.get().name())) {
        bad(
            scalar.position(),
            Words.quote(scalar.text()) + " is a slot already",
            "the second says nothing; most often another was meant",
            "delete it, or write what was meant");
      }
    }
    return slots.build();
  }

  private ImmutableSet<String> parameters(YamlNode node) {
    return query.names(node, "`credential-parameters`").stream()
        .map(Positioned::text)
        .collect(ImmutableSet.toImmutableSet());
  }

  private ImmutableList<Rule> companions(YamlNode node) {
    ImmutableList.Builder<Rule> rules = ImmutableList.builder();
    for (YamlNode item : shapes.items(node, "`companions`")) {
      companions
          .read(item, new CredentialSlot.None())
          .filter(this::isOfNames)
          .ifPresent(rules::add);
    }
    return rules.build();
  }

  private boolean isOfNames(Rule rule) {
    if (rule instanceof Rule.Allow allow) {
      for (Operand operand : allow.operands()) {
        if (!(operand instanceof Operand.Name)) {
          bad(
              operand.position(),
              "a companion allows " + Words.quote(operand.text()) + ", not a name",
              "a profile lets nothing pass but what it spells out",
              "write the names out");
          return false;
        }
      }
    }
    return true;
  }

  private void bad(Position at, String message, String why, String fix) {
    problems.error(FileProblem.BAD_PROFILE, at, message, why, fix);
  }
}
