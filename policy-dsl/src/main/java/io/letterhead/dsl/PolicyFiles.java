package io.letterhead.dsl;

import static java.util.Objects.requireNonNull;

import io.letterhead.policy.CompiledPolicy;
import io.letterhead.policy.PlugIns;
import io.letterhead.policy.PolicyException;
import java.nio.file.Path;
import java.util.Optional;

/** Loads policy files: from text to a compiled policy, with every problem at its place. */
public final class PolicyFiles {

  private PolicyFiles() {}

  /**
   * Loads a file, in UTF-8. A file that cannot be read is a problem like any other: this throws for
   * no file.
   *
   * <p>A relative path of a {@code file} secret is taken from the policy file's folder.
   *
   * @throws NullPointerException if an argument is null
   */
  public static Loaded load(Path file, PlugIns plugIns) {
    requireNonNull(file, "file");
    requireNonNull(plugIns, "plugIns");
    Problems problems = new Problems();
    Optional<SourceText> source = FileText.read(file, problems);
    return source.isPresent()
        ? PolicyLoad.load(
            source.get(),
            plugIns,
            Profiles.shipped(),
            problems,
            Optional.ofNullable(file.getParent()))
        : Loaded.unread(file.toString(), problems);
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
    requireNonNull(fileName, "fileName");
    requireNonNull(text, "text");
    requireNonNull(plugIns, "plugIns");
    SourceText source = new SourceText(fileName, text);
    return PolicyLoad.load(source, plugIns, Profiles.shipped(), new Problems(), Optional.empty());
  }

  /**
   * Loads a file that must be without errors.
   *
   * @throws NullPointerException if an argument is null
   * @throws PolicyException with every problem, if one is an error
   */
  public static CompiledPolicy compile(Path file, PlugIns plugIns) {
    Loaded loaded = load(file, plugIns);
    return loaded.policy().orElseThrow(() -> new PolicyException(loaded.problems()));
  }
}
