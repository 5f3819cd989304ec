package io.letterhead.vertx;

import java.io.IOException;

/** An address that cannot be listened on. */
public final class ListenException extends IOException {

  private static final long serialVersionUID = 1L;

  private final transient ListenAddress address;

  ListenException(ListenAddress address, Throwable cause) {
    super("cannot listen on " + address, cause);
    this.address = address;
  }

  /** The address. */
  public ListenAddress address() {
    return address;
  }
}
