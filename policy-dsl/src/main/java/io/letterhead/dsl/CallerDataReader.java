package io.letterhead.dsl;

import com.google.common.collect.ImmutableSet;
import io.letterhead.policy.FieldName;
import io.letterhead.policy.Operand;
import io.letterhead.policy.Positioned;
import java.util.Optional;

/** Reads which field carries callers' data, and which key of it holds fields for a provider. */
final class CallerDataReader {

  static final String CALLER_DATA = "caller-data";

  static final String HEADER = "header";
  static final String HEADERS = "headers";

  /** Stands for a carrier that could not be read, so that nobody is told that there is none. */
  private static final String UNREAD = "Unread-Caller-Data";

  private final Shapes shapes;
  private final Masks masks;
  private final OperandReader operands;
  private final WordReader words;

  CallerDataReader(Problems problems, Masks masks) {
    this.shapes = new Shapes(problems);
    this.masks = masks;
    this.operands = new OperandReader(problems);
    this.words = new WordReader(problems, masks);
  }

  /** The carrier that a file declares. */
  Optional<Operand.Name> carrier(YamlNode.Mapping file) {
    Optional<YamlNode> section = Shapes.find(file, CALLER_DATA);
    return section.map(
        node ->
            key(node, HEADER)
                .flatMap(name -> operands.name(name, "`header` of `caller-data`"))
                .orElse(new Operand.Name(FieldName.of(UNREAD), node.position())));
  }

  /** The key of the data that holds fields for a provider. */
  Optional<Positioned> headers(YamlNode.Mapping provider) {
    return Shapes.find(provider, CALLER_DATA)
        .flatMap(node -> key(node, HEADERS))
        .flatMap(key -> words.dataKey(key, "`headers` of `caller-data`"));
  }

  /** The value of the one key that the section has. */
  private Optional<YamlNode> key(YamlNode node, String key) {
    String what = Words.quote(CALLER_DATA);
    Optional<YamlNode.Mapping> mapping = shapes.mapping(node, what);
    if (mapping.isEmpty()) {
      return Optional.empty();
    }
    masks.hideUnknown(mapping.get(), ImmutableSet.of(key));
    shapes.refuseOthers(mapping.get(), what, ImmutableSet.of(key));
    boolean mistyped = !mapping.get().entries().isEmpty();
    return mistyped
        ? Shapes.find(mapping.get(), key) // a key that is not there is a misspelt one
        : shapes.required(mapping.get(), key, node.position(), what);
  }
}
