package io.letterhead.cli.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every config under {@code bad/} has just the problems, and the carets, of its expected text. */
class ConfigGoldenTest {

  private static final Path BAD = ConfigExamples.FOLDER.resolve("bad");

  static List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(BAD)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".yaml"))
          .map(name -> name.replace(".yaml", ""))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void aBadConfigHasTheExpectedProblems(String name) throws IOException {
    String text = ConfigExamples.text(ConfigExamples.load(BAD.resolve(name + ".yaml")));

    assertThat(text.replace(BAD + "/", ""))
        .isEqualTo(Files.readString(BAD.resolve(name + ".expected")));
  }

  @Test
  void everyProblemHasAConfigThatShowsIt() throws IOException {
    assertThat(names())
        .containsAll(
            Arrays.stream(ConfigProblem.values())
                .filter(each -> each != ConfigProblem.UNKNOWN_VARIABLE)
                .map(ConfigProblem::title)
                .toList());
    for (String name : names()) {
      assertThat(Files.readString(BAD.resolve(name + ".expected")))
          .contains("[" + name.replace("-userinfo", "") + "]")
          .doesNotContain("hush", "my-secret-key");
    }
  }
}
