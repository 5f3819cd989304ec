package io.letterhead.dsl;

import com.google.common.collect.ImmutableList;
import io.letterhead.policy.CompiledPolicy;
import io.letterhead.policy.Problem;
import java.util.Optional;

/**
 * What came of loading a policy file: every problem, and the policy if none is an error. Immutable.
 */
public final class Loaded {

  private final YamlFile file;
  private final ImmutableList<Problem> problems;
  private final Optional<CompiledPolicy> policy;

  Loaded(YamlFile file, Iterable<Problem> problems, Optional<CompiledPolicy> policy) {
    this.file = file;
    this.problems = Problems.shown(problems);
    this.policy = policy;
  }

  /** The file's name, as the caller gave it. */
  public String fileName() {
    return file.name();
  }

  /**
   * Every problem, warnings included, in {@link Problem#ORDER}; of what cannot be read, the first
   * 500. Their texts are of one line each, hold no control characters, and withhold what looks like
   * a credential.
   */
  public ImmutableList<Problem> problems() {
    return problems;
  }

  /** The policy; empty if and only if some problem is an error. */
  public Optional<CompiledPolicy> policy() {
    return policy;
  }

  /** Whether the policy is refused. */
  public boolean hasErrors() {
    return policy.isEmpty();
  }

  YamlFile file() {
    return file;
  }

  /** The file's name and how many problems there are. */
  @Override
  public String toString() {
    return file.name() + ": " + problems.size() + " problems";
  }
}
