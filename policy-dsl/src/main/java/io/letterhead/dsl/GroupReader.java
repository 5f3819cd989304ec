package io.letterhead.dsl;

import io.letterhead.policy.FieldGroup;
import java.util.Optional;

/** Reads the groups of a file. */
final class GroupReader {

  private final Problems problems;
  private final Shapes shapes;
  private final OperandReader operands;

  GroupReader(Problems problems) {
    this.problems = problems;
    this.shapes = new Shapes(problems);
    this.operands = new OperandReader(problems);
  }

  /** The groups under the key {@code groups}. */
  Declared<FieldGroup> read(YamlNode node) {
    Optional<YamlNode.Mapping> mapping = shapes.mapping(node, "`groups`");
    if (mapping.isEmpty()) {
      return Declared.notRead();
    }
    Declared.Builder<FieldGroup> groups = new Declared.Builder<>();
    for (YamlNode.Entry entry : mapping.get().entries()) {
      int before = problems.size();
      FieldGroup group = group(entry);
      groups.add(entry.key().text(), group, problems.size() == before);
    }
    return groups.build();
  }

  /** Whether the text is an {@code @} and a name. */
  static boolean isName(String text) {
    return text.startsWith("@") && Names.isName(text.substring(1));
  }

  private FieldGroup group(YamlNode.Entry entry) {
    YamlNode.Scalar key = entry.key();
    String what = "the group " + Words.quote(key.text());
    if (!isName(key.text())) {
      problems.error(
          FileProblem.BAD_GROUP_NAME,
          key.position(),
          Words.quote(key.text()) + " is no name of a group",
          "a group's name begins with `@`, so that a rule shows what is a group and what a field;"
              + " then come letters, digits, `-`, `_` or `.`",
          "write a name such as `\"@" + suggestion(key.text()) + "\"`, in quotes");
    }
    String name = key.text().startsWith("@") ? key.text() : "@" + key.text();
    return new FieldGroup(name, operands.members(entry.value(), what), key.position());
  }

  private static String suggestion(String text) {
    return Names.isName(text) && !CredentialShape.isIn(text) ? text : "my-fields";
  }
}
