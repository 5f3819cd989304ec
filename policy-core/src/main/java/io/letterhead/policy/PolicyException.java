package io.letterhead.policy;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.stream.Collectors;

/** A policy that does not load; holds every problem that was found, in {@link Problem#ORDER}. */
public final class PolicyException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient ImmutableList<Problem> problems;

  /**
   * @param problems all that was found; at least one is an error
   * @throws NullPointerException if {@code problems} is null or holds null
   */
  public PolicyException(List<Problem> problems) {
    super(describe(problems));
    this.problems = ImmutableList.sortedCopyOf(Problem.ORDER, problems);
  }

  /** Every problem, warnings included, errors first. */
  public ImmutableList<Problem> problems() {
    return problems;
  }

  private static String describe(List<Problem> problems) {
    return problems.stream()
        .sorted(Problem.ORDER)
        .map(p -> p.position() + ": " + p.message() + " [" + p.name() + "]")
        .collect(Collectors.joining("\n"));
  }
}
