package io.letterhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProblemPageTest {

  static List<String> names() throws IOException {
    try (Stream<Path> pages = Files.list(Path.of("../docs/problems"))) {
      return pages.map(page -> page.getFileName().toString().replace(".md", "")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void theCommandHasEveryPage(String name) {
    assertThat(ProblemPage.of(name))
        .hasValueSatisfying(
            page -> {
              assertThat(page.summary()).isNotEmpty().doesNotContain("##");
              assertThat(page.why()).isNotEmpty().doesNotContain("##");
            });
  }

  @Test
  void aProblemOfNobodyHasNone() {
    assertThat(ProblemPage.of("no-such-problem")).isEmpty();
  }
}
