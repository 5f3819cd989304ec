package io.letterhead.dsl;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.letterhead.policy.Guard;
import io.letterhead.policy.Position;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Reads the guards of a rule: {@code one-of} and {@code max-length}. */
final class GuardReader {

  static final String ONE_OF = "one-of";
  static final String MAX_LENGTH = "max-length";

  /** More digits than any length that makes sense has. */
  private static final int MOST_DIGITS = 7;

  private final Problems problems;
  private final Shapes shapes;

  GuardReader(Problems problems) {
    this.problems = problems;
    this.shapes = new Shapes(problems);
  }

  /** The guards of a rule; those that can be read. */
  ImmutableList<Guard> guards(YamlNode.Mapping rule) {
    ImmutableList.Builder<Guard> guards = ImmutableList.builder();
    Shapes.find(rule, ONE_OF).flatMap(this::oneOf).ifPresent(guards::add);
    Shapes.find(rule, MAX_LENGTH).flatMap(this::maxLength).ifPresent(guards::add);
    return guards.build();
  }

  private Optional<Guard> oneOf(YamlNode node) {
    Set<String> values = new LinkedHashSet<>();
    for (YamlNode item : shapes.items(node, "`one-of`")) {
      shapes.scalar(item, "an item of `one-of`").ifPresent(value -> add(values, value));
    }
    return values.isEmpty()
        ? Optional.empty()
        : Optional.of(new Guard.OneOf(ImmutableSet.copyOf(values)));
  }

  private void add(Set<String> values, YamlNode.Scalar value) {
    Optional<String> fault = ValueReader.fault(value.text());
    if (fault.isPresent()) {
      bad(
          value.position(),
          "an item of `one-of` " + fault.get(),
          "no field value that passes is such, so the item could never match",
          "write the value as callers send it: visible ASCII, no space at its edges");
    } else if (!values.add(value.text())) {
      bad(
          value.position(),
          "`one-of` holds " + Words.quote(value.text()) + " twice",
          "the second says nothing; most often another value was meant",
          "delete it, or write the value that was meant");
    }
  }

  private Optional<Guard> maxLength(YamlNode node) {
    Optional<YamlNode.Scalar> scalar = shapes.scalar(node, "`max-length`");
    if (scalar.isEmpty()) {
      return Optional.empty();
    }
    String text = scalar.get().text();
    boolean number =
        text.length() <= MOST_DIGITS && text.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!number || text.isEmpty() || text.startsWith("0")) {
      bad(
          scalar.get().position(),
          "`max-length` is " + Words.quote(text) + ", not a number of bytes",
          "it is the greatest length of a value that passes: at least 1",
          "write a whole number in plain digits, such as `256`");
      return Optional.empty();
    }
    return Optional.of(new Guard.MaxLength(Integer.parseInt(text)));
  }

  private void bad(Position position, String message, String why, String fix) {
    problems.error(FileProblem.BAD_GUARD, position, message, why, fix);
  }
}
