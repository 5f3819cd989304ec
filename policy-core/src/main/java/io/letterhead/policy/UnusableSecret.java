package io.letterhead.policy;

import static java.util.Objects.requireNonNull;

/**
 * A secret without which a provider's requests are rejected.
 *
 * @param provider the provider
 * @param secret the secret's name
 * @param reason what is wrong with it; never the secret
 */
public record UnusableSecret(String provider, String secret, String reason) {

  /**
   * @throws NullPointerException if an argument is null
   */
  public UnusableSecret {
    requireNonNull(provider, "provider");
    requireNonNull(secret, "secret");
    requireNonNull(reason, "reason");
  }
}
