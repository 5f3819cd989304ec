package io.letterhead.policy;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;

/**
 * One provider of a policy: where its requests go, and by which rules.
 *
 * @param name the provider's name
 * @param origin where its requests go
 * @param cleartext whether its credentials may leave without TLS to an address that is no loopback
 * @param encodedSlash whether {@code %2F} in a path passes as sent
 * @param rules the rules beside the shared ones
 * @param position where it is declared: at its name
 * @param originPosition where its origin is written
 */
public record Provider(
    String name,
    Origin origin,
    boolean cleartext,
    boolean encodedSlash,
    ImmutableList<Rule> rules,
    Position position,
    Position originPosition) {

  /**
   * @throws NullPointerException if an argument is null
   */
  public Provider {
    requireNonNull(name, "name");
    requireNonNull(origin, "origin");
    requireNonNull(rules, "rules");
    requireNonNull(position, "position");
    requireNonNull(originPosition, "originPosition");
  }

  /**
   * A provider that no file holds, with the strict defaults.
   *
   * @throws NullPointerException if an argument is null
   * @throws IllegalArgumentException if {@code origin} is no origin, as {@link Origin#parse} says
   */
  public static Provider of(String name, String origin, Rule... rules) {
    return new Provider(
        name,
        Origin.parse(origin),
        false,
        false,
        ImmutableList.copyOf(rules),
        Position.IN_CODE,
        Position.IN_CODE);
  }
}
