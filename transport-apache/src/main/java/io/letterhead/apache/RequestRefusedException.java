package io.letterhead.apache;

import static java.util.Objects.requireNonNull;

import io.letterhead.policy.Rejection;
import org.apache.hc.client5.http.ClientProtocolException;

/**
 * The policy keeps a request from leaving, or its response from arriving. Nothing of the request
 * was sent where it was refused; it is never retried, and the connection that it would have taken
 * stays in the pool.
 *
 * <p>The classic client throws it; the async client fails the request's future with it. The message
 * names the field, if one is to blame, and never shows a value.
 */
public final class RequestRefusedException extends ClientProtocolException {
  private static final long serialVersionUID = 1L;

  private final Rejection.Reason reason;
  private final String field;

  RequestRefusedException(Rejection rejection, Throwable cause) {
    super(rejection.message() + " [" + rejection.reason().id() + "]", cause);
    this.reason = requireNonNull(rejection.reason());
    this.field = rejection.field();
  }

  /** The kind of reason. */
  public Rejection.Reason reason() {
    return reason;
  }

  /** The field that is to blame, with anything but printable ASCII escaped; empty for none. */
  public String field() {
    return field;
  }
}
