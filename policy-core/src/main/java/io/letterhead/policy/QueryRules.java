package io.letterhead.policy;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;

/**
 * What a provider's requests may and must have in their query.
 *
 * @param allow credential parameters that a caller may send all the same; decoded
 * @param defaults parameters that are added where the caller sends none of the name
 */
public record QueryRules(ImmutableList<Positioned> allow, ImmutableList<Default> defaults) {

  /** Credential parameters are removed, nothing is added. */
  public static final QueryRules NONE = new QueryRules(ImmutableList.of(), ImmutableList.of());

  /**
   * A parameter that is added where it is missing.
   *
   * @param name its name, decoded
   * @param value its value, decoded
   */
  public record Default(Positioned name, Positioned value) {
    /**
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the name is empty
     */
    public Default {
      requireNonNull(value, "value");
      if (requireNonNull(name, "name").text().isEmpty()) {
        throw new IllegalArgumentException("a parameter has a name");
      }
    }
  }

  /**
   * @throws NullPointerException if an argument is null
   */
  public QueryRules {
    requireNonNull(allow, "allow");
    requireNonNull(defaults, "defaults");
  }
}
