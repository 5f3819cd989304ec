package io.letterhead.policy.spi;

import com.google.common.collect.ImmutableList;
import io.letterhead.policy.Secret;
import io.letterhead.policy.SecretUnusableException;

/**
 * A way to render a secret as a field's value, named in policies: {@code as: NAME}.
 *
 * <p>Found with {@link java.util.ServiceLoader}; has a public constructor without arguments. It is
 * a pure function of the secret and safe for use by several threads: a rendered value is cached
 * with its secret, so a caller can have no influence on it.
 *
 * <p>Called ahead of requests, but where a caller may bring a credential: then {@link #bare} and
 * {@link #render} are called during its request, and have the 100 ms that a {@link RuleVerb} has.
 */
public interface CredentialScheme {

  /** The scheme's name in policies: lower-case letters, digits and {@code -}; constant. */
  String name();

  /**
   * Renders a secret.
   *
   * @return the field's value; the engine refuses one that is empty or holds anything but visible
   *     ASCII and inner spaces
   * @throws SecretUnusableException if the secret has not the form that the scheme needs; the
   *     message never shows it
   */
  String render(Secret secret) throws SecretUnusableException;

  /**
   * The bare credential in what a caller brings: its scheme's prefix, if any, taken off.
   *
   * @param brought what the caller sent, as it is; not empty
   * @return the credential as a secret source would hold it; the engine checks it like one
   * @throws SecretUnusableException if it has another form; the message never shows it
   */
  default String bare(String brought) throws SecretUnusableException {
    return brought;
  }

  /**
   * The parts of a secret that are secret by themselves, such as a password behind a user's name:
   * what a response must not reflect, beside the secret and its rendered value.
   */
  default ImmutableList<String> sensitiveParts(Secret secret) {
    return ImmutableList.of();
  }
}
