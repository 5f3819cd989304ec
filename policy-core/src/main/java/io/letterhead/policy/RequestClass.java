package io.letterhead.policy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;

/**
 * Requests to one provider that no condition of its policy tells apart, with all that is decided
 * for them. Every request is in exactly one class. Immutable, safe for use by several threads.
 */
public final class RequestClass {

  private final int index;
  private final RequestClasses.Sample sample;
  private final Automaton<NameVerdict> verdicts;

  /** The verdicts by run, so that a decision looks each up at once. */
  private final Verdict[] byRun;

  private final ImmutableList<Written> writes;
  private final ImmutableList<Requirement> requirements;
  private final ImmutableSet<FieldName> uncredentialed;
  private final ResponseNames responses;

  RequestClass(
      int index,
      RequestClasses.Sample sample,
      Automaton<NameVerdict> verdicts,
      ImmutableList<Written> writes,
      ImmutableList<Requirement> requirements,
      ImmutableSet<FieldName> uncredentialed,
      ResponseNames responses) {
    this.index = index;
    this.sample = sample;
    this.verdicts = verdicts;
    this.byRun = new Verdict[2 * verdicts.states()];
    for (int state = 0; state < verdicts.states(); state++) {
      byRun[2 * state] = verdicts.outputs().get(state).plain();
      byRun[2 * state + 1] = verdicts.outputs().get(state).alias();
    }
    this.writes = writes;
    this.requirements = requirements;
    this.uncredentialed = uncredentialed;
    this.responses = responses;
  }

  /** A request of the class: method, path and, where one decides, the caller. */
  @Override
  public String toString() {
    return sample.toString();
  }

  int index() {
    return index;
  }

  Automaton<NameVerdict> verdicts() {
    return verdicts;
  }

  /** What becomes of a field of the head whose name ran so. */
  Verdict verdict(int run) {
    return byRun[run];
  }

  /**
   * What becomes of a field of the caller's data whose name ran so. Nothing that the head is read
   * for is read from there, under whatever spelling.
   */
  Verdict verdictOnData(int run) {
    return Automaton.isAlias(run) && !(byRun[run] instanceof Verdict.Consumed)
        ? byRun[run]
        : verdicts.output(run).data();
  }

  /** What the policy writes, ordered by name. */
  ImmutableList<Written> writes() {
    return writes;
  }

  ImmutableList<Requirement> requirements() {
    return requirements;
  }

  /** The credential slots of which no rule holds here: every such request is rejected. */
  ImmutableSet<FieldName> uncredentialed() {
    return uncredentialed;
  }

  /** What becomes of the fields of a response. */
  ResponseNames responses() {
    return responses;
  }
}
