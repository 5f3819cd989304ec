package io.letterhead.policy.scheme;

import io.letterhead.policy.Secret;
import io.letterhead.policy.spi.CredentialScheme;

/** The scheme {@code raw}: the secret as it is, as most API keys go. */
public final class RawScheme implements CredentialScheme {

  /** For {@link java.util.ServiceLoader}. */
  public RawScheme() {}

  @Override
  public String name() {
    return "raw";
  }

  @Override
  public String render(Secret secret) {
    return secret.reveal();
  }
}
