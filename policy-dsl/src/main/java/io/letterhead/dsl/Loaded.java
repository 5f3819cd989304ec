package io.letterhead.dsl;

import com.google.common.collect.ImmutableList;
import io.letterhead.policy.CompiledPolicy;
import io.letterhead.policy.Problem;
import java.util.Optional;

/**
 * What came of loading a policy file: every problem, and the policy if none is an error. Immutable.
 */
public final class Loaded {

  private final SourceText source;
  private final Masks masks;
  private final ImmutableList<Problem> problems;
  private final Optional<CompiledPolicy> policy;

  Loaded(
      SourceText source, Masks masks, Iterable<Problem> problems, Optional<CompiledPolicy> policy) {
    this.source = source;
    this.masks = masks;
    ImmutableList.Builder<Problem> safe = ImmutableList.builder();
    problems.forEach(problem -> safe.add(safe(problem)));
    this.problems = ImmutableList.sortedCopyOf(Problem.ORDER, safe.build());
    this.policy = policy;
  }

  /** A file of which no line was read. */
  static Loaded unread(String file, Problems problems) {
    return new Loaded(new SourceText(file, ""), new Masks(), problems.all(), Optional.empty());
  }

  /** The file's name, as the caller gave it. */
  public String fileName() {
    return source.file();
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

  private static Problem safe(Problem problem) {
    return new Problem(
        problem.severity(),
        problem.name(),
        problem.position(),
        Words.safe(problem.message()),
        Words.safe(problem.why()),
        Words.safe(problem.fix()));
  }
}
