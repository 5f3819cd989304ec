package io.letterhead.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import io.letterhead.conformance.EventStream;
import io.letterhead.conformance.OriginAnswer;
import io.letterhead.conformance.OriginConnection;
import io.letterhead.conformance.RawClient;
import io.letterhead.conformance.RawResponse;
import io.letterhead.conformance.RecordingOrigin;
import io.letterhead.conformance.Responder;
import io.letterhead.conformance.Responders;
import io.letterhead.conformance.WireMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Bodies that come bit by bit, both ways: passed on at once, bounded, and broken where broken. */
final class StreamingTest {

  private static final String CHUNKED =
      Running.lines("POST /v1/x HTTP/1.1", "Host: localhost", "Transfer-Encoding: chunked", "");

  private static final RecordingOrigin ORIGIN = RecordingOrigin.start();
  private static Running running;

  @BeforeAll
  static void start() {
    running =
        Running.of(ORIGIN, Running.config().withLimits(new Limits(100, 32 * 1024, 1L << 40, 500)));
  }

  @AfterAll
  static void stop() {
    running.close();
  }

  @BeforeEach
  void forget() {
    ORIGIN.forget();
    ORIGIN.answerWith(OriginAnswer.of(200).withBody("fine"));
  }

  @Test
  void eventsArePassedOnOneByOne() throws Exception {
    EventStream events = EventStream.open();
    ORIGIN.answerWith(events);
    try (RawClient client = running.client()) {
      client.send(Running.get("/v1/events"));
      RawResponse head = client.receiveHead().orElseThrow();
      assertThat(head.values("Content-Type")).containsExactly("text/event-stream");
      for (int i = 0; i < 50; i++) {
        events.send("event " + i);
        assertThat(client.readUntil("\n\n\r\n")).endsWith("data: event " + i + "\n\n\r\n");
      }
      events.end();
      assertThat(client.readUntil("0\r\n\r\n")).isEqualTo("0\r\n\r\n");
      client.send(Running.get("/v1/x"));
      ORIGIN.answerWith(OriginAnswer.of(200));
    }
  }

  @Test
  void aBodyIsPassedOnWhileItIsStillSent() throws Exception {
    CountDownLatch headSeen = new CountDownLatch(1);
    ORIGIN.answerWith(seesHead(headSeen));
    try (RawClient client = running.client()) {
      client.send(CHUNKED);
      assertThat(headSeen.await(20, TimeUnit.SECONDS)).isTrue();
      client.send(Running.lines("5", "hello", "0", ""));
      assertThat(client.receive().orElseThrow().body()).isEqualTo("hello");
    }
  }

  @Test
  void aStreamThatBreaksAtTheOriginBreaksAtTheCaller() throws Exception {
    EventStream events = EventStream.open();
    ORIGIN.answerWith(events);
    try (RawClient client = running.client()) {
      client.send(Running.get("/v1/events"));
      events.send("one");
      client.readUntil("one\n\n\r\n");
      events.breakOff();
      RawClient.Rest rest = client.readRest();
      assertThat(rest.bytes()).isEmpty();
      assertThat(rest.end()).isNotEqualTo(RawClient.End.OPEN);
    }
  }

  @Test
  void aResponseShorterThanItsLengthIsBroken() throws Exception {
    ORIGIN.answerWith(Responders.rawThenClose("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc"));
    assertThat(running.exchange(Running.get("/v1/x")).complete()).isFalse();
  }

  @Test
  void aMalformedChunkOfTheOriginBreaksTheResponse() throws Exception {
    ORIGIN.answerWith(
        Responders.raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nZZ\r\n"));
    assertThat(running.exchange(Running.get("/v1/x")).complete()).isFalse();
  }

  @Test
  void aBrokenResponseIsBrokenForACallerOfHttp10Too() throws Exception {
    ORIGIN.answerWith(
        Responders.rawThenClose(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n"));
    try (RawClient client = running.client()) {
      client.send("GET /v1/x HTTP/1.0\r\nHost: localhost\r\n\r\n");
      assertThat(client.readRest().end()).isEqualTo(RawClient.End.RESET);
    }
  }

  @Test
  void aResponseThatEndsWithTheConnectionIsWhole() throws Exception {
    ORIGIN.answerWith(Responders.rawThenClose("HTTP/1.1 200 OK\r\n\r\nabc"));
    RawResponse response = running.exchange(Running.get("/v1/x"));
    assertThat(response.complete()).isTrue();
    assertThat(response.body()).isEqualTo("abc");
  }

  @Test
  void aCallerThatLeavesCancelsTheStream() throws Exception {
    EventStream events = EventStream.open();
    ORIGIN.answerWith(events);
    try (RawClient client = running.client()) {
      client.send(Running.get("/v1/events"));
      events.send("one");
      client.readUntil("one\n\n\r\n");
    }
    assertThat(events.awaitPeerLeft(Running.LIMIT)).isTrue();
  }

  @Test
  void aCallerThatLeavesBeforeTheResponseCancelsTheRequest() throws Exception {
    ORIGIN.answerWith(Responders.stall());
    int connection;
    try (RawClient client = running.client()) {
      client.send(Running.get("/v1/x"));
      connection = ORIGIN.awaitRequests(1, Running.LIMIT).get(0).connection();
    }
    ORIGIN.awaitConnectionEnd(connection, Running.LIMIT);
  }

  @Test
  void aCallerThatLeavesInTheMiddleOfItsBodyBreaksTheRequest() throws Exception {
    CountDownLatch headSeen = new CountDownLatch(1);
    ORIGIN.answerWith(seesHead(headSeen));
    try (RawClient client = running.client()) {
      client.send(CHUNKED + Running.lines("5", "hello"));
      assertThat(headSeen.await(20, TimeUnit.SECONDS)).isTrue();
    }
    WireMessage received = ORIGIN.awaitRequests(1, Running.LIMIT).get(0);
    assertThat(received.isWellFormed()).isFalse();
    assertThat(received.body()).doesNotContain("0\r\n\r\n");
  }

  @Test
  void aMalformedChunkIsRefusedAndBreaksTheRequest() throws Exception {
    CountDownLatch headSeen = new CountDownLatch(1);
    ORIGIN.answerWith(seesHead(headSeen));
    try (RawClient client = running.client()) {
      client.send(CHUNKED + Running.lines("5", "hello"));
      assertThat(headSeen.await(20, TimeUnit.SECONDS)).isTrue();
      client.send(Running.lines("1 1", "x", "0", ""));
      RawResponse refused = client.receive().orElseThrow();
      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.body()).contains("malformed-body");
      assertThat(client.readRest().end()).isEqualTo(RawClient.End.CLOSED);
    }
    WireMessage received = ORIGIN.awaitRequests(1, Running.LIMIT).get(0);
    assertThat(received.isWellFormed()).isFalse();
    assertThat(received.body()).doesNotContain("x").doesNotContain("0\r\n\r\n");
  }

  /** Tells when the head of a request has come. */
  private static Responder seesHead(CountDownLatch seen) {
    return new Responder() {
      @Override
      public void beforeBody(WireMessage head, OriginConnection connection) {
        seen.countDown();
      }

      @Override
      public void respond(WireMessage request, OriginConnection connection) throws IOException {
        OriginAnswer.of(200).withBody(request.content()).respond(request, connection);
      }
    };
  }

  @Test
  void anOriginIsReadNoFasterThanTheCallerReads() throws Exception {
    AtomicLong written = new AtomicLong();
    ORIGIN.answerWith(
        (request, connection) -> {
          connection.write("HTTP/1.1 200 OK\r\nContent-Length: 1073741824\r\n\r\n");
          byte[] block = new byte[64 * 1024];
          for (int i = 0; i < 16 * 1024; i++) {
            connection.write(block);
            written.addAndGet(block.length);
          }
        });
    try (Socket caller = new Socket(InetAddress.getLoopbackAddress(), running.port())) {
      caller
          .getOutputStream()
          .write(Running.get("/v1/big").getBytes(java.nio.charset.StandardCharsets.US_ASCII));
      assertThat(running.comesToRest(written)).isPositive().isLessThan(64L * 1024 * 1024);
    }
  }

  @Test
  void aCallerIsReadNoFasterThanTheOriginReads() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    ORIGIN.answerWith(Responders.gated(release::await, Responders.close()));
    AtomicLong written = new AtomicLong();
    try (Socket caller = new Socket(InetAddress.getLoopbackAddress(), running.port())) {
      Thread writer =
          new Thread(
              () -> {
                try {
                  caller
                      .getOutputStream()
                      .write(
                          Running.lines(
                                  "POST /v1/big HTTP/1.1",
                                  "Host: localhost",
                                  "Content-Length: 999999999",
                                  "")
                              .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
                  byte[] block = new byte[64 * 1024];
                  for (int i = 0; i < 16 * 1024; i++) {
                    caller.getOutputStream().write(block);
                    written.addAndGet(block.length);
                  }
                } catch (IOException closed) {
                  release.countDown();
                }
              });
      writer.start();
      assertThat(running.comesToRest(written)).isPositive().isLessThan(64L * 1024 * 1024);
    } finally {
      release.countDown();
    }
  }

  @Test
  void anEarlyAnswerIsHandedOnAndEndsTheUpload() throws Exception {
    ORIGIN.answerWith(
        new Responder() {
          @Override
          public void beforeBody(WireMessage head, OriginConnection connection) throws IOException {
            OriginAnswer.of(429).withBody("slow down").respond(head, connection);
            connection.awaitPeerLeft();
          }

          @Override
          public void respond(WireMessage request, OriginConnection connection) {}
        });
    try (RawClient client = running.client()) {
      client.sendInBackground(
          Running.post("/v1/x", "a".repeat(8 * 1024 * 1024))
              .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
      RawResponse response = client.receive().orElseThrow();
      assertThat(response.status()).isEqualTo(429);
      assertThat(response.body()).isEqualTo("slow down");
      assertThat(response.values("Connection")).containsExactly("close");
      assertThat(client.readRest().end()).isEqualTo(RawClient.End.CLOSED);
    }
  }

  @Test
  void aChunkedBodyBeyondTheLimitIsCutOff() throws Exception {
    CountDownLatch headSeen = new CountDownLatch(1);
    try (Running small =
        Running.of(
            RecordingOrigin.start(seesHead(headSeen)),
            Running.config().withLimits(new Limits(100, 8192, 1000, 10)))) {
      try (RawClient client = small.client()) {
        client.send(CHUNKED + Running.lines("3e8", "a".repeat(1000)));
        assertThat(headSeen.await(20, TimeUnit.SECONDS)).isTrue();
        client.send(Running.lines("1", "b", "0", ""));
        assertThat(client.receive().orElseThrow().status()).isEqualTo(413);
        assertThat(client.readRest().end()).isEqualTo(RawClient.End.CLOSED);
      }
      WireMessage received = small.origin().awaitRequests(1, Running.LIMIT).get(0);
      assertThat(received.isWellFormed()).isFalse();
      assertThat(received.body()).doesNotContain("b");
    }
  }
}
