package io.letterhead.dsl;

import io.letterhead.policy.Positioned;
import java.util.Optional;

/** Reads fixed field values, which must be what every server reads alike. */
final class ValueReader {

  private final Problems problems;
  private final Shapes shapes;

  ValueReader(Problems problems) {
    this.problems = problems;
    this.shapes = new Shapes(problems);
  }

  /** The fixed value of a rule. */
  Optional<Positioned> fixed(YamlNode node, String what) {
    Optional<YamlNode.Scalar> scalar = shapes.scalar(node, what);
    Optional<String> fault = scalar.flatMap(value -> fault(value.text()));
    if (fault.isPresent()) {
      problems.error(
          FileProblem.BAD_FIXED_VALUE,
          scalar.get().position(),
          what + " " + fault.get(),
          "servers drop, rewrite or split such a value, each in its own way",
          "write visible ASCII characters, with single spaces or tabs only between them");
      return Optional.empty();
    }
    return scalar.map(value -> new Positioned(value.text(), value.position()));
  }

  /** What is wrong with a field value, as the end of a sentence that never shows it. */
  static Optional<String> fault(String text) {
    if (text.isEmpty()) {
      return Optional.of("is empty");
    }
    int[] codePoints = text.codePoints().toArray();
    for (int i = 0; i < codePoints.length; i++) {
      int c = codePoints[i];
      if ((c < 0x20 && c != '\t') || c > 0x7E) {
        return Optional.of("holds " + Words.codePoint(c) + " as character " + (i + 1));
      }
    }
    boolean edge = isBlank(text.charAt(0)) || isBlank(text.charAt(text.length() - 1));
    return edge ? Optional.of("begins or ends with a space or tab") : Optional.empty();
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }
}
