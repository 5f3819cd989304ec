package io.letterhead.dsl;

import static java.util.Objects.requireNonNull;

import io.letterhead.policy.PlugIns;
import io.letterhead.policy.Policy;
import io.letterhead.policy.PolicyException;
import io.letterhead.policy.Problem;
import java.nio.file.Path;
import java.util.Optional;

/** Loads policy files: the only way from text to a policy. */
public final class PolicyFiles {

  private PolicyFiles() {}

  /**
   * Loads a file, in UTF-8. What cannot be read is a problem as well, so this throws for no file.
   *
   * <p>A relative path of a {@code file} secret is taken from the policy file's folder.
   *
   * @throws NullPointerException if an argument is null
   */
  public static Loaded load(Path file, PlugIns plugIns) {
    requireNonNull(plugIns, "plugIns");
    Problems problems = new Problems();
    Optional<String> text = FileText.read(file, problems);
    return load(
        new SourceText(file.toString(), text.orElse("")),
        text.isPresent(),
        plugIns,
        problems,
        Optional.ofNullable(file.getParent()));
  }

  /**
   * Loads a policy from a text.
   *
   * <p>A relative path of a {@code file} secret is taken from the working directory.
   *
   * @param fileName what problems call the text
   * @throws NullPointerException if an argument is null
   */
  public static Loaded load(String fileName, String text, PlugIns plugIns) {
    return load(
        new SourceText(requireNonNull(fileName, "fileName"), requireNonNull(text, "text")),
        true,
        requireNonNull(plugIns, "plugIns"),
        new Problems(),
        Optional.empty());
  }

  /**
   * Loads a file that must be without errors.
   *
   * @throws NullPointerException if an argument is null
   * @throws PolicyException with every problem, if one is an error
   */
  public static Policy compile(Path file, PlugIns plugIns) {
    Loaded loaded = load(file, plugIns);
    return loaded.policy().orElseThrow(() -> new PolicyException(loaded.problems()));
  }

  private static Loaded load(
      SourceText source,
      boolean readable,
      PlugIns plugIns,
      Problems problems,
      Optional<Path> folder) {
    Masks masks = new Masks();
    Optional<YamlNode> root = readable ? PositionedYaml.parse(source, problems) : Optional.empty();
    Optional<Policy> policy =
        root.flatMap(
            node ->
                new PolicyReader(problems, masks, plugIns.sources().keySet(), folder)
                    .read(node, source));
    boolean sound = problems.all().stream().noneMatch(Problem::isError);
    return new Loaded(source, masks, problems.all(), sound ? policy : Optional.empty());
  }
}
