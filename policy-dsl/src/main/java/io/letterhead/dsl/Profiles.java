package io.letterhead.dsl;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Maps;
import io.letterhead.policy.Profile;
import java.util.List;
import java.util.Optional;

/** The profiles that policies can name without declaring them. Immutable. */
public final class Profiles {

  private static final Profiles SHIPPED = of(List.of());

  private final ImmutableMap<String, Profile> byName;

  private Profiles(ImmutableMap<String, Profile> byName) {
    this.byName = byName;
  }

  /** Those that ship with this library. */
  public static Profiles shipped() {
    return SHIPPED;
  }

  /** Just these. */
  static Profiles of(List<Profile> profiles) {
    return new Profiles(Maps.uniqueIndex(profiles, Profile::name));
  }

  /**
   * The profile of a name.
   *
   * @throws NullPointerException if {@code name} is null
   */
  public Optional<Profile> find(String name) {
    return Optional.ofNullable(byName.get(requireNonNull(name, "name")));
  }

  /** The names of all of them. */
  public ImmutableSet<String> names() {
    return byName.keySet();
  }
}
