package io.letterhead.dsl;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Maps;
import io.letterhead.policy.Removal;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Reads which removals reject the request instead. */
final class RejectReader {

  static final String REJECT = "reject";

  static final ImmutableMap<String, Removal> REASONS =
      Maps.uniqueIndex(List.of(Removal.SEALED, Removal.DENIED, Removal.UNLISTED), Removal::id);

  private final Problems problems;
  private final Shapes shapes;

  RejectReader(Problems problems) {
    this.problems = problems;
    this.shapes = new Shapes(problems);
  }

  /** The removals under a key {@code reject} of the file or a provider; those that can be read. */
  ImmutableSet<Removal> reject(YamlNode.Mapping mapping) {
    return Shapes.find(mapping, REJECT).map(this::removals).orElse(ImmutableSet.of());
  }

  private ImmutableSet<Removal> removals(YamlNode node) {
    Set<Removal> removals = EnumSet.noneOf(Removal.class);
    for (YamlNode.Scalar scalar : shapes.some(node, "`reject`")) {
      Removal removal = REASONS.get(scalar.text());
      if (removal == null) {
        problems.error(
            FileProblem.BAD_REJECT,
            scalar.position(),
            "nothing is removed as " + Words.quote(scalar.text()),
            "a request would pass that is meant to be rejected",
            Words.fix(scalar.text(), REASONS.keySet(), "reasons"));
      } else if (!removals.add(removal)) {
        problems.error(
            FileProblem.BAD_REJECT,
            scalar.position(),
            "`reject` holds " + Words.quote(scalar.text()) + " twice",
            "the second says nothing; most often another was meant",
            "delete it, or write what was meant");
      }
    }
    return ImmutableSet.copyOf(removals);
  }
}
