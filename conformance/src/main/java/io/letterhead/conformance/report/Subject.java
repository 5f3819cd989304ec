package io.letterhead.conformance.report;

import static java.util.Objects.requireNonNull;

import io.letterhead.conformance.suite.Feature;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What a report is about: a transport or a gateway. Immutable.
 *
 * @param name its name
 * @param version its version, as it calls it; empty if nobody has said
 * @param claims the features that it claims, in their order
 * @param command the command that measures it, without what selects a requirement
 */
public record Subject(String name, Optional<String> version, List<Feature> claims, String command) {
  public Subject {
    requireNonNull(name, "name");
    requireNonNull(version, "version");
    claims = List.copyOf(claims);
    requireNonNull(command, "command");
  }

  /** The same with these claims, in the order that all reports have. */
  public static Subject of(
      String name, Optional<String> version, Collection<Feature> claims, String command) {
    List<Feature> ordered = Arrays.stream(Feature.values()).filter(claims::contains).toList();
    return new Subject(name, version, ordered, command);
  }

  /** Name and version. */
  public String title() {
    return version.map(known -> name + " " + known).orElse(name);
  }
}
