package io.letterhead.conformance;

import static java.util.Objects.requireNonNull;

import java.util.Set;
import java.util.TreeSet;

/** What a safe gateway does with one case of the {@link AttackCorpus}. */
public sealed interface Expectation
    permits Forwarded, Expectation.Refused, Expectation.BrokenOff, Expectation.Either {

  /**
   * The gateway answers with an error of its own, and not one byte reaches the origin.
   *
   * @param statuses the statuses that it may answer with
   */
  record Refused(Set<Integer> statuses) implements Expectation {
    public Refused {
      statuses = Set.copyOf(statuses);
    }

    /** A refusal with one of these statuses. */
    public static Refused with(Integer... statuses) {
      return new Refused(Set.of(statuses));
    }

    @Override
    public String toString() {
      return "refused with " + new TreeSet<>(statuses);
    }
  }

  /**
   * What is wrong comes within the body, when the head may have been forwarded: the origin receives
   * no complete request, and no caller byte in what it does receive. The caller gets an error, or a
   * connection that breaks.
   *
   * @param statuses the statuses that the error may have
   */
  record BrokenOff(Set<Integer> statuses) implements Expectation {
    public BrokenOff {
      statuses = Set.copyOf(statuses);
    }

    /** A broken exchange, with one of these statuses if any is sent. */
    public static BrokenOff with(Integer... statuses) {
      return new BrokenOff(Set.of(statuses));
    }

    @Override
    public String toString() {
      return "refused, or broken off, with " + new TreeSet<>(statuses);
    }
  }

  /**
   * Either of two outcomes, where the specification leaves both open.
   *
   * @param first the one
   * @param second the other
   * @param why what leaves them open
   */
  record Either(Expectation first, Expectation second, String why) implements Expectation {
    public Either {
      requireNonNull(first, "first");
      requireNonNull(second, "second");
      requireNonNull(why, "why");
    }

    @Override
    public String toString() {
      return "either " + first + ", or " + second;
    }
  }
}
