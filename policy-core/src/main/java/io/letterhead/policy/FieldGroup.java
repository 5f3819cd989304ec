package io.letterhead.policy;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;

/**
 * A group of names and globs that rules use by one name.
 *
 * @param name the group's name, with its {@code @}
 * @param members names and globs; no group holds another
 * @param position where it is declared: at its name
 */
public record FieldGroup(String name, ImmutableList<Operand> members, Position position) {

  /**
   * @throws NullPointerException if an argument is null
   * @throws IllegalArgumentException if the name begins with no {@code @}, or a member is a group
   */
  public FieldGroup {
    requireNonNull(name, "name");
    requireNonNull(members, "members");
    requireNonNull(position, "position");
    if (!name.startsWith("@")) {
      throw new IllegalArgumentException("a group's name begins with @");
    }
    if (members.stream().anyMatch(Operand.Group.class::isInstance)) {
      throw new IllegalArgumentException("a group holds no other group");
    }
  }
}
