package io.letterhead.vertx;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.letterhead.conformance.EventStream;
import io.letterhead.conformance.H2Frame.FrameType;
import io.letterhead.conformance.H2RawClient;
import io.letterhead.conformance.OriginCertificate;
import io.letterhead.conformance.RecordingOrigin;
import io.letterhead.policy.PolicyGeneration;
import io.letterhead.vertx.tls.TlsException;
import io.letterhead.vertx.tls.TlsIdentity;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS in front: what is agreed on, and which certificate is shown when. */
final class TlsFrontTest {

  private final PolicyGeneration policy = Policies.anthropic("http://127.0.0.1:1");
  private RecordingOrigin origin;
  private Running running;

  @BeforeEach
  void start() {
    origin = RecordingOrigin.start();
    running =
        Running.of(
            origin,
            showing(Certificates.LOCAL),
            Policies.anthropic(origin.uri().toString()),
            DecisionListener.none());
  }

  @AfterEach
  void stop() {
    running.close();
  }

  private static GatewayConfig showing(OriginCertificate certificate) {
    return Running.config().toBuilder()
        .tls(Optional.of(Certificates.identity(certificate)))
        .build();
  }

  private SSLSocket connect(OriginCertificate trusted, String... protocols) throws IOException {
    SSLSocket socket =
        (SSLSocket)
            trusted.clientContext().getSocketFactory().createSocket("127.0.0.1", running.port());
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setApplicationProtocols(protocols);
    socket.setSSLParameters(parameters);
    socket.setSoTimeout((int) Running.LIMIT.toMillis());
    socket.startHandshake();
    return socket;
  }

  private X509Certificate shown(OriginCertificate trusted) throws IOException {
    try (SSLSocket socket = connect(trusted)) {
      return (X509Certificate) socket.getSession().getPeerCertificates()[0];
    }
  }

  @ParameterizedTest
  @CsvSource({"h2,h2", "http/1.1,http/1.1", "http/1.1;h2,h2", "spdy/3;http/1.1,http/1.1", "'',''"})
  void whatIsAgreedOnIsHttp2BeforeHttp1(String offered, String agreed) throws IOException {
    String[] protocols = offered.isEmpty() ? new String[0] : offered.split(";", -1);
    try (SSLSocket socket = connect(Certificates.LOCAL, protocols)) {
      assertThat(socket.getApplicationProtocol()).isEqualTo(agreed);
    }
  }

  @Test
  void http1OverTlsIsServedAsStrictlyAsInClear() throws IOException {
    try (SSLSocket socket = connect(Certificates.LOCAL)) {
      String folded = Running.get("/v1/x", "X-A: v", " folded: 1");
      socket.getOutputStream().write(folded.getBytes(ISO_8859_1));
      String answer = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
      assertThat(answer).startsWith("HTTP/1.1 400 ").contains("obs-fold");
    }
    assertThat(origin.requests()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void bothVersionsOfTlsThatAreSoundAreSpoken(String version) throws IOException {
    try (SSLSocket socket =
        (SSLSocket)
            Certificates.LOCAL
                .clientContext()
                .getSocketFactory()
                .createSocket("127.0.0.1", running.port())) {
      socket.setEnabledProtocols(new String[] {version});
      socket.startHandshake();
      assertThat(socket.getSession().getProtocol()).isEqualTo(version);
    }
  }

  @Test
  void aNewCertificateIsShownFromTheNextConnectionOnAndOpenOnesStay() throws Exception {
    try (H2RawClient open =
        H2RawClient.openTls(running.port(), Certificates.LOCAL, Running.LIMIT)) {
      assertThat(shown(Certificates.LOCAL)).isEqualTo(Certificates.LOCAL.certificate());
      running.gateway().replace(new Revision("2", policy, showing(Certificates.OTHER)));
      assertThat(shown(Certificates.OTHER)).isEqualTo(Certificates.OTHER.certificate());
      assertThat(running.gateway().replace(new Revision("3", policy, showing(Certificates.LOCAL))))
          .isEmpty();
      assertThat(shown(Certificates.LOCAL)).isEqualTo(Certificates.LOCAL.certificate());
      open.send(
          H2RawClient.frame(
              FrameType.HEADERS,
              H2RawClient.END_STREAM | H2RawClient.END_HEADERS,
              1,
              H2RawClient.fields(
                  ":method",
                  "TRACE",
                  ":scheme",
                  "https",
                  ":path",
                  "/",
                  ":authority",
                  "localhost")));
      assertThat(open.nextSection(1)).contains(":status=405");
    }
  }

  @Test
  void tlsIsNotSwitchedOffByAReload() throws Exception {
    assertThat(running.gateway().replace(new Revision("2", policy, Running.config())))
        .containsExactly("tls");
    assertThat(shown(Certificates.LOCAL)).isEqualTo(Certificates.LOCAL.certificate());
  }

  @Test
  void aDrainSaysGoAwayAndServesWhatIsUnderWay() throws Exception {
    try (H2RawClient client =
        H2RawClient.openTls(running.port(), Certificates.LOCAL, Running.LIMIT)) {
      EventStream events = EventStream.open();
      origin.answerWith(events);
      client.send(
          H2RawClient.frame(
              FrameType.HEADERS,
              H2RawClient.END_STREAM | H2RawClient.END_HEADERS,
              1,
              H2RawClient.fields(
                  ":method",
                  "GET",
                  ":scheme",
                  "https",
                  ":path",
                  "/v1/x",
                  ":authority",
                  "localhost")));
      assertThat(client.nextSection(1)).contains(":status=200");
      var drained = running.drain();
      assertThat(client.next(0).type()).isEqualTo(FrameType.GOAWAY);
      events.send("last");
      assertThat(client.next(1).content()).isEqualTo("data: last\n\n");
      events.end();
      assertThat(client.next(1).isEndStream()).isTrue();
      drained.get(Running.LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  @Test
  void whatIsNoIdentityIsSaidWithoutWhatItHolds() {
    byte[] certificate = Certificates.LOCAL.certificatePem().getBytes(US_ASCII);
    byte[] key = Certificates.LOCAL.keyPem().getBytes(US_ASCII);
    byte[] other = Certificates.OTHER.keyPem().getBytes(US_ASCII);
    byte[] text = "my-secret-key".getBytes(US_ASCII);
    byte[] torn = Certificates.LOCAL.keyPem().replace("M", "*").getBytes(US_ASCII);
    byte[] locked =
        Certificates.LOCAL.keyPem().replace("PRIVATE", "ENCRYPTED PRIVATE").getBytes(US_ASCII);
    byte[][][] pairs = {
      {certificate, other},
      {certificate, text},
      {certificate, certificate},
      {certificate, torn},
      {certificate, locked},
      {text, key},
      {key, key}
    };
    for (byte[][] pair : pairs) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> TlsIdentity.of(pair[0], pair[1]))
          .isInstanceOf(TlsException.class)
          .satisfies(e -> assertThat(e.getMessage()).doesNotContain("my-secret-key", "*"))
          .withNoCause();
    }
  }
}
