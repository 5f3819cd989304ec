package io.letterhead.policy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.Comparator;
import java.util.function.Predicate;

/** Turns the labels that match one name into the rules that decide it. */
final class Explanation {

  private static final Comparator<Cause> ORDER =
      Comparator.<Cause, Position>comparing(cause -> cause.position().orElse(Position.IN_CODE))
          .thenComparing(Cause::summary);

  private Explanation() {}

  /** The causes of the first line of the language that holds for these labels. */
  static ImmutableList<Cause> deciding(ImmutableSet<Label> labels, boolean alias) {
    NameVerdict verdict = NameVerdict.of(labels);
    Verdict decided = alias ? verdict.alias() : verdict.plain();
    if (decided instanceof Verdict.Removed removed) {
      return causes(labels, removing(removed.removal(), labels));
    }
    boolean exact = labels.stream().anyMatch(Label.Exact.class::isInstance);
    return causes(labels, exact ? Label.Exact.class::isInstance : Explanation::isLoose);
  }

  /** The rules that write a name, renames included. */
  static ImmutableList<Cause> writing(ImmutableSet<Label> labels) {
    return causes(
        labels,
        label ->
            label instanceof Label.Written
                || (label instanceof Label.Exact exact && exact.rule() instanceof Rule.Default));
  }

  private static Predicate<Label> removing(Removal removal, ImmutableSet<Label> labels) {
    return switch (removal) {
      case TRANSPORT -> label -> label == Label.Listed.TRANSPORT;
      case SEALED ->
          label ->
              label == Label.Listed.CREDENTIAL
                  || label == Label.Listed.CLAIM
                  || label instanceof Label.Written;
      case DENIED -> Label.Denied.class::isInstance;
      case UNLISTED ->
          label ->
              label == Label.Listed.EXACT_ONLY && labels.stream().anyMatch(Explanation::isLoose);
      case NOMINATED, REFLECTED -> throw new AssertionError(removal);
    };
  }

  private static boolean isLoose(Label label) {
    return label instanceof Label.Loose || label == Label.Listed.MESSAGE;
  }

  private static ImmutableList<Cause> causes(
      ImmutableSet<Label> labels, Predicate<Label> selected) {
    return labels.stream()
        .filter(selected)
        .map(Explanation::cause)
        .distinct()
        .sorted(ORDER)
        .collect(ImmutableList.toImmutableList());
  }

  private static Cause cause(Label label) {
    if (label instanceof Label.Listed listed) {
      return Cause.builtIn(listed.summary());
    } else if (label instanceof Label.Written written) {
      return Cause.of(written.rule());
    } else if (label instanceof Label.Exact exact) {
      return Cause.of(exact.rule());
    } else if (label instanceof Label.Loose loose) {
      return Cause.of(loose.rule());
    } else if (label instanceof Label.Denied denied) {
      return Cause.of(denied.rule());
    } else {
      throw new AssertionError(label);
    }
  }
}
