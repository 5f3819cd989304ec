package io.letterhead.apache;

import org.apache.hc.core5.http.protocol.HttpContext;

/**
 * Where the last attempt of a request went, for what decides whether a redirect is followed.
 *
 * @param provider the provider's name; empty for none
 */
record Destination(String provider) {

  private static final String ATTRIBUTE = "io.letterhead.apache.destination";

  /** An origin of no provider, or nowhere yet. */
  static final Destination NONE = new Destination("");

  static Destination of(Outgoing outgoing) {
    return outgoing instanceof ProviderOutgoing to ? new Destination(to.provider().name()) : NONE;
  }

  /** What a context holds; nowhere, if somebody took it out. */
  static Destination of(HttpContext context) {
    return context.getAttribute(ATTRIBUTE) instanceof Destination known ? known : NONE;
  }

  void putInto(HttpContext context) {
    context.setAttribute(ATTRIBUTE, this);
  }
}
