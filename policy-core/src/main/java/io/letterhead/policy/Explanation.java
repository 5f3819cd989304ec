package io.letterhead.policy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.Comparator;
import java.util.function.Predicate;

/** Turns the labels that match one name into the rules that decide it. */
final class Explanation {

  /** By place, then by words. */
  static final Comparator<Cause> ORDER =
      Comparator.<Cause, Position>comparing(cause -> cause.position().orElse(Position.IN_CODE))
          .thenComparing(Cause::summary);

  private Explanation() {}

  /** The causes of the first line of the language that holds for these labels. */
  static ImmutableList<Cause> deciding(
      ImmutableSet<Label> labels, boolean alias, Predicate<Rule> inForce) {
    NameVerdict verdict = NameVerdict.of(labels, inForce);
    Verdict decided = alias ? verdict.alias() : verdict.plain();
    if (decided instanceof Verdict.Consumed) {
      return causes(
          labels,
          label ->
              label == Label.Listed.CARRIER
                  || (label instanceof Label.Brought brought
                      && brought.own()
                      && inForce.test(brought.rule())));
    }
    if (decided instanceof Verdict.Removed removed) {
      return causes(labels, removing(removed.removal(), labels, inForce));
    }
    boolean exact = labels.stream().anyMatch(Label.Exact.class::isInstance);
    return causes(
        labels,
        label -> holds(label, inForce) && (exact ? label instanceof Label.Exact : isLoose(label)));
  }

  /** The rules that write a name, renames included. */
  static ImmutableList<Cause> writing(ImmutableSet<Label> labels, Predicate<Rule> inForce) {
    return causes(
        labels,
        label ->
            (label instanceof Label.Written written && inForce.test(written.rule()))
                || (label instanceof Label.Exact exact
                    && exact.rule() instanceof Rule.Default
                    && inForce.test(exact.rule())));
  }

  private static Predicate<Label> removing(
      Removal removal, ImmutableSet<Label> labels, Predicate<Rule> inForce) {
    return switch (removal) {
      case TRANSPORT -> label -> label == Label.Listed.TRANSPORT;
      case SEALED -> NameVerdict::seals;
      case DENIED -> label -> label instanceof Label.Denied denied && inForce.test(denied.rule());
      case UNLISTED ->
          label ->
              label == Label.Listed.EXACT_ONLY && labels.stream().anyMatch(Explanation::isLoose);
      case NOMINATED, REFLECTED -> throw new AssertionError(removal);
    };
  }

  private static boolean holds(Label label, Predicate<Rule> inForce) {
    if (label instanceof Label.Exact exact) {
      return inForce.test(exact.rule());
    }
    return !(label instanceof Label.Loose loose) || inForce.test(loose.rule());
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
    } else if (label instanceof Label.Slot slot) {
      return Cause.builtIn("profile " + slot.profile().name() + ": a credential slot");
    } else if (label instanceof Label.Brought brought) {
      return Cause.of(brought.rule());
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
