package io.letterhead.conformance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.letterhead.conformance.WireMessage.Form;
import io.letterhead.conformance.WireMessage.Framing;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RecordingOriginTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final RecordingOrigin origin = RecordingOrigin.start();

  @AfterEach
  void stop() {
    origin.close();
  }

  @Test
  void whatIsRecordedIsWhatWasSent() throws Exception {
    String head = "GET /a?b=c%20d HTTP/1.1\r\nHost: x\r\nX-Odd:\t v\u00e9 \r\nx-odd:\r\n\r\n";
    send(head);

    WireMessage request = onlyRequest();
    assertThat(request.headBytes()).isEqualTo(head.getBytes(ISO_8859_1));
    assertThat(request.bytes()).isEqualTo(request.headBytes());
    assertThat(request.isWellFormed()).isTrue();
    assertThat(request.method()).isEqualTo("GET");
    assertThat(request.target()).isEqualTo("/a?b=c%20d");
    assertThat(request.fields())
        .containsExactly(
            new WireField("Host", "x"),
            new WireField("X-Odd", "v\u00e9"),
            new WireField("x-odd", ""));
    assertThat(request.values("X-ODD")).containsExactly("v\u00e9", "");
    assertThat(request.framing()).isEqualTo(Framing.NONE);
  }

  @Test
  void itIsQuietOnceABrokenRequestIsListed() throws Exception {
    CountDownLatch headSeen = new CountDownLatch(1);
    origin.answerWith(
        new Responder() {
          @Override
          public void beforeBody(WireMessage head, OriginConnection connection) {
            headSeen.countDown();
          }

          @Override
          public void respond(WireMessage request, OriginConnection connection) {}
        });
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), origin.port())) {
      String half = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\na";
      socket.getOutputStream().write(half.getBytes(ISO_8859_1));
      assertThat(headSeen.await(10, TimeUnit.SECONDS)).isTrue();
      assertThatThrownBy(() -> origin.awaitQuiet(Duration.ZERO))
          .isInstanceOf(IllegalStateException.class);
    }
    origin.awaitQuiet(LIMIT);
    assertThat(origin.requests()).extracting(WireMessage::form).containsExactly(Form.TRUNCATED);
  }

  @Test
  void pipelinedRequestsAreRecordedOneByOne() throws Exception {
    String first = "POST /1 HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc";
    String second =
        "POST /2 HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nz\r\n0\r\n\r\n";
    String third = "GET /3 HTTP/1.1\r\nHost: x\r\n\r\n";
    send(first + second + third);

    List<WireMessage> requests = origin.awaitRequests(3, LIMIT);
    assertThat(requests).hasSize(3).allMatch(WireMessage::isWellFormed);
    assertThat(requests).extracting(WireMessage::connection).containsOnly(1);
    assertThat(requests).extracting(WireMessage::sequence).containsExactly(1, 2, 3);
    assertThat(requests.get(0).bytes()).isEqualTo(first.getBytes(ISO_8859_1));
    assertThat(requests.get(1).bytes()).isEqualTo(second.getBytes(ISO_8859_1));
    assertThat(requests.get(2).bytes()).isEqualTo(third.getBytes(ISO_8859_1));
  }

  @Test
  void aChunkedBodyIsKeptAsFramedAndAsDecoded() throws Exception {
    String body = "3;ext=\"a b\"\r\nabc\r\n0A\r\n0123456789\r\n0\r\nX-T: 1\r\nx-api-key: 2\r\n\r\n";
    send("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: Chunked\r\n\r\n" + body);

    WireMessage request = onlyRequest();
    assertThat(request.isWellFormed()).isTrue();
    assertThat(request.framing()).isEqualTo(Framing.CHUNKED);
    assertThat(request.bodyBytes()).isEqualTo(body.getBytes(ISO_8859_1));
    assertThat(request.content()).isEqualTo("abc0123456789");
    assertThat(request.trailers())
        .containsExactly(new WireField("X-T", "1"), new WireField("x-api-key", "2"));
    assertThat(request.fields()).extracting(WireField::name).doesNotContain("x-api-key");
  }

  @Test
  void aLargeBodyOfAllBytesIsKept() throws Exception {
    byte[] body = new byte[3_000_000];
    new Random(7).nextBytes(body);
    try (Socket socket = connect()) {
      String head = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: " + body.length + "\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(ISO_8859_1));
      socket.getOutputStream().write(body);
      assertThat(onlyRequest().contentBytes()).isEqualTo(body);
    }
  }

  @Test
  void namesThatFoldToOneAreFoundTogether() throws Exception {
    send("GET / HTTP/1.1\r\nX_Api.Key: 1\r\nx-api-key: 2\r\nxapikey: 3\r\nX~API~KEY: 4\r\n\r\n");

    assertThat(onlyRequest().valuesFolded("x-api-key")).containsExactly("1", "2", "4");
    assertThat(onlyRequest().values("x-api-key")).containsExactly("2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET  / HTTP/1.1\r\n\r\n",
        "GET / HTTP/2.0\r\n\r\n",
        "G\u0000T / HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nA: 1\nB: 2\r\n\r\n",
        "GET / HTTP/1.1\r\nA: 1\rB: 2\r\n\r\n",
        "GET / HTTP/1.1\r\nA: 1\r\n B: 2\r\n\r\n",
        "GET / HTTP/1.1\r\nA : 1\r\n\r\n",
        "GET / HTTP/1.1\r\n: 1\r\n\r\n",
        "GET / HTTP/1.1\r\nno colon\r\n\r\n",
        "GET / HTTP/1.1\r\nA: \u0000\r\n\r\n",
        "GET / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\nx",
        "GET / HTTP/1.1\r\nContent-Length: +1\r\n\r\nx",
        "GET / HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "GET / HTTP/1.1\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
        "GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0x1\r\nz\r\n0\r\n\r\n",
        "GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nzz\r\n0\r\n\r\n",
      })
  void whatIsNoRequestIsKeptAsMalformed(String bytes) throws Exception {
    send(bytes);

    WireMessage request = onlyRequest();
    assertThat(request.form()).isEqualTo(Form.MALFORMED);
    assertThat(request.defect()).isNotEmpty();
    assertThat(request.bytes()).isEqualTo(bytes.getBytes(ISO_8859_1));
  }

  @Test
  void bytesAfterAMalformedRequestAreKeptToo() throws Exception {
    try (Socket socket = connect()) {
      socket.getOutputStream().write("bad\r\n".getBytes(ISO_8859_1));
      origin.awaitRequests(1, LIMIT);
      socket.getOutputStream().write("later".getBytes(ISO_8859_1));
    }

    List<WireMessage> requests = origin.awaitRequests(2, LIMIT);
    assertThat(requests)
        .extracting(r -> new String(r.bytes(), ISO_8859_1))
        .containsExactly("bad\r\n", "later");
    assertThat(requests).noneMatch(WireMessage::isWellFormed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HT",
        "\u0016\u0003\u0001",
        "POST / HTTP/1.1\r\nContent-Length: 10\r\n\r\nabc",
        "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n"
      })
  void aRequestThatBreaksOffIsKeptAsTruncated(String bytes) throws Exception {
    send(bytes);

    WireMessage request = onlyRequest();
    assertThat(request.form()).isEqualTo(Form.TRUNCATED);
    assertThat(request.bytes()).isEqualTo(bytes.getBytes(ISO_8859_1));
  }

  @Test
  void aConnectionWithoutBytesIsNoRequest() throws Exception {
    send("");

    origin.awaitConnectionEnd(1, LIMIT);
    assertThat(origin.requests()).isEmpty();
    assertThat(origin.connections()).isEqualTo(1);
    assertThat(origin.openConnections()).isZero();
  }

  @Test
  void aMessageDoesNotPrintValues() throws Exception {
    send("GET /CALLER HTTP/1.1\r\nx-api-key: CALLER\r\n\r\n");

    assertThat(onlyRequest()).asString().contains("x-api-key").doesNotContain("CALLER");
    assertThat(onlyRequest().fields()).asString().contains("x-api-key").doesNotContain("CALLER");
  }

  @Test
  void waitingForMoreThanComesFailsAtItsLimit() {
    assertThatThrownBy(() -> origin.awaitRequests(1, Duration.ofMillis(20)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("requests: 0 after PT0.02S (expected: 1)");
  }

  @Test
  void forgettingKeepsTheConnections() throws Exception {
    try (Socket socket = connect()) {
      socket.getOutputStream().write("GET /1 HTTP/1.1\r\n\r\n".getBytes(ISO_8859_1));
      origin.awaitRequests(1, LIMIT);
      origin.forget();
      assertThat(origin.requests()).isEmpty();
      socket.getOutputStream().write("GET /2 HTTP/1.1\r\n\r\n".getBytes(ISO_8859_1));
      assertThat(onlyRequest().sequence()).isEqualTo(2);
    }
  }

  @Test
  void closingReleasesABlockedResponder() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    origin.answerWith(
        (request, connection) -> {
          entered.countDown();
          try {
            new CountDownLatch(1).await();
          } finally {
            released.countDown();
          }
        });
    try (Socket socket = connect()) {
      socket.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(ISO_8859_1));
      entered.await();
      origin.close();
      assertThat(released.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(socket.getInputStream().read()).isNegative();
    }
    origin.awaitConnectionEnd(1, LIMIT);
  }

  @Test
  void aResponderThatClosesBeforeTheBodyIsNotAskedForAnAnswer() throws Exception {
    AtomicInteger answers = new AtomicInteger();
    origin.answerWith(
        new Responder() {
          @Override
          public void beforeBody(WireMessage head, OriginConnection connection) throws IOException {
            connection.close();
          }

          @Override
          public void respond(WireMessage request, OriginConnection connection) {
            answers.incrementAndGet();
          }
        });
    send("GET / HTTP/1.1\r\n\r\n");

    assertThat(onlyRequest().isWellFormed()).isTrue();
    assertThat(answers).hasValue(0);
  }

  @Test
  void aFailingResponderIsListed() throws Exception {
    origin.answerWith(
        (request, connection) -> {
          throw new IllegalStateException("planted");
        });
    send("GET / HTTP/1.1\r\n\r\n");

    origin.awaitRequests(1, LIMIT);
    origin.awaitConnectionEnd(1, LIMIT);
    assertThat(origin.failures()).extracting(Exception::getMessage).containsExactly("planted");
  }

  private WireMessage onlyRequest() throws InterruptedException {
    List<WireMessage> requests = origin.awaitRequests(1, LIMIT);
    assertThat(requests).hasSize(1);
    return requests.get(0);
  }

  private Socket connect() throws IOException {
    return new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), origin.port());
  }

  /** Sends, says that nothing follows, and waits for the origin to have understood. */
  private void send(String bytes) throws IOException, InterruptedException {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(bytes.getBytes(ISO_8859_1));
      socket.shutdownOutput();
      socket.getInputStream().readAllBytes();
    }
    origin.awaitConnectionEnd(1, LIMIT);
  }
}
