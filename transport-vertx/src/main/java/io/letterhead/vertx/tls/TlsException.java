package io.letterhead.vertx.tls;

import java.io.Serial;

/** Says that a certificate or a key cannot be used; never with what it holds. */
public final class TlsException extends IllegalArgumentException {

  @Serial private static final long serialVersionUID = 1;

  /** What cannot be used. */
  public enum Part {
    /** The chain of certificates. */
    CERTIFICATE,
    /** The private key. */
    KEY
  }

  private final Part part;

  TlsException(Part part, String message) {
    super(message);
    this.part = part;
  }

  /** What cannot be used. */
  public Part part() {
    return part;
  }
}
