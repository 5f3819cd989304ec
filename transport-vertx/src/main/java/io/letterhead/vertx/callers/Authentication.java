package io.letterhead.vertx.callers;

import static java.util.Objects.requireNonNull;

/** What is known of a request's caller, from the credentials that it presents. Immutable. */
public sealed interface Authentication {

  /**
   * The caller is who it says.
   *
   * @param id {@code key/NAME}, {@code user/NAME} or {@code jwt/SUBJECT}: printable ASCII without a
   *     space
   */
  record Known(String id) implements Authentication {

    /**
     * @throws NullPointerException if {@code id} is null
     */
    public Known {
      requireNonNull(id, "id");
    }

    /** Whether it is known by a password: one that a browser may send on its own. */
    public boolean isByPassword() {
      return id.startsWith("user/");
    }

    /** Shows nothing of the caller. */
    @Override
    public String toString() {
      return "Known";
    }
  }

  /** No credential is presented. */
  record Missing() implements Authentication {}

  /** A credential is presented that is none, is nobody's, or is another caller's than the rest. */
  record Invalid() implements Authentication {}

  /**
   * Nothing can be said of a credential now: the keys of its issuer cannot be had, or as many
   * passwords or tokens wait to be checked as may wait.
   */
  record Unavailable() implements Authentication {}
}
