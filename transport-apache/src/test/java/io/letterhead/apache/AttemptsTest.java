package io.letterhead.apache;

import static org.assertj.core.api.Assertions.assertThat;

import io.letterhead.conformance.OriginAnswer;
import io.letterhead.conformance.RecordingOrigin;
import io.letterhead.conformance.Responder;
import io.letterhead.conformance.Responders;
import io.letterhead.policy.PolicyGeneration;
import io.letterhead.policy.Rejection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.hc.client5.http.config.RequestConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** each attempt is decided by the policy and the secrets of its moment. */
class AttemptsTest {

  private static final String NEXT = "sk-next-7e1d0c9b8a";

  private final RecordingOrigin origin = RecordingOrigin.start();
  private final AtomicReference<PolicyGeneration> policy =
      new AtomicReference<>(Policies.anthropic(origin.uri().toString()));

  /** The clients that speak HTTP/1.1. */
  enum Client {
    CLASSIC,
    ASYNC;

    ClientUnderTest start(Supplier<PolicyGeneration> policies) {
      return this == CLASSIC
          ? new ClassicClient(
              PolicyHttpClient.of(policies)
                  .customize(builder -> builder.setRetryStrategy(new RetryOnce()))
                  .build())
          : AsyncClient.started(
              PolicyHttpAsyncClient.of(policies)
                  .customize(builder -> builder.setRetryStrategy(new RetryOnce()))
                  .build());
    }
  }

  @AfterEach
  void close() {
    origin.close();
  }

  @ParameterizedTest
  @EnumSource
  void aDroppedConnectionIsRetriedWithTheNextSecret(Client kind) throws Exception {
    origin.answerWith(turning(Responders.close(), OriginAnswer.of(200)));
    try (ClientUnderTest client = kind.start(policy::get)) {
      assertThat(client.send(request()).status()).isEqualTo(200);
    }
    assertKeys(Policies.SECRET, NEXT);
  }

  @ParameterizedTest
  @EnumSource
  void anUnavailableOriginIsRetriedWithTheNextSecret(Client kind) throws Exception {
    origin.answerWith(turning(OriginAnswer.of(503), OriginAnswer.of(200)));
    try (ClientUnderTest client = kind.start(policy::get)) {
      assertThat(client.send(request()).status()).isEqualTo(200);
    }
    assertKeys(Policies.SECRET, NEXT);
  }

  @ParameterizedTest
  @EnumSource
  void anUnavailableOriginThatEndsTheConnectionIsRetried(Client kind) throws Exception {
    origin.answerWith(
        turning(OriginAnswer.of(503).with("Connection", "close"), OriginAnswer.of(200)));
    try (ClientUnderTest client = kind.start(policy::get)) {
      assertThat(client.send(request()).status()).isEqualTo(200);
    }
    assertKeys(Policies.SECRET, NEXT);
  }

  @ParameterizedTest
  @EnumSource
  void aRedirectIsDecidedByTheNextPolicy(Client kind) throws Exception {
    origin.answerWith(
        turning(
            OriginAnswer.of(307).with("Location", "/v1/next").with("Connection", "close"),
            OriginAnswer.of(200)));
    try (ClientUnderTest client = kind.start(policy::get)) {
      assertThat(client.send(request()).status()).isEqualTo(200);
    }
    assertKeys(Policies.SECRET, NEXT);
  }

  @ParameterizedTest
  @EnumSource
  void aReloadWhoseSecretIsMissingSendsNothing(Client kind) throws Exception {
    origin.answerWith(
        (request, connection) -> {
          policy.set(generation(Map.of()));
          OriginAnswer.of(503).respond(request, connection);
        });
    try (ClientUnderTest client = kind.start(policy::get)) {
      ClientOutcome outcome = client.send(request());

      assertThat(outcome.refusal())
          .get()
          .extracting(RequestRefusedException::reason)
          .isEqualTo(Rejection.Reason.SECRET);
    }
    assertKeys(Policies.SECRET);
  }

  @ParameterizedTest
  @EnumSource
  void aRunningClientSeesAReloadWithItsNextRequest(Client kind) throws Exception {
    try (ClientUnderTest client = kind.start(policy::get)) {
      client.send(request());
      policy.set(generation(Map.of("anthropic", NEXT)));
      client.send(request());
    }
    assertKeys(Policies.SECRET, NEXT);
    assertThat(origin.connections()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void aPolicyThatCannotBeHadSendsNothing(Client kind) throws Exception {
    AtomicBoolean broken = new AtomicBoolean();
    PolicyGeneration known = Policies.anthropic(origin.uri().toString());
    Supplier<PolicyGeneration> policies =
        () -> {
          if (broken.get()) {
            throw new IllegalStateException("no policy");
          }
          return known;
        };
    try (ClientUnderTest client = kind.start(policies)) {
      broken.set(true);
      assertThat(client.send(request()).failure()).isNotNull();
      broken.set(false);
      assertThat(client.send(request()).status()).isEqualTo(200);
    }
    assertKeys(Policies.SECRET);
  }

  private AttackRequest request() {
    AttackRequest request = new AttackRequest(origin.uri()).field("x-api-key", ClientAttack.CANARY);
    request.context().setRequestConfig(RequestConfig.DEFAULT);
    return request;
  }

  /** Answers as the first says, swaps the secret meanwhile, and then answers as the second says. */
  private Responder turning(Responder first, Responder then) {
    return Responders.inTurn(
        (request, connection) -> {
          policy.set(generation(Map.of("anthropic", NEXT)));
          first.respond(request, connection);
        },
        then);
  }

  private PolicyGeneration generation(Map<String, String> secrets) {
    return Policies.generation(Policies.anthropicText(origin.uri().toString()), secrets);
  }

  private void assertKeys(String... keys) {
    assertThat(origin.requests())
        .flatExtracting(message -> message.valuesFolded("x-api-key"))
        .isEqualTo(List.of(keys));
  }
}
