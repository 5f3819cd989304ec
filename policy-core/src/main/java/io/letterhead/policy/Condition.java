package io.letterhead.policy;

import static java.util.Objects.requireNonNull;

import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.List;

/**
 * The requests that a rule holds for. Whether it holds depends on the method, the canonical path
 * behind the provider's route and the authenticated caller, and on nothing else of a request.
 */
public sealed interface Condition {

  /** Holds for every request. */
  Condition ALWAYS = new Always();

  /** The condition in a few words, as explanations show it; empty where it always holds. */
  String summary();

  /** Holds for every request. */
  record Always() implements Condition {
    @Override
    public String summary() {
      return "";
    }
  }

  /**
   * Holds where all that is given holds.
   *
   * @param methods the request's method is one of these, with case; empty for any
   * @param paths the canonical path matches one of these; empty for any
   * @param callers the authenticated caller's id is one of these; empty for any caller, or none
   * @param position where the condition is written
   */
  record Matching(
      ImmutableSet<String> methods,
      ImmutableSet<PathPattern> paths,
      ImmutableSet<String> callers,
      Position position)
      implements Condition {

    /**
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if nothing is given, or a method is no token
     */
    public Matching {
      requireNonNull(methods, "methods");
      requireNonNull(paths, "paths");
      requireNonNull(callers, "callers");
      requireNonNull(position, "position");
      if (methods.isEmpty() && paths.isEmpty() && callers.isEmpty()) {
        throw new IllegalArgumentException("a condition of nothing (expected: methods or paths)");
      }
      for (String method : methods) {
        if (!Folding.isToken(method)) {
          throw new IllegalArgumentException("a method is a token (RFC 9110, section 9.1)");
        }
      }
    }

    @Override
    public String summary() {
      List<String> parts = new ArrayList<>();
      if (!methods.isEmpty()) {
        parts.add(Joiner.on("|").join(methods));
      }
      if (!paths.isEmpty()) {
        parts.add(Joiner.on("|").join(paths));
      }
      if (!callers.isEmpty()) {
        parts.add("from " + Joiner.on("|").join(callers));
      }
      return Joiner.on(' ').join(parts);
    }
  }

  /**
   * Holds where none of the other rules for the same name does.
   *
   * @param position where it is written
   */
  record Otherwise(Position position) implements Condition {
    /**
     * @throws NullPointerException if {@code position} is null
     */
    public Otherwise {
      requireNonNull(position, "position");
    }

    @Override
    public String summary() {
      return "otherwise";
    }
  }
}
