package io.letterhead.policy;

/** What a policy may tell a provider of a request, beside what the caller's fields say. */
public enum RequestFact {
  /** The address that the connection came from, without a port. */
  CLIENT_ADDRESS("client-address"),
  /** The scheme that the caller used: {@code http} or {@code https}. */
  SCHEME("scheme"),
  /** The authority that the caller addressed: a caller's own word, checked for its form only. */
  HOST("host"),
  /** The id of the authenticated caller. */
  CALLER_ID("caller-id");

  private final String id;

  RequestFact(String id) {
    this.id = id;
  }

  /** The fact's name, as policies write it. */
  public String id() {
    return id;
  }
}
