package io.letterhead.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Both recording origins behind TLS, called by the JDK's client. */
@Timeout(60)
final class TlsOriginsTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private static OriginCertificate certificate;

  @BeforeAll
  static void generate() throws Exception {
    certificate = OriginCertificate.create();
  }

  @Test
  void http2IsRecordedThroughTls() throws Exception {
    byte[] body = new byte[300_000];
    new Random(7).nextBytes(body);
    String answer = "z".repeat(200_000);
    try (H2RecordingOrigin origin =
        H2RecordingOrigin.startTls(
            certificate, H2Answer.of(200).with("x-a", "1").withBody(answer))) {
      HttpRequest request =
          HttpRequest.newBuilder(origin.uri().resolve("/p?q"))
              .header("X-Key", "v")
              .POST(BodyPublishers.ofByteArray(body))
              .build();
      HttpResponse<String> response = client(certificate).send(request, BodyHandlers.ofString());

      assertThat(response.version()).isEqualTo(Version.HTTP_2);
      assertThat(response.headers().allValues("x-a")).containsExactly("1");
      assertThat(response.body()).isEqualTo(answer);
      H2Message recorded = origin.awaitRequests(1, LIMIT).get(0);
      assertThat(recorded.method()).isEqualTo("POST");
      assertThat(recorded.scheme()).isEqualTo("https");
      assertThat(recorded.path()).isEqualTo("/p?q");
      assertThat(recorded.authority()).isEqualTo(origin.authority());
      assertThat(recorded.values("x-key")).containsExactly("v");
      assertThat(recorded.bodyBytes()).isEqualTo(body);
      assertThat(recorded.frames()).hasSizeGreaterThan(2);
      assertThat(origin.failures()).isEmpty();
    }
  }

  @Test
  void requestsOfOneClientShareAConnectionWhichADropEnds() throws Exception {
    try (H2RecordingOrigin origin = H2RecordingOrigin.startTls(certificate)) {
      HttpClient client = client(certificate);
      HttpRequest request = HttpRequest.newBuilder(origin.uri()).build();
      for (int status : new int[] {401, 503}) {
        origin.answerWith(H2Answer.of(status));
        assertThat(client.send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(status);
      }
      assertThat(origin.requests()).extracting(H2Message::connection).containsExactly(1, 1);
      assertThat(origin.requests()).extracting(H2Message::stream).containsExactly(1, 3);
      origin.answerWith(r -> r.connection() == 1 ? H2Answer.close() : H2Answer.of(204));
      HttpRequest post =
          HttpRequest.newBuilder(origin.uri()).POST(BodyPublishers.ofString("once")).build();
      assertThatThrownBy(() -> client.send(post, BodyHandlers.discarding()))
          .isInstanceOf(IOException.class);
      origin.awaitConnectionEnd(1, LIMIT);
      assertThat(client.send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(204);
      assertThat(origin.connections()).isEqualTo(2);
    }
  }

  @Test
  void localhostIsCertifiedToo() throws Exception {
    try (H2RecordingOrigin origin = H2RecordingOrigin.startTls(certificate)) {
      URI uri = URI.create("https://localhost:" + origin.port());
      HttpRequest request = HttpRequest.newBuilder(uri).build();
      assertThat(client(certificate).send(request, BodyHandlers.discarding()).statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void whoDoesNotTrustTheCertificateSendsNothing() throws Exception {
    try (H2RecordingOrigin origin = H2RecordingOrigin.startTls(certificate)) {
      HttpRequest request = HttpRequest.newBuilder(origin.uri()).build();
      HttpClient other = client(OriginCertificate.create());
      assertThatThrownBy(() -> other.send(request, BodyHandlers.discarding()))
          .isInstanceOf(SSLHandshakeException.class);
      origin.awaitConnectionEnd(1, LIMIT);
      assertThat(origin.frames()).isEmpty();
      assertThat(origin.received(1)).isEmpty();
    }
  }

  @Test
  void whoDoesNotAskForH2IsNotServed() throws Exception {
    try (H2RecordingOrigin origin = H2RecordingOrigin.startTls(certificate)) {
      for (String[] protocols : new String[][] {{}, {"http/1.1"}}) {
        try (SSLSocket socket = connect(origin.port())) {
          SSLParameters parameters = socket.getSSLParameters();
          parameters.setApplicationProtocols(protocols);
          socket.setSSLParameters(parameters);
          assertThat(isRefused(socket)).isTrue();
        }
      }
      origin.awaitConnectionEnd(2, LIMIT);
      assertThat(origin.failures()).hasSize(2);
    }
  }

  @Test
  void http1IsRecordedThroughTls() throws Exception {
    try (RecordingOrigin origin =
        RecordingOrigin.startTls(certificate, OriginAnswer.of(200).withBody("fine"))) {
      HttpClient client = client(certificate);
      for (URI uri :
          List.of(origin.uri().resolve("/a"), URI.create("https://localhost:" + origin.port()))) {
        HttpRequest request = HttpRequest.newBuilder(uri).header("X-Key", "v").build();
        HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
        assertThat(response.version()).isEqualTo(Version.HTTP_1_1);
        assertThat(response.body()).isEqualTo("fine");
      }
      List<WireMessage> requests = origin.awaitRequests(2, LIMIT);
      assertThat(requests).allMatch(WireMessage::isWellFormed);
      assertThat(requests.get(0).target()).isEqualTo("/a");
      assertThat(requests.get(0).values("x-key")).containsExactly("v");
      assertThat(origin.failures()).isEmpty();
    }
  }

  @Test
  void http1ToWhoDoesNotTrustTheCertificateIsAFailedHandshake() throws Exception {
    try (RecordingOrigin origin = RecordingOrigin.startTls(certificate, OriginAnswer.of(200))) {
      HttpRequest request = HttpRequest.newBuilder(origin.uri()).build();
      HttpClient other = client(OriginCertificate.create());
      assertThatThrownBy(() -> other.send(request, BodyHandlers.discarding()))
          .isInstanceOf(SSLHandshakeException.class);
      origin.awaitConnectionEnd(1, LIMIT);
      assertThat(origin.failures()).hasOnlyElementsOfType(SSLException.class).isNotEmpty();
      assertThat(origin.requests()).isEmpty();
    }
  }

  @Test
  void aTrustStoreHoldsTheCertificateAlone() throws Exception {
    assertThat(certificate.trustStore().size()).isOne();
    assertThat(certificate.trustStore().getCertificateAlias(certificate.certificate())).isNotNull();
    assertThat(certificate.trustStore().isKeyEntry("origin")).isFalse();
  }

  private static HttpClient client(OriginCertificate trusted) {
    SSLContext context = trusted.clientContext();
    return HttpClient.newBuilder().sslContext(context).connectTimeout(LIMIT).build();
  }

  private static SSLSocket connect(int port) throws Exception {
    Socket socket = certificate.clientContext().getSocketFactory().createSocket("127.0.0.1", port);
    socket.setSoTimeout((int) LIMIT.toMillis());
    return (SSLSocket) socket;
  }

  /** Whether the handshake fails, or the connection ends without an answer. */
  private static boolean isRefused(SSLSocket socket) throws Exception {
    try {
      socket.startHandshake();
      socket.getOutputStream().write(new byte[1]);
      return socket.getInputStream().read() < 0;
    } catch (SocketTimeoutException served) {
      return false;
    } catch (IOException refused) {
      return true;
    }
  }
}
