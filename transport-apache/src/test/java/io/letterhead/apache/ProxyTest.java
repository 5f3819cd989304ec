package io.letterhead.apache;

import static org.assertj.core.api.Assertions.assertThat;

import io.letterhead.conformance.OriginAnswer;
import io.letterhead.conformance.RecordingOrigin;
import io.letterhead.conformance.Responder;
import io.letterhead.conformance.Responders;
import io.letterhead.conformance.WireMessage;
import io.letterhead.policy.PolicyGeneration;
import io.letterhead.policy.Rejection;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.CredentialsProvider;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.core5.http.HttpHost;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** proxies on the way to a provider. */
class ProxyTest {

  private static final Responder CHALLENGE =
      OriginAnswer.of(407).with("Proxy-Authenticate", "Basic realm=\"p\"");

  /** {@code proxy:password}, as Basic has it. */
  private static final String ANSWER = "Basic cHJveHk6cGFzc3dvcmQ=";

  private final RecordingOrigin proxy = RecordingOrigin.start();

  /** The clients that speak HTTP/1.1 with a proxy. */
  enum Client {
    CLASSIC,
    ASYNC;

    ClientUnderTest start(PolicyGeneration policy, RecordingOrigin proxy) {
      HttpHost host = HttpHost.create(proxy.uri());
      BasicCredentialsProvider credentials = new BasicCredentialsProvider();
      credentials.setCredentials(
          new AuthScope(host), new UsernamePasswordCredentials("proxy", "password".toCharArray()));
      CredentialsProvider known = credentials;
      return this == CLASSIC
          ? new ClassicClient(
              PolicyHttpClient.of(policy)
                  .customize(b -> b.setProxy(host).setDefaultCredentialsProvider(known))
                  .build())
          : AsyncClient.started(
              PolicyHttpAsyncClient.of(policy)
                  .customize(b -> b.setProxy(host).setDefaultCredentialsProvider(known))
                  .build());
    }
  }

  @AfterEach
  void close() {
    proxy.close();
  }

  @ParameterizedTest
  @EnumSource
  void aProxyThatReadsTheMessageGetsNothing(Client kind) throws Exception {
    String origin = "http://127.0.0.1:8080";
    try (ClientUnderTest client = kind.start(Policies.anthropic(origin), proxy)) {
      ClientOutcome outcome = client.send(new AttackRequest(URI.create(origin)));

      assertThat(outcome.refusal())
          .get()
          .extracting(RequestRefusedException::reason)
          .isEqualTo(Rejection.Reason.CLEARTEXT);
    }
    assertThat(proxy.requests()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void aProxyThatThePolicyAllowsGetsTheAbsoluteForm(Client kind) throws Exception {
    proxy.answerWith(OriginAnswer.of(200));
    try (ClientUnderTest client = kind.start(inClear(), proxy)) {
      assertThat(client.send(request()).status()).isEqualTo(200);
    }
    assertThat(proxy.requests()).hasSize(1);
    WireMessage message = proxy.requests().get(0);
    assertThat(message.target()).isEqualTo("http://api.example/v1/models");
    assertThat(message.valuesFolded("x-api-key")).containsExactly(Policies.SECRET);
    assertThat(message.valuesFolded("proxy-authorization")).isEmpty();
    assertThat(message.head()).doesNotContain(ClientAttack.CANARY);
  }

  @ParameterizedTest
  @EnumSource
  void theClientsAnswerGoesToTheProxyThatAsks(Client kind) throws Exception {
    proxy.answerWith(Responders.inTurn(CHALLENGE, OriginAnswer.of(200)));
    try (ClientUnderTest client = kind.start(inClear(), proxy)) {
      assertThat(client.send(request()).status()).isEqualTo(200);
    }
    assertThat(proxy.requests()).hasSize(2);
    assertThat(proxy.requests().get(0).valuesFolded("proxy-authorization")).isEmpty();
    assertThat(proxy.requests().get(1).values("proxy-authorization")).containsExactly(ANSWER);
    assertThat(proxy.requests()).noneMatch(m -> m.head().contains(ClientAttack.CANARY));
  }

  @ParameterizedTest
  @EnumSource
  void aPolicyThatRejectsSealedFieldsLetsTheClientAnswerItsProxy(Client kind) throws Exception {
    proxy.answerWith(Responders.inTurn(CHALLENGE, OriginAnswer.of(200)));
    String strict = "http://api.example\n    cleartext: allowed\n    reject: [sealed]";
    PolicyGeneration policy =
        Policies.generation(Policies.anthropicText(strict), Map.of("anthropic", Policies.SECRET));
    try (ClientUnderTest client = kind.start(policy, proxy)) {
      assertThat(client.send(new AttackRequest(URI.create("http://api.example"))).status())
          .isEqualTo(200);
    }
    assertThat(proxy.requests().get(1).values("proxy-authorization")).containsExactly(ANSWER);
  }

  /** The tunnel is asked for in clear. */
  @ParameterizedTest
  @EnumSource
  void aTunnelIsAskedForWithoutAnySecret(Client kind) throws Exception {
    proxy.answerWith(Responders.inTurn(CHALLENGE, OriginAnswer.of(502)));
    String origin = "https://api.example";
    try (ClientUnderTest client = kind.start(Policies.anthropic(origin), proxy)) {
      client.send(
          new AttackRequest(URI.create(origin))
              .field("Proxy-Authorization", "Basic CALLER")
              .field("x-api-key", ClientAttack.CANARY));
    }
    List<WireMessage> asked = proxy.requests();
    assertThat(asked).hasSize(2).allMatch(m -> m.method().equals("CONNECT"));
    assertThat(asked).allMatch(m -> m.target().equals("api.example:443"));
    assertThat(asked).noneMatch(m -> m.head().contains(Policies.SECRET));
    assertThat(asked).noneMatch(m -> m.head().contains(ClientAttack.CANARY));
    assertThat(asked.get(0).valuesFolded("proxy-authorization")).isEmpty();
    assertThat(asked.get(1).values("proxy-authorization")).containsExactly(ANSWER);
  }

  private static AttackRequest request() {
    return new AttackRequest(URI.create("http://api.example"))
        .field("Proxy-Authorization", "Basic CALLER")
        .field("Proxy_Authorization", ClientAttack.CANARY)
        .field(
            new LyingHeader(
                n -> n == 0 ? "X-Harmless" : "Proxy-Authorization", n -> "Basic CALLER"))
        .field("x-api-key", ClientAttack.CANARY)
        .caller(CallerContext.none().header("Proxy-Authorization", "Basic CALLER"));
  }

  private static PolicyGeneration inClear() {
    return Policies.generation(
        Policies.anthropicText("http://api.example\n    cleartext: allowed"),
        Map.of("anthropic", Policies.SECRET));
  }
}
