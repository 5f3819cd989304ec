package io.letterhead.dsl;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import io.letterhead.policy.Policy;
import io.letterhead.policy.Problem;
import java.util.Optional;

/**
 * What came of loading a policy file: every problem, and the policy if none is an error. Immutable.
 */
public final class Loaded {

  private final SourceText source;
  private final Masks masks;
  private final ImmutableList<Problem> problems;
  private final Optional<Policy> policy;

  Loaded(SourceText source, Masks masks, Iterable<Problem> problems, Optional<Policy> policy) {
    this.source = requireNonNull(source, "source");
    this.masks = requireNonNull(masks, "masks");
    this.problems = ImmutableList.sortedCopyOf(Problem.ORDER, problems);
    this.policy = requireNonNull(policy, "policy");
  }

  /** The file's name, as the caller gave it. */
  public String fileName() {
    return source.file();
  }

  /** Every problem, warnings included, in {@link Problem#ORDER}. */
  public ImmutableList<Problem> problems() {
    return problems;
  }

  /** The policy; empty if and only if some problem is an error. */
  public Optional<Policy> policy() {
    return policy;
  }

  SourceText source() {
    return source;
  }

  Masks masks() {
    return masks;
  }

  /** The file's name and how many problems there are. */
  @Override
  public String toString() {
    return source.file() + ": " + problems.size() + " problems";
  }
}
