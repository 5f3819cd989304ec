package io.letterhead.conformance.suite;

import io.letterhead.conformance.kit.TransportConformance;

/** The reference transport, measured as an adopter would. */
final class ReferenceKitTest extends TransportConformance {
  @Override
  protected TransportUnderTest transport() {
    return new ReferenceTransport("reference", new Steps());
  }
}
