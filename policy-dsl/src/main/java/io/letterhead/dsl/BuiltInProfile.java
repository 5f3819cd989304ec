package io.letterhead.dsl;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.letterhead.policy.Operand;
import io.letterhead.policy.Position;
import io.letterhead.policy.Positioned;
import io.letterhead.policy.Profile;
import io.letterhead.policy.Rule;
import io.letterhead.policy.Terms;

/** Moves a profile out of the file that it was read from: it stands in no file of the user's. */
final class BuiltInProfile {

  private final Position position;

  private BuiltInProfile(Position position) {
    this.position = position;
  }

  /** The profile, all of it at {@code NAME@VERSION}. */
  static Profile of(Profile read) {
    BuiltInProfile moved = new BuiltInProfile(Position.builtIn(read.id()));
    return new Profile(
        read.name(),
        read.version(),
        read.origin(),
        moved.name(read.slot()),
        moved.word(read.scheme()),
        read.otherSlots().stream().map(moved::name).collect(ImmutableSet.toImmutableSet()),
        read.parameters(),
        read.companions().stream().map(moved::rule).collect(ImmutableList.toImmutableList()),
        Position.IN_CODE);
  }

  private Rule rule(Rule companion) {
    Terms terms = new Terms(position, companion.why(), companion.when());
    if (companion instanceof Rule.Default fallback) {
      return new Rule.Default(name(fallback.name()), word(fallback.value()), terms);
    } else if (companion instanceof Rule.Allow allow) {
      return new Rule.Allow(
          allow.operands().stream()
              .map(operand -> name((Operand.Name) operand))
              .collect(ImmutableList.toImmutableList()),
          allow.guards(),
          terms);
    }
    throw new AssertionError(companion);
  }

  private Operand.Name name(Operand.Name name) {
    return new Operand.Name(name.name(), position);
  }

  private Positioned word(Positioned word) {
    return new Positioned(word.text(), position);
  }
}
