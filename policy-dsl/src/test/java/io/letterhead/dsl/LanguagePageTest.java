package io.letterhead.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import io.letterhead.policy.PlugIns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The policies that users read first load without a problem. */
class LanguagePageTest {

  private static final Path PAGE = Path.of("../docs/language.md");

  @Test
  void everyPolicyOfTheLanguagePageLoads() throws IOException {
    List<String> policies = MarkdownExamples.in(PAGE);

    assertThat(policies).hasSizeGreaterThan(4);
    assertThat(policies).allSatisfy(LanguagePageTest::assertLoads);
  }

  @Test
  void everyExamplePolicyLoads() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("../examples"))) {
      List<Path> policies = files.filter(file -> file.toString().endsWith(".yaml")).toList();
      assertThat(policies).isNotEmpty();
      for (Path policy : policies) {
        assertLoads(Files.readString(policy));
      }
    }
  }

  @Test
  void theProblemThatThePageShowsIsTheOneThatIsReported() throws IOException {
    String text =
        "version: 1\n"
            + "\n".repeat(7)
            + """
        providers:
          vllm:
            origin: http://localhost:8000
            rules:
            - rename: X-Key
              to: X-Api-Key
        """;
    Loaded loaded = PolicyFiles.load("letterhead.yaml", text, PlugIns.installed());

    assertThat(Files.readString(PAGE))
        .contains("```text\n" + ProblemRenderer.plain().render(loaded));
  }

  private static void assertLoads(String text) {
    Loaded loaded = PolicyFiles.load("example.yaml", text, PlugIns.installed());
    assertThat(ProblemRenderer.plain().render(loaded)).isEmpty();
  }
}
