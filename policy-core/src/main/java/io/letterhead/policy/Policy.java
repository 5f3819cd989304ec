package io.letterhead.policy;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;

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
   */
  public Policy {
    requireNonNull(secrets, "secrets");
    requireNonNull(groups, "groups");
    requireNonNull(rules, "rules");
    requireNonNull(providers, "providers");
  }
}
