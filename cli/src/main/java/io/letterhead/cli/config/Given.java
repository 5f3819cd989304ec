package io.letterhead.cli.config;

import com.google.common.collect.ImmutableList;
import io.letterhead.dsl.Words;
import io.letterhead.dsl.YamlFile;
import io.letterhead.dsl.YamlNode;
import io.letterhead.policy.Position;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What is given for a setting, and where: problems with it are told there.
 *
 * @param setting the setting
 * @param file the file, or the flag or variable as if it were one
 * @param node the value
 * @param source what it is given by
 * @param folder what relative paths start from
 */
record Given(Setting setting, YamlFile file, YamlNode node, Source source, Path folder) {

  /** The key in backticks. */
  String what() {
    return Words.quote(setting.key());
  }

  /** The value as one word, if it is one. */
  Optional<YamlNode.Scalar> word() {
    return file.shapes().scalar(node, what());
  }

  /** The value as words, if it is a list of some or one alone. */
  ImmutableList<YamlNode.Scalar> words() {
    return file.shapes().some(node, what());
  }

  /** The entries of the value, if it is a mapping that has some. */
  ImmutableList<YamlNode.Entry> entries() {
    Optional<YamlNode.Mapping> mapping = file.shapes().mapping(node, what());
    if (mapping.isEmpty()) {
      file.hide(node);
      return ImmutableList.of();
    }
    if (mapping.get().entries().isEmpty()) {
      file.shapes()
          .missing(node.position(), what(), "an empty one would mean nothing, or everything");
    }
    return mapping.get().entries();
  }

  /** Adds a problem. */
  void error(ConfigProblem problem, Position at, String message, String why, String fix) {
    file.error(problem.title(), at, message, why, fix);
  }

  /** Shows nothing of the value. */
  @Override
  public String toString() {
    return setting.key() + " at " + node.position();
  }
}
