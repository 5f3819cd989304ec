package io.letterhead.conformance.suite;

import io.letterhead.conformance.kit.TransportConformance;
import java.util.List;
import java.util.Set;

/**
 * The reference transport, measured as an adopter would, over one wire: {@link
 * ReferenceTransportTest} looks at all.
 */
final class ReferenceKitTest extends TransportConformance {
  @Override
  protected TransportUnderTest transport() {
    ReferenceTransport reference = new ReferenceTransport("reference", new Steps());
    return new TransportUnderTest() {
      @Override
      public String name() {
        return reference.name();
      }

      @Override
      public Set<Feature> features() {
        return reference.features();
      }

      @Override
      public List<Wire> wires() {
        return List.of(Wire.H1);
      }

      @Override
      public TransportSession open(PolicyUnderTest policy) {
        return reference.open(policy);
      }
    };
  }
}
