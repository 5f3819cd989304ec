package io.letterhead.policy;

import com.google.common.collect.ImmutableList;

/**
 * The caller's fields of one request: those of its head and, behind them, those of its data.
 * Answers what becomes of each.
 */
final class CallerFields {

  private final RequestClass requests;
  private final Nomination nomination;
  private final Fields fields;
  private final int headSize;

  /**
   * @param nomination what the head's {@code Connection} lines nominate
   */
  CallerFields(RequestClass requests, Nomination nomination, Fields head, Fields data) {
    this.requests = requests;
    this.nomination = nomination;
    this.headSize = head.size();
    this.fields = data.size() == 0 ? head : joined(head, data);
  }

  int size() {
    return fields.size();
  }

  String name(int index) {
    return fields.name(index);
  }

  String value(int index) {
    return fields.value(index);
  }

  /** Whether a field stands in the caller's data and in the head, too. */
  boolean isInBoth(int index) {
    if (index < headSize) {
      return false;
    }
    for (int i = 0; i < headSize; i++) {
      if (Folding.foldAlike(fields.name(i), fields.name(index))) {
        return true;
      }
    }
    return false;
  }

  boolean isNominated(int index) {
    return nomination.includes(fields.name(index));
  }

  /** The run of a field's name, or {@link Automaton#NO_NAME}. */
  int run(int index) {
    return requests.verdicts().run(fields.name(index));
  }

  /** What becomes of a field that is not nominated and whose name ran so. */
  Verdict verdict(int index, int run) {
    return index < headSize ? requests.verdict(run) : requests.verdictOnData(run);
  }

  /** Whether a field, whose name is one, is let pass; its value may still reject the request. */
  boolean passes(int index) {
    return !isNominated(index) && verdict(index, run(index)) instanceof Verdict.Passes;
  }

  /**
   * The index of the first field that passes and whose name folds like this one's; itself, if no
   * earlier one does. An alias that is removed is none: else it would matter which of the two comes
   * first.
   */
  int firstPassingAlike(int index) {
    String name = fields.name(index);
    for (int i = 0; i < index; i++) {
      if (Folding.foldAlike(fields.name(i), name) && passes(i)) {
        return i;
      }
    }
    return index;
  }

  /**
   * Whether a field of this name passes: its rule is exact, so one that is there does, or rejects.
   */
  boolean arrives(FieldName name) {
    for (int i = 0; i < fields.size(); i++) {
      if (Folding.foldsTo(fields.name(i), name.folded()) && passes(i)) {
        return true;
      }
    }
    return false;
  }

  /** The values of all fields that pass under a name, in their order. */
  ImmutableList<String> passing(FieldName name) {
    ImmutableList.Builder<String> values = ImmutableList.builder();
    for (int i = 0; i < fields.size(); i++) {
      if (Folding.foldsTo(fields.name(i), name.folded()) && passes(i)) {
        values.add(fields.value(i));
      }
    }
    return values.build();
  }

  /** The values of the head's lines of a name that are not nominated away. */
  static ImmutableList<String> lines(Fields head, Nomination nomination, FieldName name) {
    ImmutableList.Builder<String> values = ImmutableList.builder();
    for (int i = 0; i < head.size(); i++) {
      if (Folding.foldsTo(head.name(i), name.folded()) && !nomination.includes(head.name(i))) {
        values.add(head.value(i));
      }
    }
    return values.build();
  }

  private static Fields joined(Fields head, Fields data) {
    Fields all = new Fields(head.size() + data.size());
    for (Fields part : ImmutableList.of(head, data)) {
      for (int i = 0; i < part.size(); i++) {
        all.add(part.name(i), part.value(i));
      }
    }
    return all;
  }
}
