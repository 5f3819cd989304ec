package io.letterhead.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.letterhead.cli.config.PemFiles;
import io.letterhead.conformance.H2Message;
import io.letterhead.conformance.H2RecordingOrigin;
import io.letterhead.conformance.OriginCertificate;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code serve} with TLS and HTTP/2 on both sides, as a process, while its files change. */
@Timeout(300)
class ServeTlsIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir Path folder;
  private H2RecordingOrigin origin;
  private Launched serve;
  private URI at;

  @BeforeEach
  void start() throws Exception {
    origin = H2RecordingOrigin.startTls(PemFiles.OTHER);
    PemFiles.layOut(folder);
    Files.writeString(folder.resolve("key"), "the-secret\n");
    Files.writeString(
        folder.resolve("policy.yaml"),
        """
        version: 1
        secrets:
          key: { file: key }
        providers:
          model:
            origin: %s
            rules:
              - { inject: Authorization, from-secret: key, as: bearer }
        """
            .formatted(origin.uri()));
    Files.writeString(folder.resolve("gateway.yaml"), config("ca.pem"));
    serve =
        Launched.start(folder, Map.of(), "serve", "--policy=policy.yaml", "--config=gateway.yaml");
    at = serve.listening("https").resolve("/model/v1");
  }

  @AfterEach
  void close() {
    serve.close();
    origin.close();
  }

  private static String config(String ca) {
    return """
        listen: 127.0.0.1:0
        limits: { connections: 1000 }
        tls: { certificate: cert.pem, key: key.pem }
        upstreams: { model: { ca: %s, http: 2 } }
        """
        .formatted(ca);
  }

  private HttpResponse<String> get(OriginCertificate trusted) throws Exception {
    return HttpClient.newBuilder()
        .sslContext(trusted.clientContext())
        .version(HttpClient.Version.HTTP_2)
        .connectTimeout(LIMIT)
        .build()
        .send(
            HttpRequest.newBuilder(at)
                .header("Authorization", "Bearer evil")
                .timeout(LIMIT)
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }

  private void await(Callable<Boolean> condition) throws Exception {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (!condition.call()) {
      assertThat(System.nanoTime()).as(serve.err()).isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  private boolean isShown(OriginCertificate certificate) throws Exception {
    try {
      return get(certificate).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  @Test
  void http2GoesThroughToTheOriginWithTheKeyAlone() throws Exception {
    HttpResponse<String> answer = get(PemFiles.OWN);
    assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
    assertThat(answer.statusCode()).isEqualTo(200);
    List<H2Message> requests = origin.awaitRequests(1, LIMIT);
    assertThat(requests.get(0).values("authorization")).containsExactly("Bearer the-secret");
    assertThatThrownBy(() -> get(PemFiles.OTHER)).isInstanceOf(SSLHandshakeException.class);
  }

  @Test
  void aNewCertificateIsShownWithoutASignalAndABadOneIsNot() throws Exception {
    assertThat(isShown(PemFiles.OWN)).isTrue();
    PemFiles.write(folder, "cert.pem", "key.pem", PemFiles.OTHER);
    await(() -> isShown(PemFiles.OTHER));

    Files.writeString(folder.resolve("key.pem"), PemFiles.OWN.keyPem());
    await(() -> serve.err().contains("the last good revision stays"));
    assertThat(serve.err())
        .contains("gateway.yaml:3:36: error: `key.pem` is no private key that can be used")
        .contains("[bad-certificate]")
        .doesNotContain("-----BEGIN");
    assertThat(isShown(PemFiles.OTHER)).isTrue();
  }

  @Test
  void anOriginThatNobodyVouchesForAnyMoreGetsNothing() throws Exception {
    assertThat(get(PemFiles.OWN).statusCode()).isEqualTo(200);
    Files.writeString(folder.resolve("gateway.yaml"), config("cert.pem"));
    await(() -> get(PemFiles.OWN).statusCode() == 502);
    origin.forget();
    assertThat(get(PemFiles.OWN).statusCode()).isEqualTo(502);
    assertThat(origin.requests()).isEmpty();
  }
}
