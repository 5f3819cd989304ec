package io.letterhead.conformance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class RespondersTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final String GET = "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

  private final RecordingOrigin origin = RecordingOrigin.start();

  @AfterEach
  void stop() {
    origin.close();
  }

  @Test
  void aFixedAnswerIsFramedByItsLength() throws Exception {
    origin.answerWith(OriginAnswer.of(207).with("A", "1").with("a", "2").withBody("hello"));

    assertThat(answerTo(GET))
        .isEqualTo("HTTP/1.1 207 Answer\r\nA: 1\r\na: 2\r\nContent-Length: 5\r\n\r\nhello");
    assertThat(answerTo(GET.replace("GET", "HEAD"))).endsWith("Content-Length: 5\r\n\r\n");
  }

  @Test
  void reflectSendsTheRequestBackInFieldsAndBody() throws Exception {
    origin.answerWith(Responders.reflect());

    assertThat(answerTo(GET))
        .contains("\r\nReflected-Host: x\r\n", "\r\nReflected-Connection: close\r\n")
        .endsWith("\r\n\r\n" + GET);
  }

  @Test
  void earlyHintsComeBeforeTheAnswer() throws Exception {
    origin.answerWith(Responders.earlyHints(OriginAnswer.of(200)));

    assertThat(answerTo(GET)).startsWith("HTTP/1.1 103 ").contains("\r\n\r\nHTTP/1.1 200 ");
  }

  @Test
  void aRedirectMayNameTheOriginItself() throws Exception {
    origin.answerWith(Responders.redirect(307, "http://localhost@{origin}/x"));

    assertThat(answerTo(GET))
        .contains("Location: http://localhost@" + origin.authority() + "/x\r\n");
  }

  @Test
  void aResetReachesThePeerAsOne() throws Exception {
    origin.answerWith(Responders.rawThenReset("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf"));

    assertThatThrownBy(() -> answerTo(GET)).isInstanceOf(SocketException.class);
  }

  @Test
  void answersComeInTurnAndTheLastOneStays() throws Exception {
    origin.answerWith(
        Responders.inTurn(OriginAnswer.of(401), OriginAnswer.of(503), Responders.echo()));

    assertThat(answerTo(GET)).startsWith("HTTP/1.1 401 ");
    assertThat(answerTo(GET)).startsWith("HTTP/1.1 503 ");
    assertThat(answerTo(GET)).startsWith("HTTP/1.1 200 ");
    assertThat(answerTo(GET)).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void aStalledAnswerEndsWithThePeer() throws Exception {
    origin.answerWith(Responders.stall());
    try (Socket socket = connect()) {
      socket.getOutputStream().write(GET.getBytes(ISO_8859_1));
      origin.awaitRequests(1, LIMIT);
      assertThat(origin.openConnections()).isEqualTo(1);
    }

    origin.awaitConnectionEnd(1, LIMIT);
  }

  @Test
  void anUpgradeCarriesBytesBackAndKeepsThem() throws Exception {
    origin.answerWith(Responders.upgradeThenEcho("websocket"));
    String upgrade =
        String.join(
            "\r\n",
            "GET / HTTP/1.1",
            "Connection: Upgrade",
            "Upgrade: WebSocket",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            "",
            "");

    assertThat(answerTo(upgrade + "\u0081\u0000frames"))
        .startsWith("HTTP/1.1 101 ")
        .contains("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n")
        .endsWith("\r\n\r\n\u0081\u0000frames");
    assertThat(origin.tunnelled(1)).isEqualTo("\u0081\u0000frames".getBytes(ISO_8859_1));
    assertThat(origin.requests()).hasSize(1);
    assertThat(answerTo(GET)).startsWith("HTTP/1.1 426 ");
  }

  @Test
  void eventsGoOutWhenTheyAreSent() throws Exception {
    EventStream events = EventStream.open();
    origin.answerWith(events);
    try (Socket socket = connect()) {
      socket.getOutputStream().write(GET.getBytes(ISO_8859_1));
      readUntil(socket, "\r\n\r\n");
      events.send("one");
      assertThat(readUntil(socket, "\n\n\r\n")).isEqualTo("b\r\ndata: one\n\n\r\n");
      events.send("two");
      events.end();
      assertThat(new String(socket.getInputStream().readAllBytes(), ISO_8859_1))
          .isEqualTo("b\r\ndata: two\n\n\r\n0\r\n\r\n");
    }
  }

  @Test
  void anEventStreamNoticesThatItsReaderLeft() throws Exception {
    EventStream events = EventStream.open();
    origin.answerWith(events);
    try (Socket socket = connect()) {
      socket.getOutputStream().write(GET.getBytes(ISO_8859_1));
      readUntil(socket, "\r\n\r\n");
      assertThat(events.awaitPeerLeft(Duration.ZERO)).isFalse();
    }

    assertThat(events.awaitPeerLeft(LIMIT)).isTrue();
  }

  @Test
  void aGatedOriginReadsNoBodyBeforeItsTime() throws Exception {
    CountDownLatch atGate = new CountDownLatch(1);
    CountDownLatch open = new CountDownLatch(1);
    origin.answerWith(
        Responders.gated(
            () -> {
              atGate.countDown();
              open.await();
            },
            Responders.echo()));
    try (Socket socket = connect()) {
      String post = "POST / HTTP/1.1\r\nContent-Length: 4\r\nConnection: close\r\n\r\nbody";
      socket.getOutputStream().write(post.getBytes(ISO_8859_1));
      atGate.await();
      assertThat(origin.requests()).isEmpty();
      open.countDown();
      assertThat(new String(socket.getInputStream().readAllBytes(), ISO_8859_1))
          .endsWith("\r\n\r\nbody");
    }
  }

  private Socket connect() throws IOException {
    return new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), origin.port());
  }

  private String answerTo(String request) throws IOException {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }

  private static String readUntil(Socket socket, String end) throws IOException {
    StringBuilder read = new StringBuilder();
    while (read.indexOf(end) < 0) {
      int c = socket.getInputStream().read();
      assertThat(c).as("after %s", read).isNotNegative();
      read.append((char) c);
    }
    return read.toString();
  }
}
