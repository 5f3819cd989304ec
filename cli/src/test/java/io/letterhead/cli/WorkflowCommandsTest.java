package io.letterhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkflowCommandsTest {

  /** One whole command, whose properties hold none of what would end them. */
  private static final String COMMAND =
      "::(error|warning) file=[^,:\\p{Cntrl}]+,line=\\d+,col=\\d+,endColumn=\\d+"
          + ",title=[a-z-]+::[^\\p{Cntrl}]+";

  private static final String SUMMARY = "GitHub shows the first 10 errors .*";

  @TempDir private Path folder;

  @Test
  void everyLineIsOneCommand() throws IOException {
    for (Map.Entry<String, List<String>> scenario : Scenarios.in(folder).entrySet()) {
      assertThat(Scenarios.check("github", scenario.getValue()).out().lines())
          .as(scenario.getKey())
          .allMatch(line -> line.matches(COMMAND) || line.matches(SUMMARY));
    }
  }

  @Test
  void aCheckWithoutProblemsPrintsNothing() {
    assertThat(Scenarios.check("github", List.of(Run.SMALL)).out()).isEmpty();
  }

  @Test
  void whatEndsAPropertyOrALineIsEscaped() throws IOException {
    List<String> hostile = Scenarios.in(folder).getOrDefault("a hostile name and text", List.of());

    assertThat(Scenarios.check("github", hostile).out().lines())
        .isNotEmpty()
        .allSatisfy(line -> assertThat(line).contains("/a b%2Cc;d&<\"'%2541]]>", "%0A%3A%3Aerror"));
  }

  @Test
  void aStepThatGitHubCutsShortSaysSo() throws IOException {
    List<String> many = Scenarios.in(folder).getOrDefault("one file many times", List.of());

    assertThat(Scenarios.check("github", many).out().lines())
        .hasSize(13)
        .last()
        .asString()
        .endsWith("this log has all, 12 and 0.");
  }
}
