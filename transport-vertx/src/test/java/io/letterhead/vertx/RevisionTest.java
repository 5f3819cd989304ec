package io.letterhead.vertx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.common.collect.ImmutableMap;
import io.letterhead.conformance.RecordingOrigin;
import io.letterhead.policy.PolicyGeneration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Revisions that replace each other in a gateway that runs. */
class RevisionTest {

  @Test
  void aRevisionReplacesAnotherWhole() throws Exception {
    RecordingOrigin origin = RecordingOrigin.start();
    try (Running running = Running.start(origin)) {
      assertThat(running.exchange(Running.get("/anthropic/v1/x")).status()).isEqualTo(200);
      PolicyGeneration next =
          Policies.generation(
              Map.of("new", "new-secret-1"),
              Policies.provider(
                  "renamed", origin.uri().toString(), Policies.inject("x-api-key", "new")));
      running
          .gateway()
          .replace(
              new Revision(
                  "2",
                  next,
                  Running.config().toBuilder().routes(ImmutableMap.of("/llm", "renamed")).build()));
      assertThat(running.exchange(Running.get("/renamed/v1/x")).status()).isEqualTo(200);
      assertThat(running.exchange(Running.get("/llm/v1/y")).status()).isEqualTo(200);
    }
    assertThat(origin.requests().get(1).values("x-api-key")).containsExactly("new-secret-1");
    assertThat(origin.requests().stream().map(r -> r.target()))
        .containsExactly("/v1/x", "/v1/x", "/v1/y");
  }

  @Test
  void aRevisionThatDoesNotGoTogetherLeavesTheOneInForce() throws Exception {
    RecordingOrigin origin = RecordingOrigin.start();
    try (Running running = Running.start(origin)) {
      GatewayConfig lost =
          Running.config().toBuilder().routes(ImmutableMap.of("/llm", "nobody")).build();
      PolicyGeneration policy = Policies.anthropic(origin.uri().toString());
      assertThatIllegalArgumentException()
          .isThrownBy(() -> running.gateway().replace(new Revision("2", policy, lost)))
          .withMessageContaining("nobody");
      assertThat(running.exchange(Running.get("/anthropic/v1/x")).status()).isEqualTo(200);
    }
  }

  @Test
  void whatServersAndPoolsAreMadeOfWaitsForANewStart() throws Exception {
    RecordingOrigin origin = RecordingOrigin.start();
    PolicyGeneration policy = Policies.anthropic(origin.uri().toString());
    try (Running running = Running.start(origin)) {
      assertThat(running.gateway().replace(new Revision("2", policy, Running.config()))).isEmpty();
      assertThat(
              running
                  .gateway()
                  .replace(
                      new Revision(
                          "3",
                          policy,
                          Running.config()
                              .withListen("127.0.0.1", 1)
                              .withLimits(new Limits(7, 32 * 1024, 3, 10_000)))))
          .containsExactly("listen", "limits.fields");
      assertThat(running.exchange(Running.post("/v1/x", "four")).status()).isEqualTo(413);
    }
  }
}
