package io.letterhead.dsl;

import com.google.common.collect.ImmutableList;
import io.letterhead.policy.Position;
import io.letterhead.policy.Problem;
import java.util.ArrayList;
import java.util.List;

/** The problems found so far while one file is read: all are counted, the first are kept. */
final class Problems {

  /** More than anyone mends in one go; a damaged file can have one for each of its bytes. */
  static final int MOST_KEPT = 500;

  private final List<Problem> found = new ArrayList<>();
  private final FileKind kind;
  private int count;

  /** Those of a policy file. */
  Problems() {
    this(FileKind.POLICY);
  }

  Problems(FileKind kind) {
    this.kind = kind;
  }

  /** The kind of the file. */
  FileKind kind() {
    return kind;
  }

  void error(FileProblem name, Position position, String message, String why, String fix) {
    error(name.title(), position, message, why, fix);
  }

  void error(String name, Position position, String message, String why, String fix) {
    count++;
    if (found.size() < MOST_KEPT) {
      found.add(Problem.error(name, position, message, why, fix));
    }
  }

  /**
   * A secret where a name belongs; its text is not shown.
   *
   * @param what where it stands, as messages call it
   */
  void inlineSecret(String what, Position position, String fix) {
    error(
        FileProblem.INLINE_SECRET,
        position,
        what + " looks like a secret itself",
        kind.whyNoSecrets(),
        fix);
  }

  /** How many were found. */
  int size() {
    return count;
  }

  boolean isEmpty() {
    return count == 0;
  }

  /** Those that were kept. */
  ImmutableList<Problem> all() {
    return ImmutableList.copyOf(found);
  }

  /**
   * Problems as they can be shown, in their order: texts of one line each, without control
   * characters, what looks like a credential withheld.
   */
  static ImmutableList<Problem> shown(Iterable<Problem> problems) {
    ImmutableList.Builder<Problem> safe = ImmutableList.builder();
    problems.forEach(problem -> safe.add(safe(problem)));
    return ImmutableList.sortedCopyOf(Problem.ORDER, safe.build());
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
