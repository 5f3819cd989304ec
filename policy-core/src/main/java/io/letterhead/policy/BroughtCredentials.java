package io.letterhead.policy;

import io.letterhead.policy.scheme.BasicScheme;
import io.letterhead.policy.scheme.BearerScheme;
import io.letterhead.policy.scheme.RawScheme;
import io.letterhead.policy.spi.CredentialScheme;
import org.jspecify.annotations.Nullable;

/**
 * What renders the credentials that callers bring, during their requests: a plug-in's scheme within
 * bounds, a built-in one directly.
 */
final class BroughtCredentials {

  private final CredentialScheme scheme;
  private final @Nullable BoundedCalls calls;

  private BroughtCredentials(CredentialScheme scheme, @Nullable BoundedCalls calls) {
    this.scheme = scheme;
    this.calls = calls;
  }

  static BroughtCredentials of(CredentialScheme scheme) {
    boolean builtIn =
        scheme instanceof RawScheme
            || scheme instanceof BearerScheme
            || scheme instanceof BasicScheme;
    return new BroughtCredentials(scheme, builtIn ? null : new BoundedCalls());
  }

  /**
   * The credential that a caller brings, or why it is none.
   *
   * @throws FailedCallException if the scheme does not answer
   */
  Credential render(String brought) throws FailedCallException {
    return calls == null
        ? Credential.brought(brought, scheme)
        : calls.call(() -> Credential.brought(brought, scheme));
  }
}
