package io.letterhead.dsl;

import io.letterhead.policy.Positioned;
import java.util.Optional;

/** Reads words that name something: a secret, a scheme, a profile, a key of the caller's data. */
final class WordReader {

  private static final int LONGEST_KEY = 128;

  private final Problems problems;
  private final Masks masks;
  private final Shapes shapes;

  WordReader(Problems problems, Masks masks) {
    this.problems = problems;
    this.masks = masks;
    this.shapes = new Shapes(problems);
  }

  /**
   * A name of the file's own or of a plug-in.
   *
   * @param what the key, as messages call it
   * @param kind what the word names
   */
  Optional<Positioned> name(YamlNode node, String what, String kind) {
    Optional<YamlNode.Scalar> scalar = word(node, what);
    scalar.ifPresent(word -> Names.check(word, kind, problems));
    return scalar.map(word -> new Positioned(word.text(), word.position()));
  }

  /**
   * A key of the object that callers send.
   *
   * @param what the key of the policy, as messages call it
   */
  Optional<Positioned> dataKey(YamlNode node, String what) {
    Optional<YamlNode.Scalar> scalar = word(node, what);
    if (scalar.isPresent() && !isKey(scalar.get().text())) {
      problems.error(
          FileProblem.BAD_NAME,
          scalar.get().position(),
          Words.quote(scalar.get().text()) + " is no key of the caller's data",
          "a key is visible ASCII without spaces, at most " + LONGEST_KEY + " characters",
          "write the key as callers send it, such as `vllm_api_token`");
      return Optional.empty();
    }
    return scalar.map(word -> new Positioned(word.text(), word.position()));
  }

  /** A single word that is no secret itself. */
  private Optional<YamlNode.Scalar> word(YamlNode node, String what) {
    Optional<YamlNode.Scalar> scalar = shapes.scalar(node, what);
    if (scalar.isEmpty()) {
      masks.hide(node);
    } else if (CredentialShape.isIn(scalar.get().text())) {
      problems.inlineSecret(
          what,
          scalar.get().position(),
          "declare it under `secrets` with where it is kept, and write that name here");
      return Optional.empty();
    }
    return scalar;
  }

  private static boolean isKey(String text) {
    return !text.isEmpty()
        && text.length() <= LONGEST_KEY
        && text.chars().allMatch(c -> c > ' ' && c < 0x7F);
  }
}
