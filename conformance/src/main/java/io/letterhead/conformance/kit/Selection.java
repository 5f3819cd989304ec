package io.letterhead.conformance.kit;

import io.letterhead.conformance.suite.Requirement;
import io.letterhead.conformance.suite.Wire;

/** What a run is narrowed to, by system properties. */
final class Selection {
  static final String REQUIREMENT = "letterhead.requirement";
  static final String WIRE = "letterhead.wire";

  private Selection() {}

  static boolean takes(Requirement requirement, Wire wire) {
    return takes(REQUIREMENT, requirement.id()) && takes(WIRE, wire.id());
  }

  private static boolean takes(String property, String id) {
    String wanted = System.getProperty(property, "");
    return wanted.isEmpty() || wanted.equals(id);
  }
}
