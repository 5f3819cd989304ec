package io.letterhead.policy;

/** Why a field does not pass, though its message may. */
public enum Removal {
  /** A {@code Connection} field of the caller names it (RFC 9110, section 7.6.1). */
  NOMINATED("nominated"),
  /** The transport owns the name. */
  TRANSPORT("transport"),
  /** The policy owns the name. */
  SEALED("sealed"),
  /** A {@code deny} takes it. */
  DENIED("denied"),
  /** No rule lets it pass. */
  UNLISTED("unlisted"),
  /** A response's field holds a credential that was sent. */
  REFLECTED("reflected");

  private final String id;

  Removal(String id) {
    this.id = id;
  }

  /** The reason's name, as results write it. */
  public String id() {
    return id;
  }
}
