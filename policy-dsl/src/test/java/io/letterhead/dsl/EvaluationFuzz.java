package io.letterhead.dsl;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.letterhead.policy.Decision;
import io.letterhead.policy.OutboundHead;
import io.letterhead.policy.RejectedException;
import io.letterhead.policy.RequestTarget;
import org.junit.jupiter.api.extension.ExtendWith;

/** Any bytes as a request under one of four rich policies: {@link EvaluationLaws} hold. */
@ExtendWith(CorpusRuns.class)
class EvaluationFuzz {

  @FuzzTest(maxDuration = "10m")
  void everyRequestLeavesAsThePolicySaysOrNotAtAll(FuzzedDataProvider data) {
    FuzzedPolicy policy = data.pickValue(FuzzedPolicy.values());
    FuzzedRequest request;
    try {
      request = FuzzedRequest.of(data);
    } catch (RejectedException refused) {
      return; // its syntax is for SyntaxFuzz
    }
    OutboundHead out = new OutboundHead();
    Decision decision = policy.evaluate(request.head(), out);

    EvaluationLaws laws = new EvaluationLaws(policy, request);
    laws.checkAgain(decision, out);
    if (decision instanceof Decision.Reject reject) {
      laws.checkRejection(reject.rejection());
    } else if (decision instanceof Decision.Forward forward) {
      laws.checkTarget(RequestTarget.parse(forward.target()));
      laws.checkFields(out);
    }
    laws.checkResponse();
  }
}
