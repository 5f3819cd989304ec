package io.letterhead.policy;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.Optional;

/**
 * What is known of a provider before any policy says a word: where it reads its credential from,
 * and which fields go with it.
 *
 * @param name the profile's name in policies
 * @param version its version: a new one for every change
 * @param origin where its requests go; empty where every customer has an origin of its own
 * @param slot the field that it reads its credential from: what {@code @credential} stands for
 * @param scheme the name of the scheme that renders the credential
 * @param otherSlots other fields that it would take a credential from
 * @param parameters query parameters that it would take a credential from, decoded
 * @param companions allow and default rules, in force only where no rule of a policy names the
 *     field
 * @param position where a policy's file declares it; {@link Position#IN_CODE} for a shipped one
 */
public record Profile(
    String name,
    int version,
    Optional<Origin> origin,
    Operand.Name slot,
    Positioned scheme,
    ImmutableSet<Operand.Name> otherSlots,
    ImmutableSet<String> parameters,
    ImmutableList<Rule> companions,
    Position position) {

  /**
   * @throws NullPointerException if an argument is null
   * @throws IllegalArgumentException if a companion is neither a default nor an allow of names, or
   *     holds at some requests only
   */
  public Profile {
    requireNonNull(name, "name");
    requireNonNull(origin, "origin");
    requireNonNull(slot, "slot");
    requireNonNull(scheme, "scheme");
    requireNonNull(otherSlots, "otherSlots");
    requireNonNull(parameters, "parameters");
    requireNonNull(companions, "companions");
    requireNonNull(position, "position");
    if (!companions.stream().allMatch(Profile::isCompanion)) {
      throw new IllegalArgumentException("a companion is an allow of names or a default");
    }
  }

  /** The name with the version: {@code anthropic@1}. */
  public String id() {
    return name + "@" + version;
  }

  /** All fields that it would take a credential from. */
  public ImmutableSet<Operand.Name> slots() {
    return ImmutableSet.<Operand.Name>builder().add(slot).addAll(otherSlots).build();
  }

  /** Whether it is declared by a policy's file, not shipped. */
  public boolean isDeclared() {
    return position.line() > 0;
  }

  private static boolean isCompanion(Rule rule) {
    boolean names =
        rule instanceof Rule.Default
            || (rule instanceof Rule.Allow allow
                && allow.operands().stream().allMatch(Operand.Name.class::isInstance));
    return names && rule.when() instanceof Condition.Always;
  }
}
