package io.letterhead.policy.spi;

import io.letterhead.policy.SecretUnusableException;

/**
 * A place where secrets are kept, named in policies: {@code secrets: { key: { NAME: KEY } }}.
 *
 * <p>Found with {@link java.util.ServiceLoader}; has a public constructor without arguments and is
 * safe for use by several threads. It is called ahead of requests, never during one, so it may
 * block.
 */
public interface SecretSource {

  /** The source's name in policies: lower-case letters, digits and {@code -}; constant. */
  String name();

  /**
   * Reads a secret.
   *
   * @param key what to look up, as the policy writes it
   * @return what is kept there, as it is; the engine trims one line end and checks the rest
   * @throws SecretUnusableException if there is none, or it cannot be read; the message never shows
   *     a secret
   */
  String read(String key) throws SecretUnusableException;
}
