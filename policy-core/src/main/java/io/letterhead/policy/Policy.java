package io.letterhead.policy;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import java.util.function.Function;

/**
 * A policy as written: what {@link CompiledPolicy#compile} takes. Immutable; not yet checked.
 *
 * @param secrets the secrets that rules name
 * @param groups the groups of the file, beside the built-in ones
 * @param rules the rules that hold for every provider
 * @param providers the providers, each with rules of its own
 */
public record Policy(
    ImmutableList<SecretDeclaration> secrets,
    ImmutableList<FieldGroup> groups,
    ImmutableList<Rule> rules,
    ImmutableList<Provider> providers) {

  /**
   * @throws NullPointerException if an argument is null
   * @throws IllegalArgumentException if two secrets, two groups or two providers have one name
   */
  public Policy {
    requireNonNull(secrets, "secrets");
    requireNonNull(groups, "groups");
    requireNonNull(rules, "rules");
    requireNonNull(providers, "providers");
    requireDistinct(secrets, SecretDeclaration::name, "secrets");
    requireDistinct(groups, FieldGroup::name, "groups");
    requireDistinct(providers, Provider::name, "providers");
  }

  private static <T> void requireDistinct(
      ImmutableList<T> declared, Function<T, String> name, String kind) {
    if (declared.stream().map(name).distinct().count() < declared.size()) {
      throw new IllegalArgumentException(kind + ": two of one name (expected: distinct names)");
    }
  }
}
