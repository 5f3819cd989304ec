package io.letterhead.dsl;

import static com.google.common.collect.ImmutableMap.toImmutableMap;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.google.common.base.Suppliers;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Maps;
import com.google.common.io.Resources;
import io.letterhead.policy.Profile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The profiles that policies can name without declaring them. Immutable; what ships is read when it
 * is first asked for.
 */
public final class Profiles {

  private static final String FOLDER = "profiles/";

  private final ImmutableMap<String, Supplier<Profile>> byName;
  private final ImmutableMap<String, Supplier<ShippedProfile>> documented;

  private Profiles(
      ImmutableMap<String, Supplier<Profile>> byName,
      ImmutableMap<String, Supplier<ShippedProfile>> documented) {
    this.byName = byName;
    this.documented = documented;
  }

  /** What ships, by name: its index is read once, each file once it is needed. */
  private static final class Shipped {
    static final Profiles ALL = indexed();
  }

  /** Those that ship with this library. */
  public static Profiles shipped() {
    return Shipped.ALL;
  }

  /** Just these. */
  static Profiles of(List<Profile> profiles) {
    ImmutableMap<String, Profile> byName = Maps.uniqueIndex(profiles, Profile::name);
    return new Profiles(
        ImmutableMap.copyOf(Maps.transformValues(byName, profile -> () -> profile)),
        ImmutableMap.of());
  }

  /**
   * The profile of a name.
   *
   * @throws NullPointerException if {@code name} is null
   */
  public Optional<Profile> find(String name) {
    return Optional.ofNullable(byName.get(requireNonNull(name, "name"))).map(Supplier::get);
  }

  /**
   * The profile of a name, with how its facts are known; empty if it does not ship.
   *
   * @throws NullPointerException if {@code name} is null
   */
  public Optional<ShippedProfile> documented(String name) {
    return Optional.ofNullable(documented.get(requireNonNull(name, "name"))).map(Supplier::get);
  }

  /** The names of all of them. */
  public ImmutableSet<String> names() {
    return byName.keySet();
  }

  static Profiles indexed() {
    ImmutableMap<String, Supplier<ShippedProfile>> documented =
        text("index.txt")
            .lines()
            .filter(line -> !line.startsWith("#"))
            .collect(toImmutableMap(name -> name, name -> Suppliers.memoize(() -> read(name))));
    return new Profiles(
        ImmutableMap.copyOf(
            Maps.transformValues(documented, profile -> () -> profile.get().profile())),
        documented);
  }

  private static ShippedProfile read(String name) {
    String file = name + ".yaml";
    Problems problems = new Problems();
    return new ShippedProfileReader(problems)
        .read(name, new SourceText(file, text(file)))
        .orElseThrow(() -> new AssertionError(file + " is part of this jar: " + problems.all()));
  }

  private static String text(String file) {
    // Asked for by this class: in a named module no other could have it.
    URL resource = requireNonNull(Profiles.class.getResource(FOLDER + file), file);
    try {
      return Resources.toString(resource, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " is part of this jar", e);
    }
  }
}
