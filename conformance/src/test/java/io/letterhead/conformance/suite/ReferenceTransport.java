package io.letterhead.conformance.suite;

import java.util.EnumSet;
import java.util.Set;

/**
 * A transport that meets every requirement with nothing but the engine and sockets. It shows that
 * all can be met together, and is what saboteurs are made of.
 */
final class ReferenceTransport implements TransportUnderTest {
  private final String name;
  private final Steps steps;

  ReferenceTransport(String name, Steps steps) {
    this.name = name;
    this.steps = steps;
  }

  @Override
  public String name() {
    return name;
  }

  /** All but what only a gateway can have. */
  @Override
  public Set<Feature> features() {
    return EnumSet.complementOf(EnumSet.of(Feature.CONNECTIONS));
  }

  @Override
  public TransportSession open(PolicyUnderTest policy) {
    return new ReferenceSession(policy, steps);
  }
}
