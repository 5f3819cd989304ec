package io.letterhead.cli.config;

import com.google.common.collect.ImmutableSet;
import io.letterhead.dsl.Shapes;
import io.letterhead.dsl.Words;
import io.letterhead.dsl.YamlNode;
import io.letterhead.vertx.Records.AccessLogTo;
import java.nio.file.Path;
import java.util.Optional;

/** Reads what is written down, and whether the policy is obeyed. */
final class RecordsReader {

  private static final String FILE = "file";

  private RecordsReader() {}

  /** Where the access log goes. */
  static AccessLogTo accessLog(Given given) {
    AccessLogTo nowhere = new AccessLogTo.Nowhere();
    if (given.node() instanceof YamlNode.Mapping mapping) {
      Shapes shapes = given.file().shapes();
      shapes.refuseOthers(mapping, given.what(), ImmutableSet.of(FILE));
      return shapes
          .required(mapping, FILE, given.node().position(), given.what())
          .flatMap(node -> shapes.scalar(node, "`file`"))
          .flatMap(word -> written(given, word))
          .<AccessLogTo>map(AccessLogTo.File::new)
          .orElse(nowhere);
    }
    Optional<YamlNode.Scalar> word = given.word();
    if (word.isEmpty()) {
      return nowhere;
    }
    return switch (word.get().text()) {
      case "off" -> nowhere;
      case "on" -> new AccessLogTo.StandardError();
      default -> {
        badWord(given, word.get(), "write `off`, `on`, or `file: PATH` under it");
        yield nowhere;
      }
    };
  }

  /** The file of decisions. */
  static Optional<Path> audit(Given given) {
    return given.word().flatMap(word -> written(given, word));
  }

  /** Whether what the policy rejects is rejected. */
  static boolean isEnforcing(Given given) {
    Optional<YamlNode.Scalar> word = given.word();
    if (word.isPresent() && !word.get().text().matches("enforce|report")) {
      badWord(given, word.get(), "write `enforce` or `report`");
    }
    return word.isEmpty() || !word.get().text().equals("report");
  }

  private static Optional<Path> written(Given given, YamlNode.Scalar word) {
    return FileReader.path(given, word).filter(file -> FileReader.isWritable(given, word, file));
  }

  private static void badWord(Given given, YamlNode.Scalar word, String fix) {
    given.error(
        ConfigProblem.BAD_WORD,
        word.position(),
        given.what() + " is " + Words.quote(word.text()),
        "it is one of few words, and another could be taken for either",
        fix);
  }
}
