package io.letterhead.cli.config;

import com.google.common.collect.ImmutableList;
import io.letterhead.dsl.ProblemRenderer;
import io.letterhead.dsl.YamlFile;
import io.letterhead.policy.Problem;
import java.util.Comparator;
import java.util.stream.Collectors;

/** What is wrong with a configuration, by file, variable and flag, each in its order. Immutable. */
public final class ConfigProblems {

  private final ImmutableList<Found> found;

  private ConfigProblems(ImmutableList<Found> found) {
    this.found = found;
  }

  /**
   * A problem with where it is.
   *
   * @param file what it is a problem of
   * @param problem the problem
   */
  record Found(YamlFile file, Problem problem) {}

  /** All problems of these files. */
  static ConfigProblems of(Iterable<YamlFile> files) {
    ImmutableList.Builder<Found> found = ImmutableList.builder();
    for (YamlFile file : files) {
      file.problems().forEach(problem -> found.add(new Found(file, problem)));
    }
    return new ConfigProblems(found.build());
  }

  /** These problems, in the order of their places. */
  static ConfigProblems ofFound(Iterable<Found> found) {
    return new ConfigProblems(
        ImmutableList.sortedCopyOf(
            Comparator.comparing((Found each) -> each.problem(), Problem.ORDER), found));
  }

  /** Whether there are none. */
  public boolean isEmpty() {
    return found.isEmpty();
  }

  /** The problems themselves. */
  public ImmutableList<Problem> all() {
    return found.stream().map(Found::problem).collect(ImmutableList.toImmutableList());
  }

  /** All of them as people read them; ends with a line end unless there are none. */
  public String text(ProblemRenderer renderer) {
    return found.stream()
        .map(each -> renderer.render(each.file(), each.problem()))
        .collect(Collectors.joining());
  }

  /** How many there are. */
  @Override
  public String toString() {
    return found.size() + " problems";
  }
}
