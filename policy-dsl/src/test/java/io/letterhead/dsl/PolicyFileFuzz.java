package io.letterhead.dsl;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Any text as a policy file, or a whole policy with any edits and with secrets where none belong:
 * {@link LoadLaws} hold, and no such secret is shown.
 */
@ExtendWith(CorpusRuns.class)
class PolicyFileFuzz {

  @FuzzTest(maxDuration = "10m")
  void everyTextLoadsOrIsExplained(FuzzedDataProvider data) {
    if (data.consumeBoolean()) {
      LoadLaws.check(data.consumeRemainingAsString().replace(EditedPolicy.MARK, ""));
    } else {
      LoadLaws.check(EditedPolicy.of(data));
    }
  }
}
