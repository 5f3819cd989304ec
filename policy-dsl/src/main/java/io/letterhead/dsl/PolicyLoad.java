package io.letterhead.dsl;

import com.google.common.collect.ImmutableSet;
import io.letterhead.policy.Compilation;
import io.letterhead.policy.CompiledPolicy;
import io.letterhead.policy.PlugIns;
import io.letterhead.policy.Policy;
import io.letterhead.policy.Position;
import io.letterhead.policy.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Joins what reading a file and compiling it have to say, less what only follows from another
 * problem.
 */
final class PolicyLoad {

  /** What the compiler finds about rules that decide nothing: pointless beside an error there. */
  private static final ImmutableSet<String> REACHABILITY =
      ImmutableSet.of("dead-rule", "dead-operand", "covered-rule", "never-holds", "always-holds");

  /** What holds only as long as nothing was left out. */
  private static final ImmutableSet<String> ABSENCE =
      ImmutableSet.of(
          "never-holds", "unused-secret", "unused-group", "lone-otherwise", "unneeded-allow-query");

  private PolicyLoad() {}

  static Loaded load(YamlFile file, PlugIns plugIns, Profiles profiles, Optional<Path> folder) {
    Problems problems = file.collected();
    PolicyReader reader = new PolicyReader(problems, file.masks(), plugIns, profiles, folder);
    Optional<Policy> read = file.root().flatMap(root -> reader.read(root, file.source()));
    List<Problem> all = new ArrayList<>(problems.all());
    Optional<CompiledPolicy> compiled = Optional.empty();
    if (read.isPresent()) {
      Compilation compilation = CompiledPolicy.check(read.get(), plugIns);
      all.addAll(compilation.problems());
      compiled = problems.isEmpty() ? compilation.policy() : compiled;
      boolean complete = problems.isEmpty();
      boolean anywhere = !read.get().providers().isEmpty();
      all.removeIf(problem -> onlyFollows(problem, compilation, complete, anywhere));
    }
    return new Loaded(file, all, compiled);
  }

  /**
   * @param complete whether all of the file was read
   * @param anywhere whether there is a provider that rules could decide something for
   */
  private static boolean onlyFollows(
      Problem problem, Compilation compilation, boolean complete, boolean anywhere) {
    boolean sound = complete && compilation.policy().isPresent();
    if (ABSENCE.contains(problem.name()) && !problem.isError() && !sound) {
      return true; // a misspelt name makes the right one look unused
    }
    if (ABSENCE.contains(problem.name()) && !complete) {
      return true;
    }
    if (problem.name().equals("secret-outside-only-for")) {
      return has("unknown-provider", compilation); // most likely the provider that was meant
    }
    return REACHABILITY.contains(problem.name())
        && (!anywhere || hasOtherError(problem.position(), compilation));
  }

  private static boolean has(String name, Compilation compilation) {
    return compilation.problems().stream().anyMatch(problem -> problem.name().equals(name));
  }

  private static boolean hasOtherError(Position position, Compilation compilation) {
    return compilation.problems().stream()
        .anyMatch(
            other ->
                other.isError()
                    && !REACHABILITY.contains(other.name())
                    && other.position().equals(position));
  }
}
