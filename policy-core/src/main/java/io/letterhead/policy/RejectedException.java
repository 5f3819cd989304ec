package io.letterhead.policy;

/** A request that does not leave, where it can be told only by throwing. Holds no field's value. */
public final class RejectedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Rejection rejection;

  /**
   * @throws NullPointerException if {@code rejection} is null
   */
  public RejectedException(Rejection rejection) {
    super(rejection.message());
    this.rejection = rejection;
  }

  /** Why. */
  public Rejection rejection() {
    return rejection;
  }
}
