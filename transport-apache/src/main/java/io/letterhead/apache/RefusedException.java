package io.letterhead.apache;

import static java.util.Objects.requireNonNull;

import io.letterhead.policy.Rejection;
import org.apache.hc.core5.http.HttpException;

/**
 * A refusal on its way out of the client's chain. No {@code IOException}, as what the application
 * gets is: HttpClient would retry that.
 */
final class RefusedException extends HttpException {
  private static final long serialVersionUID = 1L;

  private final transient Rejection rejection;

  RefusedException(Rejection rejection) {
    super("refused: " + rejection.reason().id());
    this.rejection = requireNonNull(rejection);
  }

  RefusedException(Rejection.Reason reason, String message) {
    this(new Rejection(reason, "", message));
  }

  /** What the application gets. */
  RequestRefusedException forApplication() {
    return new RequestRefusedException(rejection, this);
  }
}
