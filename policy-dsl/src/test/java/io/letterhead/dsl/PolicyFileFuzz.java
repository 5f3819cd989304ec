package io.letterhead.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.letterhead.policy.PlugIns;

/** Any text as a policy file: it loads, or says what is wrong at a place that the file has. */
class PolicyFileFuzz {

  private static final PlugIns PLUG_INS = PlugIns.installed();

  @FuzzTest(maxDuration = "10m")
  void everyTextLoadsOrIsExplained(FuzzedDataProvider data) {
    String text = data.consumeRemainingAsString();
    Loaded loaded = PolicyFiles.load("fuzz.yaml", text, PLUG_INS);

    assertThat(loaded.policy().isEmpty()).isEqualTo(loaded.hasErrors());
    loaded
        .problems()
        .forEach(
            problem -> {
              assertThat(problem.position().line()).isBetween(1, (int) text.lines().count() + 1);
              assertThat(problem.position().column()).isPositive();
            });
  }
}
