package io.letterhead.conformance.suite;

import java.util.List;
import java.util.Set;

/**
 * A transport that the suite measures: the one class that an adopter writes.
 *
 * <p>Has a public constructor without arguments where {@link java.util.ServiceLoader} is to find
 * it, for {@code letterhead conformance --transport NAME}.
 */
public interface TransportUnderTest {

  /** Its name in reports: lower-case letters, digits and hyphens. */
  String name();

  /** What it can do beyond the core; it is measured by all that it claims. */
  Set<Feature> features();

  /** The wires that it is looked at over, in their order. */
  default List<Wire> wires() {
    return Wire.of(features());
  }

  /**
   * Makes it ready.
   *
   * @param policy what it is to obey, where the origin is, and whom to trust there
   * @throws Exception if it cannot be made ready; nothing is measured then
   */
  TransportSession open(PolicyUnderTest policy) throws Exception;
}
