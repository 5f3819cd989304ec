package io.letterhead.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.letterhead.conformance.RawClient.End;
import io.letterhead.conformance.RawClient.Rest;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class RawClientTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final String GET = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";

  private final RecordingOrigin origin = RecordingOrigin.start();

  @AfterEach
  void stop() {
    origin.close();
  }

  @Test
  void aResponseFramedByItsLengthLeavesTheConnectionOpen() throws Exception {
    origin.answerWith(OriginAnswer.of(200).with("A", "1").with("a", "2").withBody("body"));
    try (RawClient client = connect(LIMIT)) {
      client.send(GET);
      RawResponse first = client.receive().orElseThrow();
      assertThat(first.status()).isEqualTo(200);
      assertThat(first.values("A")).containsExactly("1", "2");
      assertThat(first.body()).isEqualTo("body");
      assertThat(first.complete()).isTrue();

      client.send(GET);
      assertThat(client.receive().orElseThrow()).isEqualTo(first);
      client.endOutput();
      assertThat(client.readRest()).isEqualTo(new Rest("", End.CLOSED));
    }
    assertThat(origin.connections()).isEqualTo(1);
  }

  @Test
  void aChunkedResponseIsDecodedWithItsTrailers() throws Exception {
    origin.answerWith(
        Responders.raw(
            "HTTP/1.1 200\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\n1\r\nd\r\n0\r\nT: 1\r\n\r\n"));

    RawResponse response = answer();
    assertThat(response.body()).isEqualTo("abcd");
    assertThat(response.trailers()).containsExactly(new WireField("T", "1"));
    assertThat(response.complete()).isTrue();
  }

  @Test
  void aResponseWithoutFramingEndsWithTheConnection() throws Exception {
    origin.answerWith(Responders.rawThenClose("HTTP/1.1 200 OK\r\n\r\nall of it"));

    assertThat(answer().body()).isEqualTo("all of it");
    assertThat(answer().complete()).isTrue();
  }

  @Test
  void aBodyThatBreaksOffIsIncomplete() throws Exception {
    String head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    origin.answerWith(Responders.rawThenClose(head + "9\r\nhal"));
    assertThat(answer().body()).isEqualTo("hal");
    assertThat(answer().complete()).isFalse();

    origin.answerWith(Responders.rawThenClose(head + "3\r\nabc\r\n"));
    assertThat(answer().body()).isEqualTo("abc");
    assertThat(answer().complete()).isFalse();

    origin.answerWith(Responders.rawThenClose("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhal"));
    assertThat(answer().body()).isEqualTo("hal");
    assertThat(answer().complete()).isFalse();
  }

  @Test
  void interimResponsesAreListedBeforeTheFinalOne() throws Exception {
    origin.answerWith(Responders.earlyHints(OriginAnswer.of(204)));

    assertThat(answer().interim()).containsExactly(103);
    assertThat(answer().status()).isEqualTo(204);
  }

  @Test
  void aConnectionThatEndsWithoutAnAnswerIsNone() throws Exception {
    origin.answerWith(Responders.close());
    try (RawClient client = connect(LIMIT)) {
      client.send(GET);
      assertThat(client.receive()).isEmpty();
    }
  }

  @Test
  void aResetIsToldFromAClose() throws Exception {
    origin.answerWith(Responders.reset());
    try (RawClient client = connect(LIMIT)) {
      client.send(GET);
      assertThat(client.readRest().end()).isEqualTo(End.RESET);
    }
  }

  @Test
  void whatIsNoResponseFails() {
    origin.answerWith(Responders.raw("HTTP/1.1 OK\r\n\r\n"));

    assertThatThrownBy(this::answer)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("status line");
  }

  @Test
  void allReadsEndAtTheDeadline() throws Exception {
    origin.answerWith(Responders.stall());
    try (RawClient client = connect(Duration.ofMillis(100))) {
      client.send(GET);
      assertThatThrownBy(client::receive).isInstanceOf(SocketTimeoutException.class);
      assertThat(client.readRest().end()).isEqualTo(End.OPEN);
    }
  }

  @Test
  void anAnswerIsReadWhileBytesAreStillRefused() throws Exception {
    origin.answerWith(
        new Responder() {
          @Override
          public void beforeBody(WireMessage head, OriginConnection connection) throws IOException {
            OriginAnswer.of(413).respond(head, connection);
            connection.awaitPeerLeft();
          }

          @Override
          public void respond(WireMessage request, OriginConnection connection) {
            throw new AssertionError("the body never comes whole");
          }
        });
    try (RawClient client = connect(LIMIT)) {
      String post = "POST / HTTP/1.1\r\nContent-Length: 900000000\r\n\r\n" + "x".repeat(20_000_000);
      client.sendInBackground(post.getBytes(StandardCharsets.ISO_8859_1));
      assertThat(client.receive().orElseThrow().status()).isEqualTo(413);
    }
  }

  @Test
  void aStreamIsReadAsFarAsItCame() throws Exception {
    EventStream events = EventStream.open();
    origin.answerWith(events);
    try (RawClient client = connect(LIMIT)) {
      client.send(GET);
      assertThat(client.receiveHead().orElseThrow().values("Content-Type"))
          .containsExactly("text/event-stream");
      events.send("one");
      assertThat(client.readUntil("\n\n\r\n")).isEqualTo("b\r\ndata: one\n\n\r\n");
      events.breakOff();
      assertThat(client.readRest().end()).isEqualTo(End.RESET);
    }
  }

  @Test
  void aResponseDoesNotPrintValues() throws Exception {
    origin.answerWith(OriginAnswer.of(200).with("Secret", "S3CRET").withBody("S3CRET"));

    assertThat(answer()).asString().contains("Secret").doesNotContain("S3CRET");
  }

  private RawClient connect(Duration limit) throws IOException {
    return RawClient.connect("127.0.0.1", origin.port(), limit);
  }

  private RawResponse answer() throws IOException {
    try (RawClient client = connect(LIMIT)) {
      client.send(GET);
      return client.receive().orElseThrow();
    }
  }
}
