package io.letterhead.conformance.kit;

import io.letterhead.conformance.OriginCertificate;
import org.jspecify.annotations.Nullable;

/** What all origins of a test run show: to make one takes a second. */
final class SharedCertificate {
  private static @Nullable OriginCertificate made;

  private SharedCertificate() {}

  static synchronized OriginCertificate get() throws InterruptedException {
    OriginCertificate certificate = made;
    if (certificate == null) {
      certificate = OriginCertificate.create();
      made = certificate;
    }
    return certificate;
  }
}
