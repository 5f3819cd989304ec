package io.letterhead.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import io.letterhead.policy.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every file under {@code bad/} has just the problems, and the carets, of its expected text. */
class GoldenFilesTest {

  private static final Path BAD = Path.of("src/test/resources/bad");

  /**
   * What no readable file of a reviewable size has, tested by {@link PolicyFilesTest}; and what no
   * file at all has, tested beside the compiler: what only a wrong compiler or a gateway without
   * callers makes of it.
   */
  private static final Set<String> NO_TEXT =
      Set.of(
          "unreadable-file",
          "too-large",
          "too-many-states",
          "broken-guarantee",
          "callers-never-authenticated",
          "caller-key-brought");

  static List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(BAD)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".yaml"))
          .map(name -> name.substring(0, name.length() - ".yaml".length()))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void aBadFileHasTheExpectedProblems(String name) throws IOException {
    assertThat(ProblemRenderer.plain().render(load(name)))
        .isEqualTo(Files.readString(BAD.resolve(name + ".expected")));
  }

  @ParameterizedTest
  @MethodSource("names")
  void anExpectedTextHasAFile(String name) {
    assertThat(BAD.resolve(name + ".expected")).exists();
  }

  @Test
  void everyProblemHasAFileThatShowsIt() throws IOException {
    assertThat(ProblemNames.ofCompiler()).contains("sealed-target", "unknown-secret");
    for (String name : ProblemNames.all()) {
      if (!NO_TEXT.contains(name)) {
        assertThat(load(name).problems()).as(name).extracting(Problem::name).contains(name);
      }
    }
  }

  private static Loaded load(String name) throws IOException {
    String text = Files.readString(BAD.resolve(name + ".yaml"));
    return TestPolicies.load(name + ".yaml", text);
  }
}
