package io.letterhead.apache;

import static org.assertj.core.api.Assertions.assertThat;

import io.letterhead.conformance.OriginAnswer;
import io.letterhead.conformance.RecordingOrigin;
import io.letterhead.conformance.WireMessage;
import io.letterhead.policy.PolicyGeneration;
import io.letterhead.policy.Rejection.Reason;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Requests to origins that no provider names. */
class ElsewhereTest {

  private final RecordingOrigin provider = RecordingOrigin.start();
  private final RecordingOrigin elsewhere = RecordingOrigin.start();
  private final PolicyGeneration policy =
      Policies.generation(
          """
          version: 1
          secrets:
            key: { map: key }
          caller-data: { header: X-Data }
          providers:
            anthropic:
              origin: %s
              rules:
                - inject: x-api-key
                  from-secret: key
                  as: raw
          """
              .formatted(provider.uri()),
          Map.of("key", Policies.SECRET));

  /** The clients, which may send elsewhere or not. */
  enum Client {
    CLASSIC,
    ASYNC;

    ClientUnderTest start(PolicyGeneration policy, boolean elsewhere) {
      if (this == CLASSIC) {
        PolicyHttpClient client = PolicyHttpClient.of(policy);
        return new ClassicClient(
            (elsewhere ? client.sendElsewhereWithoutSecrets() : client).build());
      }
      PolicyHttpAsyncClient client = PolicyHttpAsyncClient.of(policy);
      return AsyncClient.started(
          (elsewhere ? client.sendElsewhereWithoutSecrets() : client).build());
    }
  }

  @AfterEach
  void close() {
    provider.close();
    elsewhere.close();
  }

  @ParameterizedTest
  @EnumSource
  void areRefusedUnlessTheApplicationSaysOtherwise(Client kind) throws Exception {
    try (ClientUnderTest client = kind.start(policy, false)) {
      assertThat(reason(client.send(new AttackRequest(elsewhere.uri()))))
          .isEqualTo(Reason.NO_PROVIDER);
    }
    assertThat(elsewhere.requests()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void leaveAsTheCallerWroteThemWithoutSecretsDataAndHops(Client kind) throws Exception {
    try (ClientUnderTest client = kind.start(policy, true)) {
      AttackRequest request =
          new AttackRequest(elsewhere.uri())
              .field("Authorization", "Bearer own")
              .field("x-api-key", "own")
              .field("Proxy-Authorization", "Basic CALLER")
              .field("TE", "trailers")
              .caller(CallerContext.none().data("{\"k\":\"CALLER\"}"));
      assertThat(client.send(request).status()).isEqualTo(200);
    }
    WireMessage message = elsewhere.requests().get(0);
    assertThat(message.values("Host")).containsExactly(elsewhere.authority());
    assertThat(message.values("Authorization")).containsExactly("Bearer own");
    assertThat(message.values("x-api-key")).containsExactly("own");
    assertThat(message.valuesFolded("te")).isEmpty();
    assertThat(message.head()).doesNotContain(ClientAttack.CANARY, Policies.SECRET);
  }

  @ParameterizedTest
  @EnumSource
  void mustBeWellFormedAllTheSame(Client kind) throws Exception {
    try (ClientUnderTest client = kind.start(policy, true)) {
      assertThat(reason(client.send(new AttackRequest(elsewhere.uri()).field("X-A", "a\r\nb: c"))))
          .isEqualTo(Reason.MALFORMED_VALUE);
      assertThat(reason(client.send(new AttackRequest(elsewhere.uri()).field("X A", "a"))))
          .isEqualTo(Reason.MALFORMED_NAME);
    }
    assertThat(elsewhere.requests()).isEmpty();
  }

  /** Else whoever is elsewhere could have the provider's credential used as it likes. */
  @ParameterizedTest
  @EnumSource
  void leadToNoProviderByARedirect(Client kind) throws Exception {
    elsewhere.answerWith(
        OriginAnswer.of(307)
            .with("Location", URI.create(provider.uri() + "/v1/models").toString()));
    try (ClientUnderTest client = kind.start(policy, true)) {
      assertThat(client.send(new AttackRequest(elsewhere.uri())).status()).isEqualTo(307);
    }
    assertThat(provider.requests()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void areNoPlaceThatAProviderRedirectsTo(Client kind) throws Exception {
    provider.answerWith(
        OriginAnswer.of(307).with("Location", URI.create(elsewhere.uri() + "/x").toString()));
    try (ClientUnderTest client = kind.start(policy, true)) {
      assertThat(client.send(new AttackRequest(provider.uri())).status()).isEqualTo(307);
    }
    assertThat(elsewhere.requests()).isEmpty();
  }

  private static Reason reason(ClientOutcome outcome) {
    return outcome.refusal().orElseThrow().reason();
  }
}
