package io.letterhead.policy.scheme;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.common.collect.ImmutableList;
import io.letterhead.policy.Secret;
import io.letterhead.policy.SecretUnusableException;
import io.letterhead.policy.spi.CredentialScheme;
import java.util.Base64;

/** The scheme {@code basic}: the secret is {@code user:password} (RFC 7617). */
public final class BasicScheme implements CredentialScheme {

  /** For {@link java.util.ServiceLoader}. */
  public BasicScheme() {}

  @Override
  public String name() {
    return "basic";
  }

  /**
   * @throws SecretUnusableException if the secret has no colon, or nothing behind it
   */
  @Override
  public String render(Secret secret) throws SecretUnusableException {
    int colon = secret.reveal().indexOf(':');
    if (colon < 0 || colon == secret.reveal().length() - 1) {
      throw new SecretUnusableException("a basic credential is user:password");
    }
    return "Basic " + Base64.getEncoder().encodeToString(secret.reveal().getBytes(US_ASCII));
  }

  /** The password. */
  @Override
  public ImmutableList<String> sensitiveParts(Secret secret) {
    return ImmutableList.of(secret.reveal().substring(secret.reveal().indexOf(':') + 1));
  }
}
