package io.letterhead.policy;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import java.util.Optional;

/**
 * What a compilation came to: every problem, and the compiled policy where none is an error.
 *
 * @param problems all that was found, in {@link Problem#ORDER}
 * @param policy the compiled policy; empty if and only if some problem is an error
 */
public record Compilation(ImmutableList<Problem> problems, Optional<CompiledPolicy> policy) {

  /**
   * @throws NullPointerException if an argument is null
   */
  public Compilation {
    requireNonNull(problems, "problems");
    requireNonNull(policy, "policy");
  }
}
