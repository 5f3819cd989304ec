package io.letterhead.dsl;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import io.letterhead.policy.Profile;
import java.time.LocalDate;

/**
 * A profile that ships with this library, and how its facts are known.
 *
 * @param profile the profile
 * @param sources the pages of the provider's own documentation that say so
 * @param verified the day on which they were read
 */
public record ShippedProfile(Profile profile, ImmutableList<String> sources, LocalDate verified) {

  /**
   * @throws NullPointerException if an argument is null
   * @throws IllegalArgumentException if there is no source
   */
  public ShippedProfile {
    requireNonNull(profile, "profile");
    requireNonNull(sources, "sources");
    requireNonNull(verified, "verified");
    if (sources.isEmpty()) {
      throw new IllegalArgumentException("sources: none (expected: one or more)");
    }
  }
}
