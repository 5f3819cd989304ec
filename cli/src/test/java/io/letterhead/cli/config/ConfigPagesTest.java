package io.letterhead.cli.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every problem of configs has a page, and the pages' examples do what the pages say. */
class ConfigPagesTest {

  private static final Path PAGES = Path.of("../docs/problems");

  private static final Pattern BLOCK =
      Pattern.compile("^```yaml\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);

  private static final Pattern ASSIGNMENT = Pattern.compile("\\$ (LETTERHEAD_\\w+)=(\\S+) ");

  @ParameterizedTest
  @EnumSource(ConfigProblem.class)
  void aPageSaysWhatToAvoidAndWhatToPrefer(ConfigProblem problem) throws IOException {
    String page = Files.readString(page(problem));

    assertThat(page).startsWith("# " + problem.title() + "\n");
    assertThat(page.lines().filter(line -> line.startsWith("## ")))
        .containsExactly("## Summary", "## Avoid", "## Prefer", "## Why");
  }

  @ParameterizedTest
  @EnumSource(
      value = ConfigProblem.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = "UNKNOWN_VARIABLE")
  void theExamplesShowTheProblemAndTheRemedy(ConfigProblem problem, @TempDir Path folder)
      throws IOException {
    List<String> examples =
        BLOCK.matcher(Files.readString(page(problem))).results().map(m -> m.group(1)).toList();

    PemFiles.layOut(folder);
    assertThat(examples).hasSize(2);
    assertThat(ConfigExamples.names(ConfigExamples.load(folder, examples.get(0))))
        .containsExactly(problem.title());
    assertThat(ConfigExamples.names(ConfigExamples.load(folder, examples.get(1)))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(value = ConfigProblem.class, names = "UNKNOWN_VARIABLE")
  void theVariablesShowTheProblemAndTheRemedy(ConfigProblem problem) throws IOException {
    List<GatewaySettings> examples =
        ASSIGNMENT
            .matcher(Files.readString(page(problem)))
            .results()
            .map(match -> ConfigExamples.variable(match.group(1), match.group(2)))
            .toList();

    assertThat(examples).hasSize(2);
    assertThat(ConfigExamples.names(examples.get(0))).containsExactly(problem.title());
    assertThat(ConfigExamples.names(examples.get(1))).isEmpty();
  }

  private static Path page(ConfigProblem problem) {
    return PAGES.resolve(problem.title() + ".md");
  }
}
