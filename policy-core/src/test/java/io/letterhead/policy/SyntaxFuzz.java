package io.letterhead.policy;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.api.extension.ExtendWith;

/** Any text as a name, a value, a target, a list of names, a query: all readers agree on it. */
@ExtendWith(CorpusRuns.class)
class SyntaxFuzz {

  @FuzzTest(maxDuration = "10m")
  void everyTextIsJudgedInOneWay(FuzzedDataProvider data) {
    String text = data.consumeRemainingAsString();

    NameLaws.check(text);
    ValueLaws.check(text);
    NominationLaws.check(text);
    TargetLaws.check(text);
    TargetLaws.check("/" + text);
    TargetLaws.check("/?" + text);
  }
}
