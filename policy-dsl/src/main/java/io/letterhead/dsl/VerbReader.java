package io.letterhead.dsl;

import java.util.Optional;

/** Reads a rule's verb, and checks that the rule has no key that its verb does not take. */
final class VerbReader {

  private final Problems problems;
  private final Shapes shapes;
  private final Vocabulary vocabulary;

  VerbReader(Problems problems, Vocabulary vocabulary) {
    this.problems = problems;
    this.shapes = new Shapes(problems);
    this.vocabulary = vocabulary;
  }

  /** The first key, if it is a verb; the other keys are checked. */
  Optional<YamlNode.Entry> verb(YamlNode.Mapping rule) {
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
    String verb = first.key().text();
    if (!vocabulary.isVerb(verb)) {
      reportNoVerb(first.key(), rule);
      return Optional.empty();
    }
    if (!vocabulary.verbs().containsKey(verb)) {
      reportMisplaced(first.key(), "the verb " + Words.quote(verb));
      return Optional.empty();
    }
    rule.entries().subList(1, rule.entries().size()).forEach(entry -> check(first, entry.key()));
    return Optional.of(first);
  }

  private void check(YamlNode.Entry first, YamlNode.Scalar key) {
    String verb = first.key().text();
    if (vocabulary.keysOf(verb).contains(key.text())) {
      return;
    }
    if (vocabulary.isVerb(key.text())) {
      reportTwoVerbs(first.key(), key);
    } else if (vocabulary.isElsewhere(verb, key.text())) {
      reportMisplaced(key, Words.quote(key.text()) + " of " + Words.quote(verb));
    } else {
      shapes.unknownKey(key, Words.quote(verb), vocabulary.keysOf(verb));
    }
  }

  private void reportMisplaced(YamlNode.Scalar word, String what) {
    problems.error(
        vocabulary.misplaced(),
        word.position(),
        what + " has no place under " + vocabulary.place(),
        vocabulary.misplaced() == FileProblem.BAD_PROFILE
            ? "what a profile adds is the same for every request, and gives way to every rule"
            : "a response is no caller's to write; its fields pass, are removed, renamed or fixed",
        vocabulary.place()
            + " takes "
            + Words.list(vocabulary.verbs().keySet())
            + "; delete it, or move it to `rules`");
  }

  private void reportNoVerb(YamlNode.Scalar key, YamlNode.Mapping rule) {
    Optional<YamlNode.Scalar> later =
        rule.entries().stream()
            .map(YamlNode.Entry::key)
            .filter(other -> vocabulary.isVerb(other.text()))
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
        Words.fix(key.text(), vocabulary.verbs().keySet(), "verbs"));
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
