package io.letterhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.letterhead.cli.config.GatewaySettings;
import io.letterhead.dsl.PolicyFiles;
import io.letterhead.dsl.ProblemRenderer;
import io.letterhead.policy.CompiledPolicy;
import io.letterhead.policy.PlugIns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples' policies and configs are without a problem, and their pages are short. */
class ExamplePoliciesTest {

  private static final int MOST_LINES = 40;

  @TempDir private Path logs;

  static List<Path> policies() throws IOException {
    return ExampleFolder.files("letterhead.yaml");
  }

  static List<Path> pages() throws IOException {
    return ExampleFolder.files("README.md");
  }

  @ParameterizedTest
  @MethodSource("policies")
  void everyPolicyPassesItsCheckWithoutAWarning(Path policy) {
    Run run = Run.of("check", policy.toString());

    assertThat(run.code()).isZero();
    assertThat(run.out()).doesNotContain("warning:").doesNotContain("error:");
  }

  @ParameterizedTest
  @MethodSource("policies")
  void everyConfigLoadsBesideItsPolicy(Path policy) throws IOException {
    Path config = policy.resolveSibling("gateway.yaml");
    if (Files.exists(config)) {
      Path moved = logs.resolve("gateway.yaml");
      Files.writeString(
          moved, Files.readString(config).replace("/var/log/letterhead", logs.toString()));
      GatewaySettings settings = GatewayPage.settings(moved);
      CompiledPolicy compiled = PolicyFiles.compile(policy, PlugIns.installed());

      assertThat(settings.problems().text(ProblemRenderer.plain())).isEmpty();
      assertThat(settings.against(compiled).text(ProblemRenderer.plain())).isEmpty();
      assertThat(compiled.withCallers()).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyPageIsShortAndSaysWhatWasNotRun(Path page) throws IOException {
    assertThat(Files.readAllLines(page)).hasSizeLessThanOrEqualTo(MOST_LINES);
    if (!Files.exists(page.resolveSibling("pom.xml"))) {
      assertThat(Files.readString(page).replace('\n', ' ')).contains("*not run here*");
    }
  }

  @Test
  void allExamplesAreFound() throws IOException {
    assertThat(policies()).hasSize(6);
    assertThat(pages()).hasSize(7);
  }
}
