package io.letterhead.policy.scheme;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.common.collect.ImmutableList;
import io.letterhead.policy.Secret;
import io.letterhead.policy.SecretUnusableException;
import io.letterhead.policy.spi.CredentialScheme;
import java.util.Base64;

/** The scheme {@code basic}: the secret is {@code user:password} (RFC 7617). */
public final class BasicScheme implements CredentialScheme {

  private static final String PREFIX = "Basic ";

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
    return PREFIX + Base64.getEncoder().encodeToString(secret.reveal().getBytes(US_ASCII));
  }

  /**
   * What follows {@code Basic}, decoded; else all.
   *
   * @throws SecretUnusableException if what follows is no base64, or if a space stands before the
   *     colon of what has no such prefix: then it most likely has another scheme's
   */
  @Override
  public String bare(String brought) throws SecretUnusableException {
    if (!Prefix.isOf(brought, PREFIX)) {
      if (brought.lastIndexOf(' ', brought.indexOf(':')) >= 0) {
        throw new SecretUnusableException("a user's name with a space comes in base64 only");
      }
      return brought;
    }
    try {
      return new String(Base64.getDecoder().decode(Prefix.strip(brought, PREFIX)), ISO_8859_1);
    } catch (IllegalArgumentException e) {
      throw new SecretUnusableException("a basic credential is base64");
    }
  }

  /** The password. */
  @Override
  public ImmutableList<String> sensitiveParts(Secret secret) {
    return ImmutableList.of(secret.reveal().substring(secret.reveal().indexOf(':') + 1));
  }
}
