package io.letterhead.policy;

import com.google.common.collect.ImmutableSet;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * The seven lines of the language, for one folded name: what becomes of a caller's field that is
 * spelled plainly, and of one that is not.
 *
 * @param plain for names of letters, digits and {@code -}
 * @param alias for names that fold to the same, but hold other characters
 */
record NameVerdict(Verdict plain, Verdict alias) {

  private static final NameVerdict TRANSPORT = removed(Removal.TRANSPORT);
  private static final NameVerdict SEALED = removed(Removal.SEALED);
  private static final NameVerdict DENIED = removed(Removal.DENIED);
  private static final NameVerdict UNLISTED = removed(Removal.UNLISTED);

  /** The verdict on a name that these labels match. The first line that holds decides. */
  static NameVerdict of(Set<Label> labels) {
    if (labels.contains(Label.Listed.TRANSPORT)) {
      return TRANSPORT;
    }
    if (isSealed(labels)) {
      return SEALED;
    }
    if (labels.stream().anyMatch(Label.Denied.class::isInstance)) {
      return DENIED;
    }
    boolean single = labels.contains(Label.Listed.SINGLE);
    List<Label.Exact> exact = select(labels, Label.Exact.class);
    if (!exact.isEmpty()) {
      Verdict passes = exactly(exact, single);
      return new NameVerdict(passes, passes);
    }
    List<Label.Loose> loose = select(labels, Label.Loose.class);
    if (labels.contains(Label.Listed.EXACT_ONLY)
        || (loose.isEmpty() && !labels.contains(Label.Listed.MESSAGE))) {
      return UNLISTED;
    }
    Verdict passes =
        new Verdict.Passes(
            null,
            loose.stream()
                .flatMap(label -> label.rule().guards().stream())
                .collect(ImmutableSet.toImmutableSet()),
            single,
            Owner.CALLER);
    return new NameVerdict(passes, UNLISTED.alias());
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
  static boolean mayLeave(Set<Label> labels) {
    return labels.contains(Label.Listed.TRANSPORT)
        || labels.stream().anyMatch(Label.Written.class::isInstance)
        || (of(labels).plain() instanceof Verdict.Passes passes && passes.owner() == Owner.CALLER);
  }

  /** Whether a rule names, or writes, the name literally. */
  static boolean isNamed(Set<Label> labels) {
    return labels.stream().anyMatch(l -> l instanceof Label.Exact || l instanceof Label.Written);
  }

  private static boolean isSealed(Set<Label> labels) {
    return labels.contains(Label.Listed.CREDENTIAL)
        || labels.contains(Label.Listed.CLAIM)
        || labels.stream().anyMatch(Label.Written.class::isInstance);
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

  private static NameVerdict removed(Removal removal) {
    Verdict verdict = new Verdict.Removed(removal);
    return new NameVerdict(verdict, verdict);
  }

  private static <L extends Label> List<L> select(Set<Label> labels, Class<L> kind) {
    return labels.stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
