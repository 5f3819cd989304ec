package io.letterhead.vertx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.letterhead.conformance.OriginAnswer;
import io.letterhead.conformance.RecordingOrigin;
import io.letterhead.conformance.Responders;
import io.letterhead.conformance.WireMessage;
import io.letterhead.policy.PolicyGeneration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OriginHealthTest {

  private RecordingOrigin origin;

  @BeforeEach
  void start() {
    origin = RecordingOrigin.start();
  }

  @AfterEach
  void close() {
    origin.close();
  }

  @Test
  void itAsksAtTheOriginsRootWithTheCredential() throws Exception {
    assertThat(ask(Policies.anthropic(origin.uri() + "/base/v1"))).isEqualTo(OriginHealth.UP);

    WireMessage asked = origin.requests().get(0);
    assertThat(asked.startLine()).isEqualTo("GET /health HTTP/1.1");
    assertThat(asked.values("x-api-key")).containsExactly(Policies.SECRET);
  }

  @Test
  void everyQuestionHasAConnectionOfItsOwn() throws Exception {
    origin.answerWith(
        Responders.inTurn(OriginAnswer.of(503), OriginAnswer.of(503), OriginAnswer.of(204)));
    try (OriginHealth health = health(Policies.anthropic(origin.uri().toString()))) {
      assertThat(List.of(ask(health), ask(health), ask(health)))
          .containsExactly("status 503", "status 503", OriginHealth.UP);
    }
    assertThat(origin.requests().stream().map(WireMessage::connection)).doesNotHaveDuplicates();
  }

  @Test
  void aRedirectIsNotFollowedAndIsNoYes() throws Exception {
    origin.answerWith(Responders.redirect(302, origin.uri() + "/login"));

    assertThat(ask(Policies.anthropic(origin.uri().toString()))).isEqualTo("status 302");
    assertThat(origin.requests()).hasSize(1);
  }

  @Test
  void silenceIsNoAfterTwoSeconds() throws Exception {
    origin.answerWith(Responders.stall());

    assertThat(ask(Policies.anthropic(origin.uri().toString())))
        .isEqualTo("no answer: upstream-timeout");
  }

  @Test
  void nobodyThereIsNo() throws Exception {
    String gone = origin.uri().toString();
    origin.close();

    assertThat(ask(Policies.anthropic(gone))).isEqualTo("no answer: upstream-unreachable");
  }

  @Test
  void anUnknownProviderCannotBeAsked() {
    Revision revision =
        new Revision("1", Policies.anthropic(origin.uri().toString()), Running.config());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> OriginHealth.of(revision, "nobody", "/health"))
        .withMessage("the policy has no provider nobody");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OriginHealth.of(revision, "anthropic", "health"))
        .withMessage("path: no request target");
  }

  private static String ask(PolicyGeneration policy) throws Exception {
    try (OriginHealth health = health(policy)) {
      return ask(health);
    }
  }

  private static String ask(OriginHealth health) throws Exception {
    return health.ask().toCompletableFuture().get(Running.LIMIT.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static OriginHealth health(PolicyGeneration policy) {
    return OriginHealth.of(new Revision("1", policy, Running.config()), "anthropic", "/health");
  }
}
