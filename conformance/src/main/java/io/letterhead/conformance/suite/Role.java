package io.letterhead.conformance.suite;

import com.google.common.collect.ImmutableList;
import io.letterhead.policy.Operand;
import io.letterhead.policy.Positioned;
import io.letterhead.policy.Rule;
import io.letterhead.policy.Terms;
import io.letterhead.policy.WrittenValue;
import java.util.Optional;

/** What a generated policy says of one name: one thing, so that every such policy loads. */
public enum Role {
  /** Nothing: a caller's field is removed. */
  UNLISTED,
  /** A caller's field passes. */
  ALLOWED,
  /** A caller's field is removed. */
  DENIED,
  /** A caller's field passes as {@code NAME-Renamed}, which the policy owns. */
  RENAMED,
  /** The policy writes it. */
  SET;

  /** What a policy writes into a name that is {@link #SET}. */
  static final String VALUE = "of-the-policy";

  private static final String SUFFIX = "-Renamed";

  /** The rule that says so of a name; empty where there is none. */
  Optional<Rule> rule(String name) {
    Operand.Name operand = Operand.Name.of(name);
    return Optional.ofNullable(
        switch (this) {
          case UNLISTED -> null;
          case ALLOWED ->
              new Rule.Allow(ImmutableList.of(operand), ImmutableList.of(), Terms.IN_CODE);
          case DENIED -> new Rule.Deny(ImmutableList.of(operand), Terms.IN_CODE);
          case RENAMED ->
              new Rule.Rename(
                  operand, Operand.Name.of(name + SUFFIX), ImmutableList.of(), Terms.IN_CODE);
          case SET ->
              new Rule.Set(
                  operand, new WrittenValue.Fixed(Positioned.inCode(VALUE)), Terms.IN_CODE);
        });
  }

  /** The name under which something of that name reaches the origin; empty if nothing does. */
  Optional<String> leavesAs(String name) {
    return switch (this) {
      case UNLISTED, DENIED -> Optional.empty();
      case ALLOWED, SET -> Optional.of(name);
      case RENAMED -> Optional.of(name + SUFFIX);
    };
  }
}
