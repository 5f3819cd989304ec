package io.letterhead.conformance.suite;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What finds out whether each requirement is met, chapter by chapter. */
final class Chapters {
  private static final Map<String, Check> CHECKS = new LinkedHashMap<>();

  static {
    for (Map<String, Check> chapter :
        List.of(
            CredentialChapter.checks(),
            FieldChapter.checks(),
            ValueChapter.checks(),
            HopChapter.checks(),
            FramingChapter.checks(),
            TargetChapter.checks(),
            ConfinementChapter.checks(),
            ResponseChapter.checks(),
            ConnectionChapter.checks(),
            ConnectionFramingChapter.checks(),
            FeatureChapter.checks(),
            UpgradeChapter.checks(),
            PolicyFeatureChapter.checks())) {
      CHECKS.putAll(chapter);
    }
  }

  private Chapters() {}

  /** What finds it out; empty for a law, which the kit measures by generated cases. */
  static Optional<Check> check(Requirement requirement) {
    return Optional.ofNullable(CHECKS.get(requirement.id()));
  }

  /** The ids of all that is checked. */
  static List<String> ids() {
    return List.copyOf(CHECKS.keySet());
  }
}
