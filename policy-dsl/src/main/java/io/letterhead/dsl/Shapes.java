package io.letterhead.dsl;

import com.google.common.collect.ImmutableList;
import io.letterhead.policy.Position;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Asks nodes for the shape that they must have, reporting those that have another. Of {@link
 * YamlFile#shapes}.
 */
public final class Shapes {

  private final Problems problems;

  Shapes(Problems problems) {
    this.problems = problems;
  }

  /**
   * The keys and values of a mapping.
   *
   * @param what what the node is, as messages call it
   */
  public Optional<YamlNode.Mapping> mapping(YamlNode node, String what) {
    if (node instanceof YamlNode.Mapping mapping) {
      return Optional.of(mapping);
    }
    wrong(node, what, "a mapping", "write `key: value` lines under it");
    return Optional.empty();
  }

  /** The items of a list that has some. */
  public ImmutableList<YamlNode> items(YamlNode node, String what) {
    if (!(node instanceof YamlNode.Sequence list)) {
      wrong(node, what, "a list", "write `[a, b]`, or one `- ` line for each item");
      return ImmutableList.of();
    }
    if (list.items().isEmpty()) {
      missing(list.position(), what, "an empty list would mean nothing, or everything");
    }
    return list.items();
  }

  /** A single value, or each of a list that has some; those that can be read. */
  public ImmutableList<YamlNode.Scalar> some(YamlNode node, String what) {
    if (!(node instanceof YamlNode.Sequence)) {
      return scalar(node, what).stream().collect(ImmutableList.toImmutableList());
    }
    return items(node, what).stream()
        .flatMap(item -> scalar(item, "an item of " + what).stream())
        .collect(ImmutableList.toImmutableList());
  }

  /** A single value. */
  public Optional<YamlNode.Scalar> scalar(YamlNode node, String what) {
    if (node instanceof YamlNode.Scalar scalar && !scalar.isNull()) {
      return Optional.of(scalar);
    }
    wrong(node, what, "a single value", "write one value; put it in quotes if it looks like YAML");
    return Optional.empty();
  }

  /** The value of a key, or empty where the mapping has no such key. */
  public static Optional<YamlNode> find(YamlNode.Mapping mapping, String key) {
    return mapping.entries().stream()
        .filter(entry -> entry.key().text().equals(key))
        .map(YamlNode.Entry::value)
        .findFirst();
  }

  /** The value of a key that must be there. */
  public Optional<YamlNode> required(
      YamlNode.Mapping mapping, String key, Position at, String what) {
    Optional<YamlNode> value = find(mapping, key);
    if (value.isEmpty()) {
      problems.error(
          FileProblem.MISSING_KEY,
          at,
          what + " lacks the key " + Words.quote(key),
          "it says nothing without that key",
          "add " + Words.quote(key + ": …"));
    }
    return value;
  }

  /** The one entry with a key of these, of which the mapping must have just one. */
  Optional<YamlNode.Entry> oneOf(
      YamlNode.Mapping mapping, Collection<String> keys, Position at, String what) {
    List<YamlNode.Entry> found =
        mapping.entries().stream().filter(entry -> keys.contains(entry.key().text())).toList();
    if (found.isEmpty()) {
      problems.error(
          FileProblem.MISSING_KEY,
          at,
          what + " lacks one of the keys " + Words.list(keys),
          "it says nothing without one of them",
          "add one of them");
    }
    if (found.size() > 1) {
      YamlNode.Scalar second = found.get(1).key();
      problems.error(
          FileProblem.TWO_SOURCES,
          second.position(),
          what
              + " has two sources, "
              + Words.quote(found.get(0).key().text())
              + " and "
              + Words.quote(second.text()),
          "the value could come from one of the two only",
          "keep one of them");
    }
    return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
  }

  /** Reports every key that is not known. */
  public void refuseOthers(YamlNode.Mapping mapping, String what, Collection<String> known) {
    for (YamlNode.Entry entry : mapping.entries()) {
      if (!known.contains(entry.key().text())) {
        unknownKey(entry.key(), what, known);
      }
    }
  }

  /** Reports a key that is not known. */
  public void unknownKey(YamlNode.Scalar key, String what, Collection<String> known) {
    problems.error(
        FileProblem.UNKNOWN_KEY,
        key.position(),
        what + " has no key " + Words.quote(key.text()),
        "a key that is not read would silently mean nothing",
        Words.fix(key.text(), known, "keys"));
  }

  private void wrong(YamlNode node, String what, String wanted, String fix) {
    if (node instanceof YamlNode.Refused) {
      return;
    }
    if (node instanceof YamlNode.Scalar scalar && scalar.isNull()) {
      missing(node.position(), what, "a key without a value says nothing");
      return;
    }
    problems.error(
        FileProblem.WRONG_TYPE,
        node.position(),
        what + " is " + kind(node) + ", not " + wanted,
        "it cannot be read as " + wanted,
        fix);
  }

  /** What users call such a node. */
  private static String kind(YamlNode node) {
    if (node instanceof YamlNode.Mapping) {
      return "a mapping";
    }
    return node instanceof YamlNode.Sequence ? "a list" : "a single value";
  }

  /** Reports a name that is none: letters, digits, {@code -}, {@code _} and {@code .}. */
  public void name(YamlNode.Scalar name, String what) {
    Names.check(name, what, problems);
  }

  /** Reports what says nothing. */
  public void missing(Position at, String what, String why) {
    problems.error(
        FileProblem.MISSING_VALUE,
        at,
        what + " has no value",
        why,
        "write a value, or delete the key; put quotes around `null` or `~` if it is meant as text");
  }
}
