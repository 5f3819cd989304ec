package io.letterhead.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import io.letterhead.policy.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every problem has a page, and the pages' examples do what the pages say. */
class ProblemPagesTest {

  private static final Path PAGES = Path.of("../docs/problems");

  /** What no example on a page can show: see {@link GoldenFilesTest}. */
  private static final Set<String> WITHOUT_EXAMPLES =
      Set.of(
          "unreadable-file",
          "too-large",
          "too-many-states",
          "broken-guarantee",
          "callers-never-authenticated",
          "caller-key-brought");

  static Set<String> names() {
    return ProblemNames.all();
  }

  @Test
  void everyPageIsAboutAProblem() throws IOException {
    Set<String> pages = new TreeSet<>();
    try (Stream<Path> files = Files.list(PAGES)) {
      files.forEach(file -> pages.add(file.getFileName().toString().replace(".md", "")));
    }

    Set<String> known = new TreeSet<>(ProblemNames.all());
    known.addAll(ProblemNames.ofConfigurations());
    assertThat(known).contains("bad-duration");
    assertThat(pages).isEqualTo(known);
  }

  @ParameterizedTest
  @MethodSource("names")
  void aPageSaysWhatToAvoidAndWhatToPrefer(String name) throws IOException {
    String page = Files.readString(PAGES.resolve(name + ".md"));

    assertThat(page).startsWith("# " + name + "\n");
    assertThat(page.lines().filter(line -> line.startsWith("## ")))
        .containsExactly("## Summary", "## Avoid", "## Prefer", "## Why");
  }

  @ParameterizedTest
  @MethodSource("names")
  void theExamplesShowTheProblemAndTheRemedy(String name) throws IOException {
    List<String> examples = MarkdownExamples.in(PAGES.resolve(name + ".md"));
    if (WITHOUT_EXAMPLES.contains(name)) {
      assertThat(examples).isEmpty();
      return;
    }

    assertThat(examples).hasSize(2);
    assertThat(problems(examples.get(0))).contains(name);
    assertThat(problems(examples.get(1))).isEmpty();
  }

  private static List<String> problems(String text) {
    return TestPolicies.load("example.yaml", text).problems().stream().map(Problem::name).toList();
  }
}
