package io.letterhead.policy.scheme;

import io.letterhead.policy.Secret;
import io.letterhead.policy.SecretUnusableException;
import io.letterhead.policy.spi.CredentialScheme;

/** The scheme {@code bearer}: {@code Bearer SECRET} (RFC 6750, section 2.1). */
public final class BearerScheme implements CredentialScheme {

  private static final String PREFIX = "Bearer ";

  /** For {@link java.util.ServiceLoader}. */
  public BearerScheme() {}

  @Override
  public String name() {
    return "bearer";
  }

  /**
   * @throws SecretUnusableException if the secret holds a space: a bearer token is one word
   */
  @Override
  public String render(Secret secret) throws SecretUnusableException {
    if (secret.reveal().indexOf(' ') >= 0) {
      throw new SecretUnusableException("a bearer token holds no space");
    }
    return PREFIX + secret.reveal();
  }

  /** What follows {@code Bearer}, in whatever case (RFC 9110, section 11.1); else all. */
  @Override
  public String bare(String brought) {
    return Prefix.isOf(brought, PREFIX) ? Prefix.strip(brought, PREFIX) : brought;
  }
}
