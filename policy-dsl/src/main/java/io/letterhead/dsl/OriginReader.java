package io.letterhead.dsl;

import io.letterhead.policy.Origin;
import java.util.Optional;

/** Reads where requests go. */
final class OriginReader {

  private final Problems problems;
  private final Shapes shapes;

  OriginReader(Problems problems) {
    this.problems = problems;
    this.shapes = new Shapes(problems);
  }

  /** The origin under a key {@code origin}. */
  Optional<Origin> origin(YamlNode node) {
    Optional<YamlNode.Scalar> scalar = shapes.scalar(node, "`origin`");
    try {
      return scalar.map(url -> Origin.parse(url.text()));
    } catch (IllegalArgumentException e) {
      problems.error(
          FileProblem.BAD_ORIGIN,
          node.position(),
          "this is no origin: " + e.getMessage(),
          "an origin says where credentials go, so nothing in it may be read in two ways",
          "write scheme, host and, if needed, port and base path: `https://api.example.com/v1`");
      return Optional.empty();
    }
  }
}
