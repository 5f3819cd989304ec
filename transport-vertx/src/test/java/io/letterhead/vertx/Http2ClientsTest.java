package io.letterhead.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import io.letterhead.conformance.EventStream;
import io.letterhead.conformance.OriginAnswer;
import io.letterhead.conformance.RecordingOrigin;
import io.letterhead.conformance.WireMessage;
import io.letterhead.vertx.ClientProcess.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** curl and nghttp over TLS: HTTP/2 where they ask for it, HTTP/1.1 where they do not. */
@Tag("clients")
@Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class Http2ClientsTest {

  private static final RecordingOrigin ORIGIN = RecordingOrigin.start();

  @TempDir static Path folder;
  private static Path authority;
  private static Running running;

  @BeforeAll
  static void start() throws Exception {
    authority = folder.resolve("ca.pem");
    Files.writeString(authority, Certificates.LOCAL.certificatePem());
    running =
        Running.of(
            ORIGIN,
            Running.config().toBuilder()
                .tls(Optional.of(Certificates.identity(Certificates.LOCAL)))
                .build());
  }

  @AfterAll
  static void stop() {
    running.close();
  }

  @BeforeEach
  void forget() {
    ORIGIN.forget();
    ORIGIN.answerWith(OriginAnswer.of(200).with("Content-Type", "text/plain").withBody("fine"));
  }

  private static String url(String target) {
    return "https://localhost:" + running.port() + target;
  }

  private static Ended run(String program, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(program));
    command.addAll(Arrays.asList(arguments));
    try (ClientProcess process = ClientProcess.start(command)) {
      return process.await();
    }
  }

  private static Ended curl(String... arguments) throws Exception {
    String[] all = new String[arguments.length + 5];
    all[0] = "-q";
    all[1] = "-sS";
    all[2] = "--cacert";
    all[3] = authority.toString();
    all[4] = "-w%{http_version} %{http_code}";
    System.arraycopy(arguments, 0, all, 5, arguments.length);
    return run("curl", all);
  }

  private static WireMessage only() throws InterruptedException, IOException {
    List<WireMessage> requests = ORIGIN.awaitRequests(1, Running.LIMIT);
    assertThat(requests).hasSize(1);
    return requests.get(0);
  }

  @Test
  void curlSpeaksHttp2AndItsKeyStaysHere() throws Exception {
    Ended curl =
        curl("--http2", "-H", "X-Api-Key: evil", "-H", "anthropic-beta: b", url("/v1/x?a=b"));
    assertThat(curl.exit()).as(curl.errors()).isZero();
    assertThat(curl.output()).isEqualTo("fine2 200");
    assertThat(only().target()).isEqualTo("/v1/x?a=b");
    assertThat(only().values("x-api-key")).containsExactly(Policies.SECRET);
    assertThat(only().values("anthropic-beta")).containsExactly("b");
  }

  @Test
  void curlSpeaksHttp1WhereItAsksForNothingElse() throws Exception {
    assertThat(curl("--http1.1", url("/v1/x")).output()).isEqualTo("fine1.1 200");
  }

  @Test
  void curlUploadsOverHttp2AndGetsAnErrorThatItCanRead() throws Exception {
    Path body = Files.write(folder.resolve("body"), new byte[3 << 20]);
    assertThat(curl("--http2", "-T", body.toString(), url("/v1/x")).output()).endsWith("2 200");
    assertThat(only().contentBytes()).hasSize(3 << 20);
    Path large =
        Files.write(folder.resolve("large"), new byte[(int) Limits.defaults().bodyBytes() + 1]);
    Ended refused = curl("--http2", "-T", large.toString(), url("/v1/x"));
    assertThat(refused.output()).contains("body-too-large").endsWith("2 413");
  }

  @Test
  void curlThatTrustsSomebodyElseSendsNothing() throws Exception {
    Path other = folder.resolve("other.pem");
    Files.writeString(other, Certificates.OTHER.certificatePem());
    Ended curl = run("curl", "-q", "-sS", "--cacert", other.toString(), url("/v1/x"));
    assertThat(curl.exit()).isEqualTo(60);
    assertThat(ORIGIN.requests()).isEmpty();
  }

  @Test
  void curlOfAnOldTlsIsRefused() throws Exception {
    Ended curl = curl("--tls-max", "1.1", "--ciphers", "DEFAULT:@SECLEVEL=0", url("/v1/x"));
    assertThat(curl.exit()).isEqualTo(35);
  }

  @Test
  void curlInClearGetsNothing() throws Exception {
    Ended curl = curl("--http2-prior-knowledge", "http://localhost:" + running.port() + "/v1/x");
    assertThat(curl.exit()).isNotZero();
    assertThat(ORIGIN.requests()).isEmpty();
  }

  @Test
  void nghttpSendsManyRequestsOverOneConnection() throws Exception {
    String[] arguments = new String[24];
    arguments[0] = "-v";
    arguments[1] = "-n";
    arguments[2] = "-y";
    arguments[3] = "-HX-Api-Key: evil";
    for (int i = 4; i < arguments.length; i++) {
      arguments[i] = url("/v1/" + i);
    }
    Ended nghttp = run("nghttp", arguments);
    assertThat(nghttp.exit()).as(nghttp.errors()).isZero();
    assertThat(nghttp.output()).contains("The negotiated protocol: h2");
    assertThat(Pattern.compile(":status: 200").matcher(nghttp.output()).results()).hasSize(20);
    assertThat(ORIGIN.awaitRequests(20, Running.LIMIT))
        .hasSize(20)
        .allSatisfy(
            request -> assertThat(request.values("x-api-key")).containsExactly(Policies.SECRET));
  }

  @Test
  void nghttpUploadsWithTrailersThatStayHere() throws Exception {
    Path body = Files.writeString(folder.resolve("small"), "hello");
    Ended nghttp =
        run("nghttp", "-v", "-y", "-d" + body, "--trailer=x-api-key: evil", url("/v1/x"));
    assertThat(nghttp.output()).contains(":status: 200");
    assertThat(only().content()).isEqualTo("hello");
    assertThat(only().trailers()).isEmpty();
    assertThat(only().head()).doesNotContain("evil");
  }

  @Test
  void nghttpReadsEventsAsTheyCome() throws Exception {
    EventStream events = EventStream.open();
    ORIGIN.answerWith(events);
    // -v, so that it writes each frame as it comes
    try (ClientProcess nghttp = ClientProcess.start(List.of("nghttp", "-vy", url("/v1/x")))) {
      events.send("one");
      nghttp.awaitOutput("data: one");
      events.send("two");
      nghttp.awaitOutput("data: two");
      events.end();
      assertThat(nghttp.await().exit()).isZero();
    }
  }
}
