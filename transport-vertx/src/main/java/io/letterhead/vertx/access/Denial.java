package io.letterhead.vertx.access;

/** What about a request its caller may not. */
public enum Denial {
  /** The caller: no rule is for it. */
  CALLER,
  /** The provider. */
  PROVIDER,
  /** The method. */
  METHOD,
  /** The path behind the provider's route. */
  PATH
}
