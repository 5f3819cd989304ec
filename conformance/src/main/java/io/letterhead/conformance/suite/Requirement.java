package io.letterhead.conformance.suite;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One requirement, as {@code SPEC.md} has it. Immutable.
 *
 * @param id its number, such as {@code LH-3.2}; never given to another
 * @param level how much it binds
 * @param feature whom it binds: who has that feature; empty for everyone
 * @param text what it asks, in the words of RFC 2119
 * @param intent what goes wrong without it
 * @param sources where it is from: RFCs, CVEs, and others' defects
 * @param attacks the rows of the attack catalogue that it answers
 */
public record Requirement(
    String id,
    Level level,
    Optional<Feature> feature,
    String text,
    String intent,
    String sources,
    List<String> attacks) {
  public Requirement {
    requireNonNull(id, "id");
    requireNonNull(level, "level");
    requireNonNull(feature, "feature");
    requireNonNull(text, "text");
    requireNonNull(intent, "intent");
    requireNonNull(sources, "sources");
    attacks = List.copyOf(attacks);
  }

  /** Whether everyone must meet it. */
  public boolean isCore() {
    return level == Level.MUST && feature.isEmpty();
  }

  /** Its place in {@code SPEC.md}: the heading, as Markdown's readers make links of headings. */
  public String anchor() {
    String heading = id.replace(".", "") + "--" + level;
    return "conformance/SPEC.md#"
        + heading.toLowerCase(Locale.ROOT)
        + feature.map(bound -> "--" + bound.id()).orElse("");
  }
}
