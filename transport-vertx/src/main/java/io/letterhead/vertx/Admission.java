package io.letterhead.vertx;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.letterhead.vertx.access.AccessRule;
import io.letterhead.vertx.access.Network;
import io.letterhead.vertx.callers.Callers;

/**
 * Whose requests a gateway serves. Immutable.
 *
 * @param hosts what a {@code Host} field may name beside loopback names and addresses; no ports
 * @param corsOrigins which web pages may call: the values that an {@code Origin} field may have
 * @param allowFrom the networks that clients may be in; empty for all
 * @param callers who may call
 * @param access what each caller may do, by its id or by the begin of ids with a last {@code *};
 *     empty for everything, otherwise who is not named may do nothing
 */
public record Admission(
    ImmutableSet<String> hosts,
    ImmutableSet<String> corsOrigins,
    ImmutableList<Network> allowFrom,
    Callers callers,
    ImmutableMap<String, AccessRule> access) {

  /**
   * @throws NullPointerException if an argument is null
   */
  public Admission {
    requireNonNull(hosts, "hosts");
    requireNonNull(corsOrigins, "corsOrigins");
    requireNonNull(allowFrom, "allowFrom");
    requireNonNull(callers, "callers");
    requireNonNull(access, "access");
  }

  /** Loopback names only, no web page, from everywhere, without authentication. */
  public static Admission defaults() {
    return new Admission(
        ImmutableSet.of(),
        ImmutableSet.of(),
        ImmutableList.of(),
        new Callers.Unsaid(),
        ImmutableMap.of());
  }

  /** The same, answering for these hosts too. */
  public Admission withHosts(ImmutableSet<String> newHosts) {
    return new Admission(newHosts, corsOrigins, allowFrom, callers, access);
  }

  /** The same, with pages of these origins among the callers. */
  public Admission withCorsOrigins(ImmutableSet<String> newOrigins) {
    return new Admission(hosts, newOrigins, allowFrom, callers, access);
  }

  /** The same, for clients of these networks alone. */
  public Admission withAllowFrom(ImmutableList<Network> networks) {
    return new Admission(hosts, corsOrigins, networks, callers, access);
  }

  /** The same, with these callers. */
  public Admission withCallers(Callers newCallers) {
    return new Admission(hosts, corsOrigins, allowFrom, newCallers, access);
  }

  /** The same, with these rules of what callers may do. */
  public Admission withAccess(ImmutableMap<String, AccessRule> newAccess) {
    return new Admission(hosts, corsOrigins, allowFrom, callers, newAccess);
  }
}
