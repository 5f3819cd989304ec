package io.letterhead.dsl;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import io.letterhead.policy.Position;
import io.letterhead.policy.Problem;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;

/**
 * A YAML file while it is read: its tree, in which every node knows its place, and the problems
 * found so far. For one thread.
 *
 * <p>It is UTF-8 without what editors hide, at most 1 MiB, one document, without duplicate keys,
 * anchors, aliases and tags. What breaks that is a problem like those that its reader adds; {@link
 * ProblemRenderer} shows them with their lines.
 */
public final class YamlFile {

  private final SourceText source;
  private final Masks masks = new Masks();
  private final Problems problems;
  private final Optional<YamlNode> root;

  private YamlFile(SourceText source, Problems problems, Optional<YamlNode> root) {
    this.source = source;
    this.problems = problems;
    this.root = root;
  }

  /**
   * Reads a file. One that cannot be read has that problem and no tree: this throws for no file.
   *
   * @throws NullPointerException if an argument is null
   */
  public static YamlFile read(Path file, FileKind kind) {
    requireNonNull(file, "file");
    Problems problems = new Problems(requireNonNull(kind, "kind"));
    return FileText.read(file, problems)
        .map(source -> parse(source, problems))
        .orElseGet(
            () -> new YamlFile(new SourceText(file.toString(), ""), problems, Optional.empty()));
  }

  /**
   * Reads a text.
   *
   * @param name what problems call it
   * @throws NullPointerException if an argument is null
   */
  public static YamlFile parse(String name, String text, FileKind kind) {
    return parse(source(name, text), new Problems(requireNonNull(kind, "kind")));
  }

  /**
   * Takes a text for one value, as it is: nothing of it is YAML.
   *
   * @param name what problems call it
   * @throws NullPointerException if an argument is null
   */
  public static YamlFile ofValue(String name, String text, FileKind kind) {
    SourceText source = source(name, text);
    return new YamlFile(
        source,
        new Problems(requireNonNull(kind, "kind")),
        Optional.of(value(source, 0, source.length())));
  }

  /**
   * Takes a text for a list of values with commas between them; nothing of it is YAML. Spaces
   * around a value are no part of it.
   *
   * @param name what problems call it
   * @throws NullPointerException if an argument is null
   */
  public static YamlFile ofList(String name, String text, FileKind kind) {
    SourceText source = source(name, text);
    ImmutableList.Builder<YamlNode> items = ImmutableList.builder();
    int start = 0;
    for (int i = 0; i <= source.length(); i++) {
      if (i == source.length() || source.at(i) == ',') {
        items.add(value(source, start, i));
        start = i + 1;
      }
    }
    return new YamlFile(
        source,
        new Problems(requireNonNull(kind, "kind")),
        Optional.of(new YamlNode.Sequence(items.build(), source.position(0, source.length()))));
  }

  static YamlFile parse(SourceText source, Problems problems) {
    return new YamlFile(source, problems, PositionedYaml.parse(source, problems));
  }

  /** The file's name, as problems give it. */
  public String name() {
    return source.file();
  }

  /** The tree; empty where there is none, which is a problem. */
  public Optional<YamlNode> root() {
    return root;
  }

  /** The place of problems with the file as a whole. */
  public Position start() {
    return source.start();
  }

  /** Asks its nodes for the shapes that they must have. */
  public Shapes shapes() {
    return new Shapes(problems);
  }

  /**
   * Adds a problem.
   *
   * @param name the stable kebab-case name
   * @param position where; of a node of this file
   * @param message what is wrong
   * @param why what would break
   * @param fix how to mend it
   */
  public void error(String name, Position position, String message, String why, String fix) {
    problems.error(name, position, message, why, fix);
  }

  /**
   * Adds that a secret stands where none belongs, and hides it.
   *
   * @param what where it stands, as messages call it
   * @param fix how to mend it
   */
  public void inlineSecret(String what, YamlNode node, String fix) {
    masks.hide(node);
    problems.inlineSecret(what, node.position(), fix);
  }

  /** Never shows a node's text, and that of what is under it. */
  public void hide(YamlNode node) {
    masks.hide(node);
  }

  /** Never shows what stands under keys that are not known, where it may well be a secret. */
  public void hideUnknown(YamlNode.Mapping mapping, Collection<String> known) {
    masks.hideUnknown(mapping, known);
  }

  /** Every problem so far, in {@link Problem#ORDER}, safe to be shown. */
  public ImmutableList<Problem> problems() {
    return Problems.shown(problems.all());
  }

  Problems collected() {
    return problems;
  }

  SourceText source() {
    return source;
  }

  Masks masks() {
    return masks;
  }

  /** The file's name and how many problems there are so far. */
  @Override
  public String toString() {
    return source.file() + ": " + problems.size() + " problems";
  }

  private static SourceText source(String name, String text) {
    return new SourceText(requireNonNull(name, "name"), requireNonNull(text, "text"));
  }

  /**
   * The text between two places without the spaces around it; plain, so that nothing is missing.
   */
  private static YamlNode.Scalar value(SourceText source, int from, int to) {
    int start = from;
    int end = to;
    while (start < end && source.at(start) == ' ') {
      start++;
    }
    while (end > start && source.at(end - 1) == ' ') {
      end--;
    }
    return new YamlNode.Scalar(
        source.slice(start, end), true, source.position(start, end), start, end);
  }
}
