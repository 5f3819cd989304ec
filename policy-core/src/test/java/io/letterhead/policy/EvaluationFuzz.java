package io.letterhead.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

/**
 * Any bytes as a request: it leaves with the policy's own fields, or it is rejected by its name.
 */
class EvaluationFuzz {

  private static final Exchange EXCHANGE = Exchange.under(Laws.RULES.toArray(Rule[]::new));

  @FuzzTest(maxDuration = "10m")
  void noRequestReplacesACredential(FuzzedDataProvider data) {
    RequestTarget target;
    try {
      target = RequestTarget.parse("/" + data.consumeString(40));
    } catch (RejectedException refused) {
      assertThat(refused.rejection().reason()).isEqualTo(Rejection.Reason.MALFORMED_TARGET);
      return;
    }
    RequestHead.Builder head = RequestHead.builder(data.consumeString(8), target);
    while (data.remainingBytes() > 0) {
      head.add(data.consumeString(16), data.consumeString(32));
    }
    Exchange.Outcome outcome = EXCHANGE.send(head.build());
    if (outcome.decision() instanceof Decision.Forward forward) {
      assertThat(forward.target()).startsWith("/").matches("[!-~]+");
      assertThat(outcome.fields().stream().filter(f -> sealed(f)).toList())
          .containsExactlyInAnyOrder("Authorization: Bearer " + Exchange.KEY, "X-Source: gateway");
    }
  }

  private static boolean sealed(String field) {
    String name = FieldName.fold(field.substring(0, field.indexOf(':')));
    return name.equals("authorization") || name.equals("x-source") || name.equals("x-api-key");
  }
}
