package io.letterhead.policy;

import static java.util.Objects.requireNonNull;

/** A secret that is missing, or of which no credential can be made. Its message never shows it. */
public final class SecretUnusableException extends Exception {

  private static final long serialVersionUID = 1L;

  /**
   * @param reason what is wrong, as the end of "the secret cannot be used: …"; never the secret
   * @throws NullPointerException if {@code reason} is null
   */
  public SecretUnusableException(String reason) {
    super(requireNonNull(reason, "reason"));
  }
}
