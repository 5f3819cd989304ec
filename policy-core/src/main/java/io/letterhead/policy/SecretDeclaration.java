package io.letterhead.policy;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;

/**
 * Where a secret comes from: a name, a source and what the source looks up. Never the secret.
 *
 * @param name the name that rules use
 * @param source the secret source's name, such as {@code env} or {@code file}
 * @param key what the source looks up: a variable's name, a path
 * @param onlyFor the providers that it may be injected for; empty for all
 * @param position where it is declared: at its name
 */
public record SecretDeclaration(
    String name,
    Positioned source,
    String key,
    ImmutableList<Positioned> onlyFor,
    Position position) {

  /**
   * @throws NullPointerException if an argument is null
   */
  public SecretDeclaration {
    requireNonNull(name, "name");
    requireNonNull(source, "source");
    requireNonNull(key, "key");
    requireNonNull(onlyFor, "onlyFor");
    requireNonNull(position, "position");
  }
}
