/**
 * The policy model, its compiler, and the engine that decides what leaves. No I/O, no clock, no
 * logger.
 */
module io.letterhead.policy {
  requires transitive com.google.common;
  requires static transitive org.jspecify;

  exports io.letterhead.policy;
  exports io.letterhead.policy.analysis;
  exports io.letterhead.policy.spi;

  uses io.letterhead.policy.spi.CredentialScheme;
  uses io.letterhead.policy.spi.RuleVerb;
  uses io.letterhead.policy.spi.SecretSource;

  provides io.letterhead.policy.spi.CredentialScheme with
      io.letterhead.policy.scheme.BasicScheme,
      io.letterhead.policy.scheme.BearerScheme,
      io.letterhead.policy.scheme.RawScheme;
}
