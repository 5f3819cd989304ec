package io.letterhead.dsl;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.letterhead.policy.Condition;
import io.letterhead.policy.Guard;
import io.letterhead.policy.Operand;
import io.letterhead.policy.Positioned;
import io.letterhead.policy.Rule;
import io.letterhead.policy.Terms;
import io.letterhead.policy.WrittenValue;
import java.util.Optional;
import java.util.Set;

/** Reads one rule: a mapping whose first key is its verb. */
final class RuleReader {

  private static final String WHY = "why";
  private static final String TO = "to";
  private static final String FROM_SECRET = "from-secret";
  private static final String AS = "as";

  /** The verbs, each with the keys that it takes beside {@code why}. */
  private static final ImmutableMap<String, ImmutableList<String>> VERBS =
      ImmutableMap.<String, ImmutableList<String>>builder()
          .put("allow", ImmutableList.of(GuardReader.ONE_OF, GuardReader.MAX_LENGTH))
          .put("deny", ImmutableList.of())
          .put("rename", ImmutableList.of(TO, GuardReader.ONE_OF, GuardReader.MAX_LENGTH))
          .put("set", ImmutableList.of(TO))
          .put("default", ImmutableList.of(TO))
          .put("inject", ImmutableList.of(FROM_SECRET, AS))
          .put("require", ImmutableList.of())
          .buildOrThrow();

  private final Problems problems;
  private final Masks masks;
  private final Shapes shapes;
  private final OperandReader operands;
  private final ValueReader values;
  private final GuardReader guards;

  RuleReader(Problems problems, Masks masks) {
    this.problems = problems;
    this.masks = masks;
    this.shapes = new Shapes(problems);
    this.operands = new OperandReader(problems);
    this.values = new ValueReader(problems);
    this.guards = new GuardReader(problems);
  }

  /** The rule, if all of it can be read. */
  Optional<Rule> read(YamlNode node) {
    int before = problems.size();
    Optional<YamlNode.Mapping> mapping = shapes.mapping(node, "a rule");
    mapping.ifPresent(this::hideSecrets);
    Optional<Rule> rule = mapping.flatMap(this::verb).flatMap(verb -> rule(verb, mapping.get()));
    return problems.size() == before ? rule : Optional.empty();
  }

  /** Hides what stands under a key that its rule does not take, where it may well be a secret. */
  private void hideSecrets(YamlNode.Mapping rule) {
    String verb = rule.entries().isEmpty() ? "" : rule.entries().get(0).key().text();
    ImmutableList<String> known = VERBS.getOrDefault(verb, ImmutableList.of());
    for (YamlNode.Entry entry : rule.entries()) {
      String key = entry.key().text();
      boolean foreign = !known.contains(key) && !VERBS.containsKey(key) && !key.equals(WHY);
      boolean writes = verb.equals("inject") || key.equals(TO);
      if (foreign && (writes || SensitiveNames.mayHoldSecret(key))) {
        masks.hide(entry.value());
      }
    }
  }

  /** The first key, if it is a verb; the other keys are checked. */
  private Optional<YamlNode.Entry> verb(YamlNode.Mapping rule) {
    if (rule.entries().isEmpty()) {
      problems.error(
          FileProblem.MISSING_VALUE,
          rule.position(),
          "a rule is empty",
          "it says nothing",
          "begin it with its verb, as in `allow: X-Request-ID`, or delete it");
      return Optional.empty();
    }
    YamlNode.Entry first = rule.entries().get(0);
    ImmutableList<String> known = VERBS.get(first.key().text());
    if (known == null) {
      reportNoVerb(first.key(), rule);
      return Optional.empty();
    }
    String what = Words.quote(first.key().text());
    Set<String> keys = ImmutableSet.<String>builder().addAll(known).add(WHY).build();
    for (YamlNode.Entry entry : rule.entries().subList(1, rule.entries().size())) {
      if (VERBS.containsKey(entry.key().text())) {
        reportTwoVerbs(first.key(), entry.key());
      } else if (!keys.contains(entry.key().text())) {
        shapes.unknownKey(entry.key(), what, keys);
      }
    }
    return Optional.of(first);
  }

  private Optional<Rule> rule(YamlNode.Entry verb, YamlNode.Mapping rule) {
    String why = why(rule);
    return switch (verb.key().text()) {
      case "allow" -> allow(verb, rule, why);
      case "deny" -> deny(verb, why);
      case "rename" -> rename(verb, rule, why);
      case "inject" -> inject(verb, rule, why);
      case "require" -> require(verb, why);
      default -> fixed(verb, rule, why);
    };
  }

  private Optional<Rule> deny(YamlNode.Entry verb, String why) {
    ImmutableList<Operand> denied = operands.some(verb.value(), "`deny`");
    return denied.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Rule.Deny(denied, new Terms(verb.key().position(), why, Condition.ALWAYS)));
  }

  private Optional<Rule> require(YamlNode.Entry verb, String why) {
    return operands
        .name(verb.value(), "`require`")
        .map(
            name ->
                new Rule.Require(name, new Terms(verb.key().position(), why, Condition.ALWAYS)));
  }

  private Optional<Rule> allow(YamlNode.Entry verb, YamlNode.Mapping rule, String why) {
    ImmutableList<Operand> allowed = operands.some(verb.value(), "`allow`");
    ImmutableList<Guard> all = guards.guards(rule);
    return allowed.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Rule.Allow(allowed, all, new Terms(verb.key().position(), why, Condition.ALWAYS)));
  }

  private Optional<Rule> rename(YamlNode.Entry verb, YamlNode.Mapping rule, String why) {
    Optional<Operand.Name> from = operands.name(verb.value(), "`rename`");
    Optional<Operand.Name> to =
        required(rule, verb, TO).flatMap(node -> operands.name(node, "`to` of `rename`"));
    ImmutableList<Guard> all = guards.guards(rule);
    return from.isEmpty() || to.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Rule.Rename(
                from.get(),
                to.get(),
                all,
                new Terms(verb.key().position(), why, Condition.ALWAYS)));
  }

  /** {@code set} and {@code default}. */
  private Optional<Rule> fixed(YamlNode.Entry verb, YamlNode.Mapping rule, String why) {
    String word = verb.key().text();
    Optional<Operand.Name> name = operands.name(verb.value(), Words.quote(word));
    Optional<YamlNode> to = required(rule, verb, TO);
    if (name.isEmpty() || SensitiveNames.mayHoldSecret(name.get().name())) {
      to.ifPresent(masks::hide);
    }
    Optional<Positioned> value =
        to.flatMap(node -> values.fixed(node, "`to` of " + Words.quote(word)));
    if (name.isEmpty() || value.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        word.equals("set")
            ? new Rule.Set(
                name.get(),
                new WrittenValue.Fixed(value.get()),
                new Terms(verb.key().position(), why, Condition.ALWAYS))
            : new Rule.Default(
                name.get(), value.get(), new Terms(verb.key().position(), why, Condition.ALWAYS)));
  }

  private Optional<Rule> inject(YamlNode.Entry verb, YamlNode.Mapping rule, String why) {
    Optional<Operand.Name> name = operands.name(verb.value(), "`inject`");
    Optional<Positioned> secret = word(rule, verb, FROM_SECRET, "secret");
    Optional<Positioned> scheme = word(rule, verb, AS, "scheme");
    if (name.isEmpty() || secret.isEmpty() || scheme.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Rule.Inject(
            name.get(),
            secret,
            scheme.get(),
            Optional.empty(),
            new Terms(verb.key().position(), why, Condition.ALWAYS)));
  }

  private Optional<Positioned> word(
      YamlNode.Mapping rule, YamlNode.Entry verb, String key, String kind) {
    Optional<YamlNode.Scalar> scalar =
        required(rule, verb, key).flatMap(node -> shapes.scalar(node, Words.quote(key)));
    if (scalar.isPresent() && CredentialShape.isIn(scalar.get().text())) {
      problems.error(
          FileProblem.INLINE_SECRET,
          scalar.get().position(),
          "`" + key + "` looks like a secret itself",
          "a policy file is reviewed, copied and kept in version control; treat this secret as"
              + " known to others, and replace it",
          "declare it under `secrets` with where it is kept, and write that name here");
      return Optional.empty();
    }
    scalar.ifPresent(word -> Names.check(word, kind, problems));
    return scalar.map(word -> new Positioned(word.text(), word.position()));
  }

  private Optional<YamlNode> required(YamlNode.Mapping rule, YamlNode.Entry verb, String key) {
    return shapes.required(rule, key, verb.key().position(), Words.quote(verb.key().text()));
  }

  private String why(YamlNode.Mapping rule) {
    return Shapes.find(rule, WHY)
        .flatMap(node -> shapes.scalar(node, "`why`"))
        .map(scalar -> scalar.text().strip())
        .orElse("");
  }

  private void reportNoVerb(YamlNode.Scalar key, YamlNode.Mapping rule) {
    Optional<YamlNode.Scalar> later =
        rule.entries().stream()
            .map(YamlNode.Entry::key)
            .filter(other -> VERBS.containsKey(other.text()))
            .findFirst();
    if (later.isPresent()) {
      problems.error(
          FileProblem.VERB_NOT_FIRST,
          later.get().position(),
          "the verb " + Words.quote(later.get().text()) + " is not the rule's first key",
          "what a rule does is read at its first word",
          "move " + Words.quote(later.get().text()) + " to the front");
      return;
    }
    problems.error(
        FileProblem.UNKNOWN_VERB,
        key.position(),
        "there is no verb " + Words.quote(key.text()),
        "a rule that is not understood cannot be enforced",
        Words.fix(key.text(), VERBS.keySet(), "verbs"));
  }

  private void reportTwoVerbs(YamlNode.Scalar first, YamlNode.Scalar second) {
    problems.error(
        FileProblem.TWO_VERBS,
        second.position(),
        "a rule has two verbs, " + Words.quote(first.text()) + " and " + Words.quote(second.text()),
        "a rule does just one thing; most often the `- ` before the second is missing",
        "write " + Words.quote("- " + second.text() + ": …") + " as a rule of its own");
  }
}
