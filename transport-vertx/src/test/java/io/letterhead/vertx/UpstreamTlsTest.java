package io.letterhead.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import io.letterhead.conformance.OriginCertificate;
import io.letterhead.conformance.RawClient;
import io.letterhead.policy.PolicyGeneration;
import io.letterhead.vertx.tls.TrustedCertificates;
import io.letterhead.vertx.tls.UpstreamTls;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.PemTrustOptions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS to origins: who they are is checked before anything is sent, over HTTP/1.1 and HTTP/2. */
final class UpstreamTlsTest {

  private static final OriginCertificate ELSEWHERE = Certificates.create("dns:other.example");
  private static final AtomicInteger SERVED = new AtomicInteger();
  private static final AtomicReference<HttpVersion> VERSION = new AtomicReference<>();

  private static Vertx vertx;
  private static int plain;
  private static int elsewhere;
  private static int asking;

  @BeforeAll
  static void start() throws Exception {
    vertx = Vertx.vertx();
    plain = origin(Certificates.LOCAL, ClientAuth.NONE);
    elsewhere = origin(ELSEWHERE, ClientAuth.NONE);
    asking = origin(Certificates.LOCAL, ClientAuth.REQUIRED);
  }

  private static int origin(OriginCertificate shown, ClientAuth clients) throws Exception {
    return vertx
        .createHttpServer(
            new HttpServerOptions()
                .setSsl(true)
                .setUseAlpn(true)
                .setKeyCertOptions(Certificates.identity(shown).options())
                .setClientAuth(clients)
                .setTrustOptions(
                    new PemTrustOptions()
                        .addCertValue(Buffer.buffer(Certificates.OTHER.certificatePem()))))
        .requestHandler(
            request -> {
              SERVED.incrementAndGet();
              VERSION.set(request.version());
              request.response().end(String.valueOf(request.getHeader("x-api-key")));
            })
        .listen(0, "127.0.0.1")
        .toCompletionStage()
        .toCompletableFuture()
        .get(20, TimeUnit.SECONDS)
        .actualPort();
  }

  @AfterAll
  static void stop() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  private static GatewayConfig config(UpstreamTls tls) {
    return Running.config().toBuilder().upstreams(ImmutableMap.of("anthropic", tls)).build();
  }

  private static UpstreamTls trusting(OriginCertificate certificate, boolean http2) {
    return new UpstreamTls(Optional.of(Certificates.trust(certificate)), Optional.empty(), http2);
  }

  private static int status(int port, UpstreamTls tls) throws Exception {
    PolicyGeneration policy = Policies.anthropic("https://localhost:" + port);
    Gateway gateway = Running.gateway(config(tls), policy, DecisionListener.none());
    try {
      return status(gateway);
    } finally {
      Running.drain(gateway);
    }
  }

  private static int status(Gateway gateway) throws Exception {
    try (RawClient client = RawClient.connect("127.0.0.1", gateway.port(), Running.LIMIT)) {
      client.send(Running.get("/v1/x"));
      return client.receive().orElseThrow().status();
    }
  }

  private static void getsNothing(int port, UpstreamTls tls) throws Exception {
    int before = SERVED.get();
    assertThat(status(port, tls)).isEqualTo(502);
    assertThat(SERVED).hasValue(before);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anOriginThatIsVouchedForIsServed(boolean http2) throws Exception {
    assertThat(status(plain, trusting(Certificates.LOCAL, http2))).isEqualTo(200);
    assertThat(VERSION).hasValue(http2 ? HttpVersion.HTTP_2 : HttpVersion.HTTP_1_1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anOriginThatAnotherWouldVouchForGetsNothing(boolean http2) throws Exception {
    getsNothing(plain, trusting(Certificates.OTHER, http2));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anOriginThatTheJdkDoesNotTrustGetsNothing(boolean http2) throws Exception {
    getsNothing(plain, new UpstreamTls(Optional.empty(), Optional.empty(), http2));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anOriginOfAnotherNameGetsNothingThoughItIsVouchedFor(boolean http2) throws Exception {
    getsNothing(elsewhere, trusting(ELSEWHERE, http2));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anOriginThatAsksForACertificateGetsOurs(boolean http2) throws Exception {
    Optional<TrustedCertificates> trust = Optional.of(Certificates.trust(Certificates.LOCAL));
    getsNothing(asking, new UpstreamTls(trust, Optional.empty(), http2));
    getsNothing(
        asking,
        new UpstreamTls(trust, Optional.of(Certificates.identity(Certificates.LOCAL)), http2));
    UpstreamTls ours =
        new UpstreamTls(trust, Optional.of(Certificates.identity(Certificates.OTHER)), http2);
    assertThat(status(asking, ours)).isEqualTo(200);
  }

  @Test
  void anOriginThatDoesNotTakeHttp2GetsHttp1() throws Exception {
    HttpServerOptions options =
        new HttpServerOptions()
            .setSsl(true)
            .setUseAlpn(true)
            .setAlpnVersions(List.of(HttpVersion.HTTP_1_1))
            .setKeyCertOptions(Certificates.identity(Certificates.LOCAL).options());
    int port =
        vertx
            .createHttpServer(options)
            .requestHandler(
                request -> {
                  VERSION.set(request.version());
                  request.response().end();
                })
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get(20, TimeUnit.SECONDS)
            .actualPort();
    assertThat(status(port, trusting(Certificates.LOCAL, true))).isEqualTo(200);
    assertThat(VERSION).hasValue(HttpVersion.HTTP_1_1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aChangeOfTrustHoldsFromTheNextRequest(boolean http2) throws Exception {
    PolicyGeneration policy = Policies.anthropic("https://localhost:" + plain);
    GatewayConfig first = config(trusting(Certificates.LOCAL, http2));
    Gateway gateway = Running.gateway(first, policy, DecisionListener.none());
    try {
      assertThat(status(gateway)).isEqualTo(200);
      gateway.replace(new Revision("2", policy, config(trusting(Certificates.OTHER, http2))));
      assertThat(status(gateway)).isEqualTo(502);
      gateway.replace(new Revision("3", policy, first));
      assertThat(status(gateway)).isEqualTo(200);
    } finally {
      Running.drain(gateway);
    }
  }
}
