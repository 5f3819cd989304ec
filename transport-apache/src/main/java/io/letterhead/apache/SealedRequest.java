package io.letterhead.apache;

import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.jspecify.annotations.Nullable;

/**
 * What the classic client writes: the only message that its {@link SealedRequestExecutor} accepts.
 * Made from a decision; nobody else has a reference to it.
 */
final class SealedRequest extends BasicClassicHttpRequest {
  private static final long serialVersionUID = 1L;

  private final transient Outgoing outgoing;

  SealedRequest(Outgoing outgoing, WireHead head, @Nullable HttpEntity body) {
    super(head.method(), head.scheme(), head.authority(), head.path());
    this.outgoing = outgoing;
    head.writeTo(this);
    setEntity(body);
  }

  Outgoing outgoing() {
    return outgoing;
  }

  /** The method alone: its fields hold secrets. */
  @Override
  public String toString() {
    return "SealedRequest[" + getMethod() + "]";
  }
}
