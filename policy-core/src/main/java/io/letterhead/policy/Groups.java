package io.letterhead.policy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.Optional;

/** The groups that a policy's rules may name: the built-in ones and the file's. */
final class Groups {

  /** Built in, but without members until a profile gives it one. */
  static final String CREDENTIAL = "@credential";

  private static final ImmutableMap<String, ImmutableList<String>> BUILT_IN = NameLists.groups();

  private final ImmutableMap<String, ImmutableList<String>> members;

  private Groups(ImmutableMap<String, ImmutableList<String>> members) {
    this.members = members;
  }

  /** The groups that a file with these groups may use; a built-in one is never redefined. */
  static Groups of(ImmutableList<FieldGroup> declared) {
    ImmutableMap.Builder<String, ImmutableList<String>> all = ImmutableMap.builder();
    all.putAll(BUILT_IN);
    for (FieldGroup group : declared) {
      if (!isBuiltIn(group.name())) {
        all.put(
            group.name(),
            group.members().stream().map(Groups::pattern).collect(ImmutableList.toImmutableList()));
      }
    }
    return new Groups(all.buildOrThrow());
  }

  /** The groups that a provider's rules may use: its profile's slots are among them. */
  static Groups of(ImmutableList<FieldGroup> declared, Provider provider) {
    Groups shared = of(declared);
    if (provider.profile().isEmpty()) {
      return shared;
    }
    return new Groups(
        ImmutableMap.<String, ImmutableList<String>>builder()
            .putAll(shared.members)
            .put(
                CREDENTIAL,
                provider.profile().get().slots().stream()
                    .map(Groups::pattern)
                    .collect(ImmutableList.toImmutableList()))
            .buildOrThrow());
  }

  /** Whether a group's name is taken by the language. */
  static boolean isBuiltIn(String name) {
    return BUILT_IN.containsKey(name) || name.equals(CREDENTIAL);
  }

  /** The members of a group, as patterns; empty where there is no such group. */
  Optional<ImmutableList<String>> members(String name) {
    return Optional.ofNullable(members.get(name));
  }

  /** The names of all groups. */
  ImmutableSet<String> names() {
    return members.keySet();
  }

  /** The patterns that an operand of a rule stands for; none for an unknown group. */
  ImmutableList<String> patterns(Operand operand) {
    if (operand instanceof Operand.Group group) {
      return members(group.text()).orElse(ImmutableList.of());
    }
    return ImmutableList.of(pattern(operand));
  }

  /** As spelled, but that a {@code *} in a literal name is no wildcard: it is folded. */
  private static String pattern(Operand operand) {
    return operand instanceof Operand.Name ? operand.text().replace('*', '-') : operand.text();
  }
}
