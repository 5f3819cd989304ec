package io.letterhead.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import io.letterhead.conformance.OriginAnswer;
import io.letterhead.conformance.RawClient;
import io.letterhead.conformance.RawResponse;
import io.letterhead.conformance.RecordingOrigin;
import io.letterhead.conformance.Responders;
import io.letterhead.conformance.WireMessage;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** WebSockets: the same policy, then bytes both ways; and no other upgrade. */
final class UpgradeTest {

  private static final String[] HANDSHAKE = {
    "Connection: keep-alive, Upgrade",
    "Upgrade: websocket",
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="
  };
  private static final String ACCEPT = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

  private static final RecordingOrigin ORIGIN = RecordingOrigin.start();
  private static Running running;

  @BeforeAll
  static void start() {
    running = Running.start(ORIGIN);
  }

  @AfterAll
  static void stop() {
    running.close();
  }

  @BeforeEach
  void forget() {
    ORIGIN.forget();
    ORIGIN.answerWith(Responders.upgradeThenEcho("websocket"));
  }

  private static String ask(String... more) {
    String[] fields = new String[HANDSHAKE.length + more.length];
    System.arraycopy(HANDSHAKE, 0, fields, 0, HANDSHAKE.length);
    System.arraycopy(more, 0, fields, HANDSHAKE.length, more.length);
    return Running.get("/anthropic/v1/realtime", fields);
  }

  @Test
  void aWebSocketGoesUnderTheSamePolicy() throws Exception {
    try (RawClient client = running.client()) {
      client.send(
          ask(
              "x-api-key: evil",
              "Content-Length: 0",
              "Authorization: Bearer evil",
              "Sec-WebSocket-Protocol: realtime, openai-insecure-api-key.evil",
              "Sec-WebSocket-Extensions: permessage-deflate",
              "anthropic-beta: b"));
      RawResponse accepted = client.receiveHead().orElseThrow();
      assertThat(accepted.status()).isEqualTo(101);
      assertThat(accepted.values("Sec-WebSocket-Accept")).containsExactly(ACCEPT);
      assertThat(accepted.values("Upgrade")).containsExactly("websocket");
      assertThat(accepted.values("Connection")).containsExactly("Upgrade");
      client.send("PING");
      assertThat(client.readUntil("PING")).isEqualTo("PING");
    }
    WireMessage received = ORIGIN.awaitRequests(1, Running.LIMIT).get(0);
    assertThat(received.head())
        .isEqualTo(
            Running.lines(
                "GET /v1/realtime HTTP/1.1",
                "Host: " + ORIGIN.authority(),
                "anthropic-beta: b",
                "x-api-key: " + Policies.SECRET,
                "Connection: Upgrade",
                "Upgrade: websocket",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                "Sec-WebSocket-Protocol: realtime",
                "Sec-WebSocket-Extensions: permessage-deflate",
                ""));
  }

  @Test
  void bytesSentWithoutWaitingForTheAnswerAreNotLost() throws Exception {
    try (RawClient client = running.client()) {
      client.send(ask() + "EARLY");
      assertThat(client.receiveHead().orElseThrow().status()).isEqualTo(101);
      assertThat(client.readUntil("EARLY")).isEqualTo("EARLY");
      client.send("LATE");
      assertThat(client.readUntil("LATE")).isEqualTo("LATE");
    }
  }

  @Test
  void bytesBehindTheOriginsAnswerAreNotLost() throws Exception {
    ORIGIN.answerWith(
        Responders.raw(
            Running.lines(
                    "HTTP/1.1 101 Switching Protocols",
                    "Connection: Upgrade",
                    "Upgrade: websocket",
                    "Sec-WebSocket-Accept: " + ACCEPT,
                    "")
                + "FRAME"));
    try (RawClient client = running.client()) {
      client.send(ask());
      assertThat(client.receiveHead().orElseThrow().status()).isEqualTo(101);
      assertThat(client.readUntil("FRAME")).isEqualTo("FRAME");
    }
  }

  @Test
  void aRefusalByTheOriginIsAResponseAsUsual() throws Exception {
    ORIGIN.answerWith(OriginAnswer.of(403).withBody("no"));
    try (RawClient client = running.client()) {
      client.send(ask() + Running.get("/v1/smuggled"));
      RawResponse refused = client.receive().orElseThrow();
      assertThat(refused.status()).isEqualTo(403);
      assertThat(refused.body()).isEqualTo("no");
      assertThat(client.readRest()).isEqualTo(new RawClient.Rest("", RawClient.End.CLOSED));
    }
    assertThat(ORIGIN.requests()).hasSize(1);
  }

  @Test
  void anAnswerThatDoesNotFitTheQuestionIsMalformed() throws Exception {
    String[] wrong = {
      "Sec-WebSocket-Accept: AAAAAAAAAAAAAAAAAAAAAAAAAAA=",
      "Sec-WebSocket-Accept: " + ACCEPT + "\r\nSec-WebSocket-Protocol: other",
      "Sec-WebSocket-Accept: " + ACCEPT + "\r\nSec-WebSocket-Extensions: x"
    };
    for (String line : wrong) {
      ORIGIN.answerWith(
          Responders.raw(
              Running.lines(
                  "HTTP/1.1 101 Switching Protocols",
                  "Connection: Upgrade",
                  "Upgrade: websocket",
                  line,
                  "")));
      assertThat(running.exchange(ask()).status()).isEqualTo(502);
    }
  }

  @Test
  void ofAnAnswerThatIsRefusedNothingIsHandedOn() throws Exception {
    ORIGIN.answerWith(
        Responders.raw(
            Running.lines(
                "HTTP/1.1 101 Switching Protocols",
                "Connection: Upgrade",
                "Upgrade: websocket",
                "X-Of-Origin: 1",
                "Sec-WebSocket-Accept: " + ACCEPT,
                "Sec-WebSocket-Extensions: permessage-deflate\u00e9",
                "")));

    RawResponse refused = running.exchange(ask("Sec-WebSocket-Extensions: permessage-deflate"));

    assertThat(refused.status()).isEqualTo(502);
    assertThat(refused.values("X-Of-Origin")).isEmpty();
    assertThat(refused.values("Upgrade")).isEmpty();
    assertThat(refused.values("Sec-WebSocket-Accept")).isEmpty();
    assertThat(refused.values("Connection")).containsExactly("close");
  }

  @Test
  void anotherUpgradeIsNone() throws Exception {
    ORIGIN.answerWith(OriginAnswer.of(200).withBody("plain"));
    RawResponse response =
        running.exchange(
            Running.get(
                "/v1/x",
                "Connection: Upgrade, HTTP2-Settings",
                "Upgrade: h2c",
                "HTTP2-Settings: AAMAAABkAAQAAP__"));
    assertThat(response.status()).isEqualTo(200);
    WireMessage received = ORIGIN.awaitRequests(1, Running.LIMIT).get(0);
    assertThat(received.values("Upgrade")).isEmpty();
    assertThat(received.values("HTTP2-Settings")).isEmpty();
  }

  @Test
  void aCallerOfHttp10HasNoUpgrade() throws Exception {
    ORIGIN.answerWith(OriginAnswer.of(200).withBody("plain"));
    RawResponse response = running.exchange(ask().replace("HTTP/1.1", "HTTP/1.0"));
    assertThat(response.status()).isEqualTo(200);
    WireMessage received = ORIGIN.awaitRequests(1, Running.LIMIT).get(0);
    assertThat(received.values("Upgrade")).isEmpty();
    assertThat(received.values("Sec-WebSocket-Key")).isEmpty();
  }

  @Test
  void whatEndsOneWayEndsBoth() throws Exception {
    int connection;
    try (RawClient client = running.client()) {
      client.send(ask());
      assertThat(client.receiveHead().orElseThrow().status()).isEqualTo(101);
      connection = ORIGIN.requests().get(0).connection();
    }
    ORIGIN.awaitConnectionEnd(connection, Running.LIMIT);
  }

  @Test
  void aCallerThatLeavesBeforeTheAnswerCancelsTheHandshake() throws Exception {
    ORIGIN.answerWith(Responders.stall());
    int connection;
    try (RawClient client = running.client()) {
      client.send(ask());
      connection = ORIGIN.awaitRequests(1, Running.LIMIT).get(0).connection();
    }
    ORIGIN.awaitConnectionEnd(connection, Running.LIMIT);
  }

  @Test
  void aTunnelIsBoundedLikeABody() throws Exception {
    AtomicLong written = new AtomicLong();
    ORIGIN.answerWith(
        (request, connection) -> {
          connection.write(
              Running.lines(
                  "HTTP/1.1 101 Switching Protocols",
                  "Connection: Upgrade",
                  "Upgrade: websocket",
                  "Sec-WebSocket-Accept: " + ACCEPT,
                  ""));
          byte[] block = new byte[64 * 1024];
          for (int i = 0; i < 16 * 1024; i++) {
            connection.write(block);
            written.addAndGet(block.length);
          }
        });
    try (Socket caller = new Socket(InetAddress.getLoopbackAddress(), running.port())) {
      caller.getOutputStream().write(ask().getBytes(StandardCharsets.US_ASCII));
      assertThat(running.comesToRest(written)).isLessThan(64L * 1024 * 1024);
    }
  }
}
