package io.letterhead.dsl;

import io.letterhead.policy.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The names of all problems that a policy file can have. */
final class ProblemNames {

  private static final Pattern NAMED =
      Pattern.compile("\\bProblem\\s*\\.(?:error|warning)\\(\\s*\"([a-z-]+)\"");

  private static final Pattern CONSTANT = Pattern.compile("\\b[A-Z_]+\\(\"([a-z-]+)\"\\)");

  private ProblemNames() {}

  /** Those of reading a file. */
  static Set<String> ofFiles() {
    Set<String> names = new TreeSet<>();
    Arrays.stream(FileProblem.values()).map(FileProblem::title).forEach(names::add);
    return names;
  }

  /** Those of the compiler, as its sources name them at each {@link Problem}. */
  static Set<String> ofCompiler() {
    Set<String> names = new TreeSet<>();
    try (Stream<Path> sources = Files.walk(Path.of("../policy-core/src/main/java"))) {
      for (Path source : sources.filter(path -> path.toString().endsWith(".java")).toList()) {
        NAMED
            .matcher(Files.readString(source))
            .results()
            .forEach(match -> names.add(match.group(1)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return names;
  }

  /** Those that only the gateway's configuration has; the command tests their pages. */
  static Set<String> ofConfigurations() {
    Path names = Path.of("../cli/src/main/java/io/letterhead/cli/config/ConfigProblem.java");
    try {
      return CONSTANT
          .matcher(Files.readString(names))
          .results()
          .map(match -> match.group(1))
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Set<String> all() {
    Set<String> all = new TreeSet<>(ofFiles());
    all.addAll(ofCompiler());
    return all;
  }
}
