package io.letterhead.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Holds a fuzz target to its committed corpus: the build fails where a target has too few inputs,
 * or where one of them was not run.
 */
final class CorpusRuns implements BeforeTestExecutionCallback, AfterAllCallback {

  private static final int FEWEST_INPUTS = 12;

  private int runs;

  @Override
  public void beforeTestExecution(ExtensionContext context) {
    runs++;
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    if (System.getenv("JAZZER_FUZZ") != null) {
      return; // the corpus is where the fuzzer begins
    }
    Class<?> target = context.getRequiredTestClass();
    Path corpus =
        Path.of("src/test/resources")
            .resolve(target.getPackageName().replace('.', '/'))
            .resolve(target.getSimpleName() + "Inputs");
    try (Stream<Path> files = Files.walk(corpus)) {
      int inputs = (int) files.filter(Files::isRegularFile).count();
      assertThat(inputs)
          .as("inputs of %s", target.getSimpleName())
          .isGreaterThanOrEqualTo(FEWEST_INPUTS);
      assertThat(runs).as("runs of %s", target.getSimpleName()).isGreaterThanOrEqualTo(inputs);
    }
  }
}
