package io.letterhead.dsl;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.letterhead.policy.Positioned;
import io.letterhead.policy.SecretDeclaration;
import io.letterhead.policy.Suggestion;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads where secrets come from; refuses, without showing it, a secret that stands in the file. */
final class SecretReader {

  static final String ONLY_FOR = "only-for";

  private final Problems problems;
  private final Masks masks;
  private final Shapes shapes;
  private final ImmutableSet<String> sources;
  private final Optional<Path> folder;

  SecretReader(
      Problems problems, Masks masks, ImmutableSet<String> sources, Optional<Path> folder) {
    this.problems = problems;
    this.masks = masks;
    this.shapes = new Shapes(problems);
    this.sources = sources;
    this.folder = folder;
  }

  /** The secrets under the key {@code secrets}. */
  Declared<SecretDeclaration> read(YamlNode node) {
    Optional<YamlNode.Mapping> mapping = shapes.mapping(node, "`secrets`");
    if (mapping.isEmpty()) {
      masks.hide(node);
      return Declared.notRead();
    }
    Declared.Builder<SecretDeclaration> secrets = new Declared.Builder<>();
    for (YamlNode.Entry entry : mapping.get().entries()) {
      int before = problems.size();
      Names.check(entry.key(), "secret", problems);
      Optional<SecretDeclaration> secret = secret(entry);
      boolean sound = secret.isPresent() && problems.size() == before;
      if (sound) {
        secrets.add(entry.key().text(), secret.get(), true);
      } else {
        secrets.addBroken(entry.key().text());
      }
    }
    return secrets.build();
  }

  private Optional<SecretDeclaration> secret(YamlNode.Entry entry) {
    String what = "the secret " + Words.quote(entry.key().text());
    if (entry.value() instanceof YamlNode.Scalar inline && !inline.isNull()) {
      reportInline(what, inline);
      return Optional.empty();
    }
    Optional<YamlNode.Mapping> mapping = shapes.mapping(entry.value(), what);
    if (mapping.isEmpty()) {
      masks.hide(entry.value());
      return Optional.empty();
    }
    Optional<YamlNode.Entry> source = source(mapping.get(), entry.key(), what);
    Optional<ImmutableList<Positioned>> onlyFor = onlyFor(mapping.get());
    Optional<String> lookedUp = source.flatMap(found -> lookedUp(found, what));
    if (source.isEmpty() || lookedUp.isEmpty() || onlyFor.isEmpty()) {
      return Optional.empty();
    }
    YamlNode.Scalar name = source.get().key();
    return Optional.of(
        new SecretDeclaration(
            entry.key().text(),
            new Positioned(name.text(), name.position()),
            lookedUp.get(),
            onlyFor.get(),
            entry.key().position()));
  }

  /** The one key that names a source. */
  private Optional<YamlNode.Entry> source(
      YamlNode.Mapping mapping, YamlNode.Scalar secret, String what) {
    YamlNode.Entry source = null;
    boolean sound = true;
    for (YamlNode.Entry entry : mapping.entries()) {
      String key = entry.key().text();
      if (key.equals(ONLY_FOR)) {
        continue;
      }
      if (!sources.contains(key) && !isMistyped(key)) {
        masks.hide(entry.value());
      }
      if (SensitiveNames.isInline(key) && !sources.contains(key)) {
        reportInline(what, entry.value());
        sound = false;
      } else if (isMistyped(key)) {
        shapes.unknownKey(entry.key(), what, ImmutableSet.of(ONLY_FOR));
        sound = false;
      } else if (source != null) {
        reportTwo(entry.key(), source.key(), what);
        sound = false;
      } else {
        source = entry;
      }
    }
    if (source == null && sound) {
      reportMissing(secret, what);
    }
    return sound ? Optional.ofNullable(source) : Optional.empty();
  }

  private boolean isMistyped(String key) {
    return !sources.contains(key)
        && Suggestion.closest(key, ImmutableSet.of(ONLY_FOR)).isPresent()
        && Suggestion.closest(key, sources).isEmpty();
  }

  private Optional<String> lookedUp(YamlNode.Entry source, String what) {
    Names.check(source.key(), "source", problems);
    String of = Words.quote(source.key().text()) + " of " + what;
    Optional<YamlNode.Scalar> scalar = shapes.scalar(source.value(), of);
    if (scalar.isEmpty()) {
      masks.hide(source.value());
    }
    if (scalar.isPresent() && CredentialShape.isIn(scalar.get().text())) {
      reportInline(what, scalar.get());
      return Optional.empty();
    }
    return scalar.map(value -> resolved(source.key().text(), value.text()));
  }

  /** A relative path is one from the policy file's folder: it means the same wherever we run. */
  private String resolved(String source, String text) {
    if (!source.equals("file") || folder.isEmpty()) {
      return text;
    }
    try {
      return folder.get().resolve(text).toString();
    } catch (InvalidPathException e) {
      return text; // the source says what is wrong with it, when it is read
    }
  }

  private Optional<ImmutableList<Positioned>> onlyFor(YamlNode.Mapping mapping) {
    Optional<YamlNode> node = Shapes.find(mapping, ONLY_FOR);
    if (node.isEmpty()) {
      return Optional.of(ImmutableList.of());
    }
    ImmutableList<Positioned> providers =
        shapes.items(node.get(), "`only-for`").stream()
            .flatMap(item -> shapes.scalar(item, "an item of `only-for`").stream())
            .peek(item -> Names.check(item, "provider", problems))
            .map(item -> new Positioned(item.text(), item.position()))
            .collect(ImmutableList.toImmutableList());
    // An empty list would lift the restriction that it was to be.
    return providers.isEmpty() ? Optional.empty() : Optional.of(providers);
  }

  private void reportInline(String what, YamlNode value) {
    masks.hide(value);
    problems.error(
        FileProblem.INLINE_SECRET,
        value.position(),
        what + " stands in the file itself",
        "a policy file is reviewed, copied and kept in version control; treat this secret as known"
            + " to others, and replace it",
        "say where it is kept: "
            + Words.quote("{ env: NAME }")
            + " or "
            + Words.quote("{ file: PATH }"));
  }

  private void reportTwo(YamlNode.Scalar second, YamlNode.Scalar first, String what) {
    problems.error(
        FileProblem.TWO_SOURCES,
        second.position(),
        what
            + " has two sources, "
            + Words.quote(first.text())
            + " and "
            + Words.quote(second.text()),
        "it could be read from one of the two only",
        "keep one of them");
  }

  private void reportMissing(YamlNode.Scalar secret, String what) {
    problems.error(
        FileProblem.MISSING_KEY,
        secret.position(),
        what + " has no source",
        "it cannot be read from nowhere",
        "add where it is kept; the sources are " + Words.list(sources));
  }
}
