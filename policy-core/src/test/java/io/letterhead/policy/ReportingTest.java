package io.letterhead.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A policy whose {@code reject} is only reported. */
class ReportingTest {

  private static final PolicyGeneration STRICT =
      PolicyGeneration.standIns(
          CompiledPolicy.compile(
              Policy.of(
                  ImmutableList.of(),
                  ImmutableList.of(),
                  ImmutableList.of(),
                  ImmutableList.of(
                      Provider.builder("model", Origin.parse("https://model.example"))
                          .rules(
                              new Rules(
                                  ImmutableList.of(
                                      new Rule.Allow(
                                          ImmutableList.of(Operand.Name.of("X-Tier")),
                                          ImmutableList.of(
                                              new Guard.OneOf(ImmutableSet.of("gold"))),
                                          Terms.IN_CODE),
                                      new Rule.Deny(
                                          ImmutableList.of(Operand.Name.of("X-Bad")),
                                          Terms.IN_CODE)),
                                  ImmutableList.of(),
                                  ImmutableSet.of(
                                      Removal.SEALED, Removal.DENIED, Removal.UNLISTED)))
                          .build())),
              PlugIns.installed()));

  @Test
  void whatRejectWouldRejectIsRemovedAndReported() {
    OutboundHead leaves = new OutboundHead();

    Decision decision = decide(STRICT.reporting(), leaves, "X-Api-Key", "X-Bad", "X-Other");

    assertThat(decision).isInstanceOf(Decision.Forward.class);
    assertThat(leaves.size()).isZero();
    assertThat(leaves.removedSize()).isEqualTo(3);
    assertThat(leaves.tolerated())
        .extracting(Rejection::reason)
        .containsExactly(
            Rejection.Reason.SEALED, Rejection.Reason.DENIED, Rejection.Reason.UNLISTED);
  }

  @Test
  void theGenerationItselfGoesOnRejecting() {
    STRICT.reporting();
    OutboundHead leaves = new OutboundHead();

    assertThat(decide(STRICT, leaves, "X-Bad")).isInstanceOf(Decision.Reject.class);
    assertThat(leaves.tolerated()).isEmpty();
  }

  @Test
  void everyOtherRejectionStays() {
    assertThat(decide(STRICT.reporting(), new OutboundHead(), "X-Tier"))
        .isInstanceOfSatisfying(
            Decision.Reject.class,
            reject -> assertThat(reject.rejection().reason()).isEqualTo(Rejection.Reason.GUARD));
  }

  @Test
  void anAbsentProfileIsToldAsSuch() {
    assertThat(STRICT.policy().providers().get("model"))
        .extracting(ProviderPolicy::profile)
        .isEqualTo(Optional.empty());
  }

  private static Decision decide(
      PolicyGeneration generation, OutboundHead leaves, String... names) {
    RequestHead.Builder head = RequestHead.builder("GET", RequestTarget.parse("/"));
    for (String name : names) {
      head.add(name, "lead");
    }
    return generation.evaluate(
        generation.policy().providers().values().asList().get(0), head.build(), leaves);
  }
}
