package io.letterhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CheckFormatTest {

  private static final Map<String, List<String>> FILES =
      Map.of(
          "small", List.of(Run.SMALL),
          "broken", List.of(Run.BROKEN),
          "warned", List.of(Scenarios.WARNED),
          "several", List.of(Run.SMALL, Run.BROKEN, Scenarios.WARNED));

  @ParameterizedTest
  @CsvSource({
    "sarif, small, 0",
    "sarif, broken, 2",
    "sarif, warned, 0",
    "sarif, several, 2",
    "github, small, 0",
    "github, several, 2",
    "junit, small, 0",
    "junit, broken, 2",
    "junit, warned, 0",
    "junit, several, 2"
  })
  void aResultIsAsInItsGoldenFile(String format, String files, int code) throws IOException {
    Run run = Scenarios.check(format, FILES.getOrDefault(files, List.of()));

    assertThat(run.out().replace(Version.number(), "VERSION"))
        .isEqualTo(Run.golden("check-" + files + "." + format));
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isEqualTo(code);
  }

  @ParameterizedTest
  @EnumSource
  void theExitCodeIsThatOfTheTextAndNoSecretIsShown(CheckFormat format, @TempDir Path folder)
      throws IOException {
    Scenarios.in(folder)
        .forEach(
            (name, files) -> {
              Run run = Scenarios.check(format.toString(), files);
              assertThat(run.code()).as(name).isEqualTo(Scenarios.check("text", files).code());
              assertThat(run.out() + run.err())
                  .as(name)
                  .doesNotContain(Scenarios.SECRET, "hunter22", "\u001b");
            });
  }
}
