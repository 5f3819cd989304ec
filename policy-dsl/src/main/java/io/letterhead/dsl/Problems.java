package io.letterhead.dsl;

import com.google.common.collect.ImmutableList;
import io.letterhead.policy.Position;
import io.letterhead.policy.Problem;
import java.util.ArrayList;
import java.util.List;

/** The problems found so far while one file is read. */
final class Problems {

  private final List<Problem> found = new ArrayList<>();

  void error(FileProblem name, Position position, String message, String why, String fix) {
    found.add(Problem.error(name.title(), position, message, why, fix));
  }

  int size() {
    return found.size();
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  ImmutableList<Problem> all() {
    return ImmutableList.copyOf(found);
  }
}
