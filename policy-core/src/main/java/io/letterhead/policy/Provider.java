package io.letterhead.policy;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * One provider of a policy: where its requests go, and by which rules.
 *
 * @param name the provider's name
 * @param profile what is known of it beforehand; empty where the policy names no profile
 * @param origin where its requests go
 * @param cleartext whether its credentials may leave without TLS to an address that is no loopback
 * @param encodedSlash whether {@code %2F} in a path passes as sent
 * @param query what its requests may and must have in their query
 * @param dataHeaders the key of the caller's data that holds fields for it; empty where none does
 * @param rules the rules beside the shared ones
 * @param position where it is declared: at its name
 * @param originPosition where its origin is written
 */
public record Provider(
    String name,
    Optional<Profile> profile,
    Origin origin,
    boolean cleartext,
    boolean encodedSlash,
    QueryRules query,
    Optional<Positioned> dataHeaders,
    Rules rules,
    Position position,
    Position originPosition) {

  /**
   * @throws NullPointerException if an argument is null
   */
  public Provider {
    requireNonNull(name, "name");
    requireNonNull(profile, "profile");
    requireNonNull(origin, "origin");
    requireNonNull(query, "query");
    requireNonNull(dataHeaders, "dataHeaders");
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
    return builder(name, Origin.parse(origin)).rules(Rules.of(rules)).build();
  }

  /**
   * Begins a provider with the strict defaults.
   *
   * @throws NullPointerException if an argument is null
   */
  public static Builder builder(String name, Origin origin) {
    return new Builder(requireNonNull(name, "name"), requireNonNull(origin, "origin"));
  }

  /** Gathers what a provider is. For one thread. */
  public static final class Builder {
    private final String name;
    private final Origin origin;
    private Optional<Profile> profile = Optional.empty();
    private boolean cleartext;
    private boolean encodedSlash;
    private QueryRules query = QueryRules.NONE;
    private Optional<Positioned> dataHeaders = Optional.empty();
    private Rules rules = Rules.NONE;
    private Position position = Position.IN_CODE;
    private Position originPosition = Position.IN_CODE;

    private Builder(String name, Origin origin) {
      this.name = name;
      this.origin = origin;
    }

    /** What is known of it beforehand. */
    public Builder profile(Profile known) {
      profile = Optional.of(known);
      return this;
    }

    /** Lets its credentials leave without TLS to an address that is no loopback. */
    public Builder cleartext(boolean allowed) {
      cleartext = allowed;
      return this;
    }

    /** Lets {@code %2F} in a path pass as sent. */
    public Builder encodedSlash(boolean passes) {
      encodedSlash = passes;
      return this;
    }

    /** What its requests may and must have in their query. */
    public Builder query(QueryRules queryRules) {
      query = queryRules;
      return this;
    }

    /** The key of the caller's data that holds fields for it. */
    public Builder dataHeaders(Positioned key) {
      dataHeaders = Optional.of(key);
      return this;
    }

    /** The rules beside the shared ones. */
    public Builder rules(Rules own) {
      rules = own;
      return this;
    }

    /** Where it, and its origin, are written. */
    public Builder positions(Position declared, Position originWritten) {
      position = declared;
      originPosition = originWritten;
      return this;
    }

    /**
     * The provider.
     *
     * @throws NullPointerException if something was set to null
     */
    public Provider build() {
      return new Provider(
          name,
          profile,
          origin,
          cleartext,
          encodedSlash,
          query,
          dataHeaders,
          rules,
          position,
          originPosition);
    }
  }
}
