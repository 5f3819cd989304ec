package io.letterhead.conformance.suite;

import io.letterhead.conformance.OriginCertificate;

/** Where the origins of checks come from. */
interface Stage {

  /** The provider's origin for one check; closed after it. */
  SuiteOrigin origin(Wire wire);

  /** An origin that is no provider's; closed after the check. */
  SuiteOrigin elsewhere(Wire wire);

  /** How the origins are spoken to, when a run looks at that wire. */
  Wire behind(Wire wire);

  /** Whether who is measured can be told which policy to obey. */
  boolean takesPolicies();

  /** Fresh ones on free ports, for transports that can be told each time where they are. */
  static Stage fresh(OriginCertificate certificate) {
    return new Stage() {
      @Override
      public SuiteOrigin origin(Wire wire) {
        return SuiteOrigin.start(wire, certificate);
      }

      @Override
      public SuiteOrigin elsewhere(Wire wire) {
        return SuiteOrigin.start(wire, certificate);
      }

      @Override
      public Wire behind(Wire wire) {
        return wire;
      }

      @Override
      public boolean takesPolicies() {
        return true;
      }
    };
  }
}
