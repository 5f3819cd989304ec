package io.letterhead.policy;

import com.google.common.collect.ImmutableSet;

/**
 * The names that are no caller's whatever a provider's rules say: the shipped lists, and what the
 * policy adds to them for all of its providers.
 */
final class OwnedNames {

  private final Policy policy;
  private final Automaton<ImmutableSet<Label>> labels;

  private OwnedNames(Policy policy) {
    this.policy = policy;
    AutomatonBuilder<Label> builder = new AutomatonBuilder<>();
    addTo(builder, ImmutableSet.of());
    this.labels = builder.build();
  }

  static OwnedNames of(Policy policy) {
    return new OwnedNames(policy);
  }

  /** Who claims the name; empty where it may be a caller's. Exact-only names are among them. */
  ImmutableSet<Label> labels(FieldName name) {
    return labels.output(labels.run(name.folded()));
  }

  /** Whether the transport or the policy owns the name. */
  boolean isOwned(FieldName name) {
    return !labels(name).isEmpty()
        && !labels(name).equals(ImmutableSet.of(Label.Listed.EXACT_ONLY));
  }

  /**
   * Adds all to the names of a provider.
   *
   * @param own the provider's own rules
   */
  void addTo(AutomatonBuilder<Label> builder, ImmutableSet<Rule> own) {
    NameLists.TRANSPORT_OWNED.addTo(builder, "transport", Label.Listed.TRANSPORT);
    NameLists.RESERVED.addTo(builder, "credential", Label.Listed.CREDENTIAL);
    NameLists.RESERVED.addTo(builder, "claim", Label.Listed.CLAIM);
    NameLists.EXACT_ONLY.addTo(builder, "exact-only", Label.Listed.EXACT_ONLY);
    policy
        .carrier()
        .ifPresent(carrier -> builder.add(carrier.name().folded(), Label.Listed.CARRIER));
    for (Profile profile : policy.profiles()) {
      for (Operand.Name slot : profile.slots()) {
        builder.add(slot.name().folded(), new Label.Slot(profile));
      }
    }
    for (Provider provider : policy.providers()) {
      for (Rule rule : provider.rules().request()) {
        if (rule instanceof Rule.Inject inject
            && inject.bring().orElse(null) instanceof Bring.Field field) {
          builder.add(
              field.name().name().folded(), new Label.Brought(inject, own.contains(inject)));
        }
      }
    }
  }
}
