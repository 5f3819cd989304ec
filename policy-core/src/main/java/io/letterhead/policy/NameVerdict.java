package io.letterhead.policy;

import com.google.common.collect.ImmutableSet;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The lines of the language, for one folded name in one class of requests: what becomes of a
 * caller's field that is spelled plainly, of one that is not, and of one in the caller's data.
 *
 * @param plain for names of letters, digits and {@code -}
 * @param alias for names that fold to the same, but hold other characters
 * @param data for plain names in the caller's data, where nothing passes by default
 */
record NameVerdict(Verdict plain, Verdict alias, Verdict data) {

  private static final Verdict SEALED = new Verdict.Removed(Removal.SEALED);
  private static final Verdict UNLISTED = new Verdict.Removed(Removal.UNLISTED);
  private static final NameVerdict ALL_TRANSPORT = all(new Verdict.Removed(Removal.TRANSPORT));
  private static final NameVerdict ALL_SEALED = all(SEALED);
  private static final NameVerdict ALL_DENIED = all(new Verdict.Removed(Removal.DENIED));
  private static final NameVerdict ALL_UNLISTED = all(UNLISTED);
  private static final NameVerdict CONSUMED =
      new NameVerdict(new Verdict.Consumed(), new Verdict.Consumed(), SEALED);

  /**
   * The verdict on a name that these labels match. The first line that holds decides.
   *
   * @param inForce the rules that hold for the class of requests
   */
  static NameVerdict of(Set<Label> labels, Predicate<Rule> inForce) {
    if (labels.isEmpty()) {
      return ALL_UNLISTED;
    }
    if (labels.contains(Label.Listed.TRANSPORT)) {
      return ALL_TRANSPORT;
    }
    if (isSealed(labels)) {
      return isConsumed(labels, inForce) ? CONSUMED : ALL_SEALED;
    }
    if (select(labels, Label.Denied.class).stream().anyMatch(l -> inForce.test(l.rule()))) {
      return ALL_DENIED;
    }
    boolean single = labels.contains(Label.Listed.SINGLE);
    List<Label.Exact> exact = select(labels, Label.Exact.class);
    if (!exact.isEmpty()) {
      List<Label.Exact> holding = exact.stream().filter(l -> inForce.test(l.rule())).toList();
      return holding.isEmpty() ? ALL_UNLISTED : all(exactly(holding, single));
    }
    return labels.contains(Label.Listed.EXACT_ONLY)
        ? ALL_UNLISTED
        : loosely(labels, inForce, single);
  }

  /** Who owns a name that these labels match. */
  static Owner owner(Set<Label> labels) {
    if (labels.contains(Label.Listed.TRANSPORT)) {
      return Owner.TRANSPORT;
    }
    return isSealed(labels) ? Owner.POLICY : Owner.CALLER;
  }

  /**
   * Whether a field under a name that these labels match can leave, whoever writes it. A rename's
   * source passes, but leaves under another name.
   */
  static boolean mayLeave(Set<Label> labels, Predicate<Rule> inForce) {
    return labels.contains(Label.Listed.TRANSPORT)
        || labels.stream()
            .anyMatch(l -> l instanceof Label.Written written && inForce.test(written.rule()))
        || (of(labels, inForce).plain() instanceof Verdict.Passes passes
            && passes.owner() == Owner.CALLER);
  }

  /** Whether a rule names, or writes, the name literally. */
  static boolean isNamed(Set<Label> labels) {
    return labels.stream().anyMatch(l -> l instanceof Label.Exact || l instanceof Label.Written);
  }

  /** Whether the policy owns the name: in every class of requests alike. */
  static boolean isSealed(Set<Label> labels) {
    return labels.stream().anyMatch(NameVerdict::seals);
  }

  /** Whether the label makes a name the policy's. */
  static boolean seals(Label label) {
    return label == Label.Listed.CREDENTIAL
        || label == Label.Listed.CLAIM
        || label == Label.Listed.CARRIER
        || label instanceof Label.Slot
        || label instanceof Label.Brought
        || label instanceof Label.Written;
  }

  private static boolean isConsumed(Set<Label> labels, Predicate<Rule> inForce) {
    return labels.contains(Label.Listed.CARRIER)
        || select(labels, Label.Brought.class).stream()
            .anyMatch(brought -> brought.own() && inForce.test(brought.rule()));
  }

  private static NameVerdict loosely(Set<Label> labels, Predicate<Rule> inForce, boolean single) {
    List<Label.Loose> loose =
        select(labels, Label.Loose.class).stream().filter(l -> inForce.test(l.rule())).toList();
    boolean message = labels.contains(Label.Listed.MESSAGE);
    if (loose.isEmpty() && !message) {
      return ALL_UNLISTED;
    }
    Verdict passes =
        new Verdict.Passes(
            null,
            loose.stream()
                .flatMap(label -> label.rule().guards().stream())
                .collect(ImmutableSet.toImmutableSet()),
            single,
            Owner.CALLER);
    return new NameVerdict(passes, UNLISTED, loose.isEmpty() ? UNLISTED : passes);
  }

  private static Verdict exactly(List<Label.Exact> exact, boolean single) {
    ImmutableSet.Builder<Guard> guards = ImmutableSet.builder();
    boolean renamed = false;
    for (Label.Exact label : exact) {
      if (label.rule() instanceof Rule.Allow allow) {
        guards.addAll(allow.guards());
      } else if (label.rule() instanceof Rule.Rename rename) {
        guards.addAll(rename.guards());
        renamed = true;
      }
    }
    String spelling =
        exact.stream()
            .map(label -> label.name().name().spelled())
            .min(Comparator.naturalOrder())
            .orElseThrow();
    return new Verdict.Passes(
        spelling, guards.build(), single || renamed, renamed ? Owner.POLICY : Owner.CALLER);
  }

  private static NameVerdict all(Verdict verdict) {
    return new NameVerdict(verdict, verdict, verdict);
  }

  private static <L extends Label> List<L> select(Set<Label> labels, Class<L> kind) {
    return labels.stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
