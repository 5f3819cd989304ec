package io.letterhead.policy;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.Optional;
import java.util.function.Function;

/**
 * A policy as written: what {@link CompiledPolicy#compile} takes. Immutable; not yet checked.
 *
 * @param secrets the secrets that rules name
 * @param groups the groups of the file, beside the built-in ones
 * @param profiles the profiles of the file, beside the shipped ones
 * @param carrier the field in which callers send data for providers; empty where there is none
 * @param rules what holds for every provider
 * @param providers the providers, each with rules of its own
 */
public record Policy(
    ImmutableList<SecretDeclaration> secrets,
    ImmutableList<FieldGroup> groups,
    ImmutableList<Profile> profiles,
    Optional<Operand.Name> carrier,
    Rules rules,
    ImmutableList<Provider> providers) {

  /**
   * @throws NullPointerException if an argument is null
   * @throws IllegalArgumentException if two secrets, groups, profiles or providers have one name
   */
  public Policy {
    requireNonNull(secrets, "secrets");
    requireNonNull(groups, "groups");
    requireNonNull(profiles, "profiles");
    requireNonNull(carrier, "carrier");
    requireNonNull(rules, "rules");
    requireNonNull(providers, "providers");
    requireDistinct(secrets, SecretDeclaration::name, "secrets");
    requireDistinct(groups, FieldGroup::name, "groups");
    requireDistinct(profiles, Profile::name, "profiles");
    requireDistinct(providers, Provider::name, "providers");
  }

  /**
   * A policy with request rules only, and nothing of its own beside them.
   *
   * @throws NullPointerException if an argument is null
   * @throws IllegalArgumentException if two secrets, groups or providers have one name
   */
  public static Policy of(
      ImmutableList<SecretDeclaration> secrets,
      ImmutableList<FieldGroup> groups,
      ImmutableList<Rule> rules,
      ImmutableList<Provider> providers) {
    return new Policy(
        secrets,
        groups,
        ImmutableList.of(),
        Optional.empty(),
        new Rules(rules, ImmutableList.of(), ImmutableSet.of()),
        providers);
  }

  private static <T> void requireDistinct(
      ImmutableList<T> declared, Function<T, String> name, String kind) {
    if (declared.stream().map(name).distinct().count() < declared.size()) {
      throw new IllegalArgumentException(kind + ": two of one name (expected: distinct names)");
    }
  }
}
