package io.letterhead.vertx;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What a gateway writes down of the requests that it serves.
 *
 * @param access where its access log goes
 * @param audit the file of its decisions; empty for none
 */
public record Records(AccessLogTo access, Optional<Path> audit) {

  /** Where an access log goes. */
  public sealed interface AccessLogTo {
    /** Nowhere. */
    record Nowhere() implements AccessLogTo {}

    /** The standard error of the process. */
    record StandardError() implements AccessLogTo {}

    /**
     * A file, appended to.
     *
     * @param path the file
     */
    record File(Path path) implements AccessLogTo {}
  }

  /**
   * @throws NullPointerException if an argument is null
   */
  public Records {
    requireNonNull(access, "access");
    requireNonNull(audit, "audit");
  }

  /** Nothing. */
  public static Records none() {
    return new Records(new AccessLogTo.Nowhere(), Optional.empty());
  }
}
