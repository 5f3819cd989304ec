package io.letterhead.dsl;

import com.google.common.collect.ImmutableList;
import io.letterhead.policy.FieldName;
import io.letterhead.policy.Operand;
import java.util.Optional;

/** Reads what rules and groups name: field names, globs, groups. */
final class OperandReader {

  private final Problems problems;
  private final Shapes shapes;

  OperandReader(Problems problems) {
    this.problems = problems;
    this.shapes = new Shapes(problems);
  }

  /** One operand or a list of them; those that can be read. */
  ImmutableList<Operand> some(YamlNode node, String what) {
    return shapes.some(node, what).stream()
        .flatMap(item -> operand(item).stream())
        .collect(ImmutableList.toImmutableList());
  }

  /** Names and globs of a group: no group holds another. */
  ImmutableList<Operand> members(YamlNode node, String what) {
    ImmutableList.Builder<Operand> members = ImmutableList.builder();
    for (Operand operand : some(node, what)) {
      if (operand instanceof Operand.Group nested) {
        problems.error(
            FileProblem.NESTED_GROUP,
            nested.position(),
            what + " holds the group " + Words.quote(nested.text()),
            "what a group stands for is to be read in one place",
            "write the names of that group out, or allow both groups in one rule");
      } else {
        members.add(operand);
      }
    }
    return members.build();
  }

  /** Just one name: no glob, no group, no list. */
  Optional<Operand.Name> name(YamlNode node, String what) {
    Optional<YamlNode.Scalar> scalar = shapes.scalar(node, what);
    if (scalar.isEmpty()) {
      return Optional.empty();
    }
    String text = scalar.get().text();
    boolean group = text.startsWith("@");
    if (group || text.indexOf('*') >= 0) {
      problems.error(
          FileProblem.GLOB_NOT_ALLOWED,
          scalar.get().position(),
          what + " is the " + (group ? "group " : "glob ") + Words.quote(text) + ", not one name",
          "only `allow` and `deny` are about many fields; every other verb is about just one",
          "write one field name; for several fields, write one rule for each");
      return Optional.empty();
    }
    return operand(scalar.get())
        .filter(Operand.Name.class::isInstance)
        .map(Operand.Name.class::cast);
  }

  private Optional<Operand> operand(YamlNode.Scalar scalar) {
    String text = scalar.text();
    if (text.startsWith("@") && GroupReader.isName(text)) {
      return Optional.of(new Operand.Group(text, scalar.position()));
    }
    if (!FieldName.isToken(text)) {
      reportBad(scalar);
      return Optional.empty();
    }
    return Optional.of(
        text.indexOf('*') >= 0
            ? new Operand.Glob(text, scalar.position())
            : new Operand.Name(FieldName.of(text), scalar.position()));
  }

  private void reportBad(YamlNode.Scalar scalar) {
    String text = scalar.text();
    String fix = "write a name such as `X-Request-ID`";
    if (text.startsWith("@")) {
      fix = "a group's name is `@` and then letters, digits, `-`, `_` or `.`";
    } else if (text.endsWith(":")) {
      fix = "leave the `:` out";
    } else if (text.indexOf(',') >= 0 || text.indexOf(' ') >= 0) {
      fix = "for several names write a list: `[X-A, X-B]`";
    }
    problems.error(
        FileProblem.BAD_FIELD_NAME,
        scalar.position(),
        Words.quote(text) + " is no field name",
        "a name is letters, digits and ``!#$%&'*+-.^_`|~`` (RFC 9110, section 5.6.2)",
        fix);
  }
}
