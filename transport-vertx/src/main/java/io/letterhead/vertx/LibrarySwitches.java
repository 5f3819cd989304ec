package io.letterhead.vertx;

import com.google.common.collect.ImmutableMap;
import java.util.Locale;

/** System properties that turn off checks of Vert.x or Netty which are part of our defence. */
final class LibrarySwitches {

  /** The properties, each with the value that turns the check off. */
  private static final ImmutableMap<String, String> DANGEROUS =
      ImmutableMap.of(
          "vertx.disableHttpHeadersValidation", "true",
          "io.netty.handler.codec.http.defaultStrictLineParsing", "false",
          "io.netty.handler.codec.http.rfc9112TransferEncoding", "false");

  private LibrarySwitches() {}

  /**
   * @throws IllegalStateException if such a check is turned off
   */
  static void requireChecks() {
    DANGEROUS.forEach(
        (property, value) -> {
          String set = System.getProperty(property, "").trim().toLowerCase(Locale.ROOT);
          boolean off = value.equals("true") ? set.equals("true") : set.equals("false");
          if (off) {
            throw new IllegalStateException(
                "-D"
                    + property
                    + "="
                    + set
                    + " turns off a check that keeps fields apart;"
                    + " start without it");
          }
        });
  }
}
