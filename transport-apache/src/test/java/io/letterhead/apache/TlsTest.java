package io.letterhead.apache;

import static org.assertj.core.api.Assertions.assertThat;

import io.letterhead.conformance.H2RecordingOrigin;
import io.letterhead.conformance.OriginAnswer;
import io.letterhead.conformance.OriginCertificate;
import io.letterhead.conformance.RecordingOrigin;
import io.letterhead.conformance.Responders;
import io.letterhead.policy.PolicyGeneration;
import java.net.InetAddress;
import java.net.URI;
import java.util.function.Consumer;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.HttpHost;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Providers behind TLS, in either protocol; and what has no TLS of the provider's. */
class TlsTest {

  private static OriginCertificate certificate;

  @BeforeAll
  static void certify() throws InterruptedException {
    certificate = OriginCertificate.create();
  }

  @Test
  void theClassicClientSendsTheSecretOverTls() throws Exception {
    try (H1Origin origin = http1();
        ClassicClient client = Clients.classic(origin, TlsTest::trusting)) {
      assertWithstands(origin, client);
    }
  }

  @Test
  void theAsyncClientFallsBackToHttp1() throws Exception {
    try (H1Origin origin = http1();
        AsyncClient client = Clients.async(origin, TlsTest::trusting)) {
      assertWithstands(origin, client);
    }
  }

  @Test
  void theAsyncClientAgreesOnHttp2() throws Exception {
    try (H2Origin origin = new H2Origin(H2RecordingOrigin.startTls(certificate));
        AsyncClient client = Clients.async(origin, TlsTest::trusting)) {
      assertWithstands(origin, client);
      assertThat(origin.seen()).allMatch(Seen::http2);
    }
  }

  @Test
  void aCertificateThatNobodyTrustsGetsNothing() throws Exception {
    try (H1Origin origin = http1();
        ClassicClient classic = Clients.classic(origin, builder -> {});
        AsyncClient async = Clients.async(origin, builder -> {})) {
      assertGetsNothing(origin, classic.send(new AttackRequest(origin.uri())));
      assertGetsNothing(origin, async.send(new AttackRequest(origin.uri())));
    }
  }

  /** A name service that leads to the wrong server: its certificate is of another name. */
  @Test
  void aCertificateOfAnotherNameGetsNothing() throws Exception {
    try (H1Origin origin = http1()) {
      URI provider = URI.create("https://api.invalid:" + origin.origin().port());
      PolicyGeneration policy = Policies.anthropic(provider.toString());
      try (ClassicClient classic =
              new ClassicClient(PolicyHttpClient.of(policy).customize(TlsTest::trusting).build());
          AsyncClient async =
              AsyncClient.started(
                  PolicyHttpAsyncClient.of(policy).customize(TlsTest::trusting).build())) {
        assertGetsNothing(origin, classic.send(new AttackRequest(provider)));
        assertGetsNothing(origin, async.send(new AttackRequest(provider)));
      }
    }
  }

  /** the same host and port, without TLS. */
  @Test
  void aRedirectOutOfTlsIsReturned() throws Exception {
    try (H1Origin origin = http1();
        ClassicClient classic = Clients.classic(origin, TlsTest::trusting);
        AsyncClient async = Clients.async(origin, TlsTest::trusting)) {
      origin.origin().answerWith(Responders.redirect(307, "http://{origin}/v1/models"));
      assertThat(classic.send(new AttackRequest(origin.uri())).status()).isEqualTo(307);
      assertThat(async.send(new AttackRequest(origin.uri())).status()).isEqualTo(307);
      assertThat(origin.seen()).hasSize(2);
    }
  }

  /** through a tunnel the origin gets the secret, and nothing that was for the proxy. */
  @Test
  void aTunnelCarriesTheSecretToTheOriginAlone() throws Exception {
    RecordingOrigin proxy = RecordingOrigin.start(new TunnellingProxy());
    try (H1Origin origin = http1();
        ClassicClient classic = Clients.classic(origin, throughClassic(proxy));
        AsyncClient async = Clients.async(origin, throughAsync(proxy))) {
      for (ClientUnderTest client : new ClientUnderTest[] {classic, async}) {
        AttackRequest request =
            new AttackRequest(origin.uri())
                .field("Proxy-Authorization", "Basic CALLER")
                .field("x-api-key", ClientAttack.CANARY);
        assertThat(client.send(request).status()).isEqualTo(200);
      }
      assertThat(origin.seen()).hasSize(2).flatMap(SeenOracle::violations).isEmpty();
      assertThat(proxy.requests()).hasSize(2).allMatch(m -> m.method().equals("CONNECT"));
      assertThat(proxy.requests())
          .noneMatch(m -> m.head().contains(Policies.SECRET))
          .noneMatch(m -> m.head().contains(ClientAttack.CANARY));
    } finally {
      proxy.close();
    }
  }

  private static H1Origin http1() {
    return new H1Origin(RecordingOrigin.startTls(certificate, OriginAnswer.of(200)));
  }

  private static void assertWithstands(AttackOrigin origin, ClientUnderTest client)
      throws InterruptedException {
    AttackRequest request =
        new AttackRequest(origin.uri())
            .post(AttackBody.of("{}"))
            .field("x-api-key", ClientAttack.CANARY)
            .field("anthropic-beta", "b");
    ClientOutcome outcome = client.send(request);

    assertThat(outcome.status()).isEqualTo(200);
    assertThat(SecretOracle.violations(outcome)).isEmpty();
    assertThat(origin.seen()).hasSize(1).flatMap(SeenOracle::violations).isEmpty();
    assertThat(outcome.context().getSSLSession()).isNotNull();
  }

  private static void assertGetsNothing(AttackOrigin origin, ClientOutcome outcome)
      throws InterruptedException {
    assertThat(outcome.failure()).isNotNull();
    assertThat(SecretOracle.violations(outcome)).isEmpty();
    assertThat(origin.seen()).isEmpty();
  }

  private static void trusting(HttpClientBuilder builder) {
    builder.setConnectionManager(
        PoolingHttpClientConnectionManagerBuilder.create()
            .setDnsResolver(new Loopback())
            .setTlsSocketStrategy(new DefaultClientTlsStrategy(certificate.clientContext()))
            .build());
  }

  private static void trusting(HttpAsyncClientBuilder builder) {
    builder.setConnectionManager(
        PoolingAsyncClientConnectionManagerBuilder.create()
            .setDnsResolver(new Loopback())
            .setTlsStrategy(new DefaultClientTlsStrategy(certificate.clientContext()))
            .build());
  }

  private static Consumer<HttpClientBuilder> throughClassic(RecordingOrigin proxy) {
    return builder -> {
      trusting(builder);
      builder.setProxy(HttpHost.create(proxy.uri()));
    };
  }

  private static Consumer<HttpAsyncClientBuilder> throughAsync(RecordingOrigin proxy) {
    return builder -> {
      trusting(builder);
      builder.setProxy(HttpHost.create(proxy.uri()));
    };
  }

  /** Says that every name is this machine. */
  private static final class Loopback extends SystemDefaultDnsResolver {
    @Override
    public InetAddress[] resolve(String host) {
      return new InetAddress[] {InetAddress.getLoopbackAddress()};
    }
  }
}
