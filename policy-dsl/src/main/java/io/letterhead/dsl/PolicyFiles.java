package io.letterhead.dsl;

import static java.util.Objects.requireNonNull;

import io.letterhead.policy.CompiledPolicy;
import io.letterhead.policy.PlugInException;
import io.letterhead.policy.PlugIns;
import io.letterhead.policy.PolicyException;
import io.letterhead.policy.PolicyGeneration;
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
    return PolicyLoad.load(
        YamlFile.read(file, FileKind.POLICY),
        plugIns,
        Profiles.shipped(),
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
    requireNonNull(fileName, "fileName");
    requireNonNull(text, "text");
    requireNonNull(plugIns, "plugIns");
    return PolicyLoad.load(
        YamlFile.parse(fileName, text, FileKind.POLICY),
        plugIns,
        Profiles.shipped(),
        Optional.empty());
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

  /**
   * Loads a file that must be without errors, with the plug-ins that are installed, and reads its
   * secrets: what serves requests. A secret that cannot be read rejects the requests that need it;
   * see {@link PolicyGeneration#unusable}.
   *
   * @throws NullPointerException if {@code file} is null
   * @throws PolicyException with every problem, if one is an error
   * @throws PlugInException if what is installed cannot be used: see {@link PlugIns#installed}
   */
  public static PolicyGeneration resolve(Path file) {
    PlugIns plugIns = PlugIns.installed();
    return PolicyGeneration.resolve(compile(file, plugIns), plugIns);
  }
}
