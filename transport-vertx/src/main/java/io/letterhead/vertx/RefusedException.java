package io.letterhead.vertx;

import java.util.Optional;

/** A request that is refused, where it can be told only by throwing. Holds no field's value. */
final class RefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Refusal refusal;

  RefusedException(Refusal refusal) {
    super(refusal.code(), null, false, false);
    this.refusal = refusal;
  }

  /**
   * Nothing where there is no refusal.
   *
   * @throws RefusedException if there is one
   */
  static void throwIf(Optional<Refusal> refusal) {
    if (refusal.isPresent()) {
      throw new RefusedException(refusal.get());
    }
  }

  Refusal refusal() {
    return refusal;
  }
}
